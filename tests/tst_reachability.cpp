// Which changes of the network are worth a look at the links.
#include "desktop/reachability.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sightglass;

using Reach = Reachability::Reach;
using Medium = Reachability::Medium;

class TestReachability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhenTheNetworkIsBack();
    void keepsQuietWhileItGoesAway();
    void tellsOfAnotherMedium();
    void livesWithWhateverThisSystemSays();
};

void TestReachability::tellsWhenTheNetworkIsBack()
{
    Reachability network(Reach::Disconnected);
    const QSignalSpy spy(&network, &Reachability::changed);
    network.setReach(Reach::Local);
    network.setReach(Reach::Online);
    QCOMPARE(spy.count(), 2);
    network.setReach(Reach::Online);
    QCOMPARE(spy.count(), 2);
}

void TestReachability::keepsQuietWhileItGoesAway()
{
    Reachability network(Reach::Online);
    const QSignalSpy spy(&network, &Reachability::changed);
    network.setReach(Reach::Disconnected);
    network.setMedium(Medium::Unknown);
    QCOMPARE(spy.count(), 0);
    network.setReach(Reach::Online);
    QCOMPARE(spy.count(), 1);
}

void TestReachability::tellsOfAnotherMedium()
{
    Reachability network(Reach::Online, Medium::Ethernet);
    const QSignalSpy spy(&network, &Reachability::changed);
    network.setMedium(Medium::WiFi);
    QCOMPARE(spy.count(), 1);
    network.setMedium(Medium::WiFi);
    network.setMedium(Medium::Unknown);
    QCOMPARE(spy.count(), 1);
}

void TestReachability::livesWithWhateverThisSystemSays()
{
    const auto system = Reachability::ofThisSystem();
    const QSignalSpy spy(system.get(), &Reachability::changed);
    const auto again = Reachability::ofThisSystem(); // there is one backend for all
    QCOMPARE(again->available(), system->available());
    if (!system->available()) {
        QSKIP("this Qt has no network information backend that works here");
    }
    Q_EMIT QNetworkInformation::instance()->transportMediumChanged(Medium::WiFi);
    QCOMPARE(spy.count(), 1);
}

QTEST_GUILESS_MAIN(TestReachability)
#include "tst_reachability.moc"
