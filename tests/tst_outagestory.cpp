// One outage told everywhere with the same two times, and alarms nobody can vouch for meanwhile.
#include "alarmbench.h"

#include "models/linkfacts.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr std::int64_t ahead = 3 * second; // the server's clock

QString text(const NotificationModel *list, int row, int role)
{
    return at(list, row, role).toString();
}

QString seconds(std::int64_t us)
{
    return clockText(us, true);
}

// Two channels, heard at `start` for the last time, lost when that was noticed ten seconds later,
// back twenty seconds after that. All by the server's clock.
struct Story : Bench
{
    NotificationModel *list = desk.notifications();
    QAbstractItemModelTester tester{list};
    const TimeBounds silence{start + ahead, start + ahead + 30 * second};
    std::uint32_t fast = 0;
    std::uint32_t slow = 0;
    Batch batch;

    Story()
    {
        status(LinkState::Live, {});
        fast = see(batch, u"cpu"_s);
        slow = see(batch, u"disk"_s);
        std::get<SeriesSeen>(batch.notes.back().item).info.channel = u"d"_s;
        batch.append(fast, silence.fromUs, 1);
        batch.append(slow, silence.fromUs - 4 * second, 1);
        give(batch);
    }
    void status(LinkState state, TimeBounds bounds)
    {
        LinkStatus status;
        status.state = state;
        status.sinceUs = now;
        status.silence = bounds;
        status.clockOffsetUs = ahead;
        desk.show(status);
    }
    LinkStory chapter(LinkStory::Kind kind, TimeBounds bounds)
    {
        LinkStory story;
        story.kind = kind;
        story.timeUs = now;
        story.silence = bounds;
        story.channels = 2;
        return story;
    }
    void lose()
    {
        passes(10 * second); // nothing is heard, and that is all there is to notice
        batch.note(chapter(LinkStory::Kind::Lost, {silence.fromUs, 0}));
        give(batch);
        status(LinkState::Waiting, {silence.fromUs, 0});
    }
    void comeBack(LinkStory::Kind kind, LostTime::Reason reason)
    {
        passes(20 * second);
        status(LinkState::Live, silence);
        if (kind == LinkStory::Kind::Restarted) {
            batch.note(chapter(kind, silence));
        }
        LostTime lost{u"c"_s, silence.fromUs, silence.toUs + second, 0, reason, silence};
        batch.note(lost);
        batch.append(fast, lost.toUs, 2);
        lost.channel = u"d"_s;
        lost.fromUs -= 4 * second;
        lost.toUs += 3 * second;
        batch.note(lost);
        batch.append(slow, lost.toUs, 2);
        passes(5 * second);
        batch.note(chapter(LinkStory::Kind::Resumed, silence));
        give(batch);
    }
};

} // namespace

class TestOutageStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void whileItLastsAllSayTheSameStart()
    {
        Story story;
        story.lose();
        QCOMPARE(text(story.list, 0, NotificationModel::TitleRole), u"Connection lost"_s);
        QCOMPARE(text(story.list, 0, NotificationModel::SinceTextRole),
                 u"since %1"_s.arg(seconds(story.silence.fromUs)));
        QCOMPARE(text(story.list, 0, NotificationModel::AgeTextRole), u"10 s ago"_s);
        QCOMPARE(std::int64_t(story.desk.openHoleFromUs()), story.silence.fromUs);
        QString fact;
        for (const QVariant &each : story.desk.linkFacts()) {
            const QVariantMap map = each.toMap();
            fact += map.value(u"label"_s).toString() == u"Nothing heard since"
                        ? map.value(u"value"_s).toString()
                        : QString();
        }
        QCOMPARE(fact, u"%1, for 10 s"_s.arg(seconds(story.silence.fromUs)));
    }

    void afterwardsAllSayTheSameTwoTimes_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("body");
        using Kind = LinkStory::Kind;
        using Reason = LostTime::Reason;
        QTest::newRow("restarted") << int(Kind::Restarted) << int(Reason::ServerRestarted)
                                   << u"Server restarted, 30 s without data"_s
                                   << u"What was sent meanwhile is unknown. Gap in all channels."_s;
        QTest::newRow("cannot resend")
            << int(Kind::Resumed) << int(Reason::NotNumbered) << u"Resumed after 30 s"_s
            << u"This server cannot resend what it sent meanwhile. Gap in all channels."_s;
    }
    void afterwardsAllSayTheSameTwoTimes()
    {
        QFETCH(int, kind);
        QFETCH(int, reason);
        QFETCH(QString, title);
        Story story;
        story.lose();
        story.comeBack(LinkStory::Kind(kind), LostTime::Reason(reason));
        QCOMPARE(story.list->count(), 1);
        QTEST(text(story.list, 0, NotificationModel::TitleRole), "title");
        QTEST(text(story.list, 0, NotificationModel::BodyRole), "body");
        QCOMPARE(text(story.list, 0, NotificationModel::StateTextRole),
                 (title.startsWith(u"Server") ? u"No data %1–%2"_s : u"No link %1–%2"_s)
                     .arg(seconds(story.silence.fromUs), seconds(story.silence.toUs)));
        for (int key = 0; key < 2; ++key) {
            QCOMPARE(story.store.holes(key).size(), std::size_t(1));
            QCOMPARE(story.store.holes(key)[0].fromUs, story.silence.fromUs);
            QCOMPARE(story.store.holes(key)[0].toUs, story.silence.toUs);
        }
        QCOMPARE(story.desk.openHoleFromUs(), 0.0);
    }

    void oneTornChannelOfTwoIsNamed()
    {
        Story story;
        story.lose();
        story.status(LinkState::Live, story.silence);
        story.batch.note(LostTime{u"d"_s, story.silence.fromUs, story.silence.fromUs + second, 3,
                                  LostTime::Reason::ServerForgot, story.silence});
        story.batch.note(story.chapter(LinkStory::Kind::Resumed, story.silence));
        story.give(story.batch);
        QCOMPARE(
            text(story.list, 0, NotificationModel::BodyRole),
            u"3 messages lost. The server keeps less history than the link was down. Gap in d, "
            "%1–%2."_s.arg(seconds(story.silence.fromUs), seconds(story.silence.fromUs + second)));
    }

    void whatIsLostLaterIsAnotherStory()
    {
        Story story;
        story.lose();
        story.comeBack(LinkStory::Kind::Restarted, LostTime::Reason::ServerRestarted);
        story.batch.note(LostTime{u"c"_s, story.silence.toUs + minute,
                                  story.silence.toUs + 2 * minute, 5,
                                  LostTime::Reason::ServerForgot});
        story.give(story.batch);
        QCOMPARE(story.list->count(), 2);
        QCOMPARE(text(story.list, 0, NotificationModel::TitleRole), u"Gap of 5 messages in c"_s);
    }

    void dismissedOutageComesBackWithWhatIsNew()
    {
        Story story;
        story.lose();
        story.comeBack(LinkStory::Kind::Restarted, LostTime::Reason::ServerRestarted);
        story.list->dismiss(at(story.list, 0, NotificationModel::IdentRole).toInt());
        QCOMPARE(story.list->count(), 0);
        story.batch.note(LostTime{u"late"_s, story.silence.fromUs, story.silence.toUs, 0,
                                  LostTime::Reason::ServerRestarted, story.silence});
        story.give(story.batch);
        QCOMPARE(titles(story.list), QStringList{u"Server restarted, 30 s without data"_s});
    }

    // alarms of a server that is not heard
    void alarmsAreUnknownUntilTheLinkHasResumed()
    {
        Story story;
        Event hot = raised(u"hot"_s);
        hot.body = u"At 100 %"_s;
        hot.timeUs = story.silence.fromUs - 34 * second;
        story.batch.note(hot);
        story.give(story.batch);
        QCOMPARE(text(story.list, 0, NotificationModel::SinceTextRole),
                 u"since %1"_s.arg(seconds(hot.timeUs)));
        QCOMPARE(text(story.list, 0, NotificationModel::WordRole), u"Critical"_s);
        story.lose();
        QSignalSpy changes(story.list, &QAbstractItemModel::dataChanged);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(at(story.list, 0, NotificationModel::UnknownRole).toBool());
            QCOMPARE(text(story.list, 0, NotificationModel::SinceTextRole),
                     u"unknown since %1"_s.arg(seconds(story.silence.fromUs)));
            QCOMPARE(text(story.list, 0, NotificationModel::AgeTextRole), u"after 34 s"_s);
            QCOMPARE(text(story.list, 0, NotificationModel::BodyRole), u"Last known: At 100 %"_s);
            QCOMPARE(text(story.list, 0, NotificationModel::WordRole), u"Was critical"_s);
            story.passes(5 * second);
            story.list->tick(story.now);
        }
        QCOMPARE(story.list->needsYou(), 2); // nobody said that it is over
        story.passes(-15 * second);
        story.status(LinkState::Live, story.silence); // live, but what was missed is yet to come
        QVERIFY(at(story.list, 0, NotificationModel::UnknownRole).toBool());
        story.comeBack(LinkStory::Kind::Resumed, LostTime::Reason::NotNumbered);
        QVERIFY(!at(story.list, 0, NotificationModel::UnknownRole).toBool());
        QCOMPARE(text(story.list, 0, NotificationModel::AgeTextRole), u"1 m 9 s ago"_s);
        QCOMPARE(text(story.list, 0, NotificationModel::BodyRole), u"At 100 %"_s);
    }

    void alarmsAreKnownAgainIfNobodySaysResumed()
    {
        Story story;
        story.batch.note(raised(u"hot"_s));
        story.give(story.batch);
        story.lose();
        story.status(LinkState::Live, story.silence);
        story.passes(20 * second);
        story.list->tick(story.now);
        QVERIFY(!at(story.list, 0, NotificationModel::UnknownRole).toBool());
    }

    void alarmsOfThisProgramAreKnownWhateverTheLinkDoes()
    {
        Story story;
        const int own = story.store.addSource(u"own"_s);
        story.batch.note(raised(u"own"_s));
        story.desk.take(own, story.batch);
        story.batch.clear();
        story.lose();
        QCOMPARE(titles(story.list), QStringList({u"own"_s, u"Connection lost"_s}));
        for (int row = 0; row < 2; ++row) {
            QVERIFY(!at(story.list, row, NotificationModel::UnknownRole).toBool());
        }
    }

    void momentsOfAlarmsNameTheirDay()
    {
        Alarms bench;
        bench.raise(u"hot"_s);
        const std::int64_t then = bench.now;
        bench.pass(2 * 24 * 60 * minute);
        QCOMPARE(text(bench.list, 0, NotificationModel::SinceTextRole),
                 u"since %1"_s.arg(momentText(then, bench.now, true)));
        QVERIFY(momentText(then, bench.now, true).startsWith(u"Tue "_s));
        QCOMPARE(text(bench.list, 0, NotificationModel::AgeTextRole), u"2 d 0 h ago"_s);
    }
};

QTEST_GUILESS_MAIN(TestOutageStory)
#include "tst_outagestory.moc"
