#include "session/outbox.h"
#include "sessionrig.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

using Kind = CommandStory::Kind;

namespace {

constexpr std::int64_t hourMs = 3'600'000;

Ack ackOf(int number, const QString &comment = {})
{
    return {u"id-%1"_s.arg(number), u"alarm-%1"_s.arg(number), u"acknowledge"_s, comment};
}

QStringList idsOf(const std::vector<Ack> &acks)
{
    QStringList ids;
    for (const Ack &ack : acks) {
        ids.append(ack.id);
    }
    return ids;
}

QStringList waitingIn(const Outbox &outbox)
{
    QStringList ids;
    for (const Outbox::Waiting &waiting : outbox.waiting()) {
        ids.append(waiting.ack.id);
    }
    return ids;
}

// The ids that were sent on the newest connection, in order.
QStringList sentBy(Rig &rig)
{
    QStringList ids;
    JsonCodec codec;
    for (const OutFrame &frame : rig.peer.newest().sent) {
        Message message;
        const auto size = std::size_t(frame.bytes.size());
        if (codec.decode({frame.bytes.constData(), size}, message)
            && std::holds_alternative<Ack>(message)) {
            ids.append(std::get<Ack>(message).id);
        }
    }
    return ids;
}

std::vector<CommandStory> toldOf(Rig &rig)
{
    rig.clock.advance(Session::flushMs);
    return rig.outlet.all<CommandStory>();
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderAndForgetsTheAnswered();
    void takesTheSameIdOnce();
    void refusesMoreThanItsCount();
    void refusesMoreThanItsBytes();
    void refusesOneThatIsTooLong();
    void expiresByAgeOldestFirst();
    void outlivesAClockThatWasSetBack();
    void asksAgainLessAndLessOften();
    void isSentAtOnceWhileLive();
    void waitsForTheLinkAndIsSentAfterTheSubscription();
    void isSentAgainAfterEveryResumeUntilAnswered();
    void isSentAgainWhenNoAnswerComes();
    void tellsARefusalInTheServersWords();
    void tellsWhatExpired();
    void expiresWhatIsOldFromTheStart();
    void tellsThatAPlainServerHasNoWordsForIt();
    void anAnswerThatComesTwiceIsToldOnce();
    void anErrorForNobodyIsNoLimit();
    void aStoppedSessionKeepsWhatWaits();
};

void TestOutbox::keepsTheOrderAndForgetsTheAnswered()
{
    Outbox outbox;
    for (int i = 0; i < 4; ++i) {
        QVERIFY(outbox.put(ackOf(i), 1'000 + i));
    }
    const auto answered = outbox.answered(u"id-1"_s);
    QVERIFY(answered);
    QCOMPARE(answered->key, u"alarm-1"_s);
    QVERIFY(!outbox.answered(u"id-1"_s));
    QCOMPARE(waitingIn(outbox), (QStringList{u"id-0"_s, u"id-2"_s, u"id-3"_s}));
    QCOMPARE(outbox.oldestUs(), 1'000);
    for (const QString &id : waitingIn(outbox)) {
        QVERIFY(outbox.answered(id));
    }
    QCOMPARE(outbox.bytes(), 0u);
    QCOMPARE(outbox.oldestUs(), 0);
    QCOMPARE(outbox.nextDueMs(), -1);
}

void TestOutbox::takesTheSameIdOnce()
{
    Outbox outbox;
    QVERIFY(outbox.put(ackOf(1), 1'000));
    const std::size_t bytes = outbox.bytes();
    QVERIFY(outbox.put(ackOf(1), 2'000));
    QCOMPARE(outbox.waiting().size(), 1u);
    QCOMPARE(outbox.bytes(), bytes);
    QCOMPARE(outbox.oldestUs(), 1'000);
}

void TestOutbox::refusesMoreThanItsCount()
{
    Outbox outbox;
    for (int i = 0; i < 1'000; ++i) {
        QVERIFY(outbox.put(ackOf(i), 1));
    }
    const auto refused = outbox.put(ackOf(1'000), 1);
    QVERIFY(!refused);
    QVERIFY2(refused.error().contains(u"1000"), qPrintable(refused.error()));
    QCOMPARE(outbox.waiting().size(), 1'000u); // and no older one went for it
    QCOMPARE(outbox.waiting().front().ack.id, u"id-0"_s);
    QVERIFY(outbox.answered(u"id-500"_s));
    QVERIFY(outbox.put(ackOf(1'000), 1));
}

void TestOutbox::refusesMoreThanItsBytes()
{
    Outbox outbox;
    const QString comment(7'000, u'x'); // nearly 16 KiB
    int taken = 0;
    while (outbox.put(ackOf(taken, comment), 1)) {
        ++taken;
    }
    QVERIFY2(taken > 50 && taken < 100, qPrintable(QString::number(taken)));
    QVERIFY(outbox.bytes() <= std::size_t(1) << 20);
    QCOMPARE(outbox.waiting().size(), std::size_t(taken));
}

void TestOutbox::refusesOneThatIsTooLong()
{
    Outbox outbox;
    const auto refused = outbox.put(ackOf(1, QString(9'000, u'x')), 1);
    QVERIFY(!refused);
    QVERIFY2(refused.error().contains(u"16 KiB"), qPrintable(refused.error()));
    QVERIFY(outbox.waiting().empty());
}

void TestOutbox::expiresByAgeOldestFirst()
{
    Outbox::Bounds bounds;
    bounds.ageUs = 100;
    Outbox outbox(bounds);
    QVERIFY(outbox.put(ackOf(1), 1'000));
    QVERIFY(outbox.put(ackOf(2), 1'010));
    QVERIFY(outbox.put(ackOf(3), 1'050));
    QCOMPARE(outbox.nextExpiryUs(), 1'100);
    QVERIFY(outbox.expire(1'099).empty());
    QCOMPARE(idsOf(outbox.expire(1'110)), (QStringList{u"id-1"_s, u"id-2"_s}));
    QCOMPARE(waitingIn(outbox), QStringList{u"id-3"_s});
}

void TestOutbox::outlivesAClockThatWasSetBack()
{
    Outbox outbox;
    QVERIFY(outbox.put(ackOf(1), 1'000'000));
    QVERIFY(outbox.expire(0).empty());
    QCOMPARE(outbox.waiting().size(), 1u);
}

void TestOutbox::asksAgainLessAndLessOften()
{
    Outbox outbox;
    QVERIFY(outbox.put(ackOf(1), 1));
    std::vector<std::int64_t> waits;
    std::int64_t now = 1'000;
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(idsOf(outbox.due(now)), QStringList{u"id-1"_s});
        QVERIFY(outbox.due(now).empty());
        waits.push_back(outbox.nextDueMs() - now);
        now = outbox.nextDueMs();
    }
    QCOMPARE(waits, (std::vector<std::int64_t>{15'000, 30'000, 60'000, 120'000, 240'000, 480'000,
                                               480'000, 480'000}));
    outbox.connected();
    QCOMPARE(idsOf(outbox.due(now - 1)), QStringList{u"id-1"_s});
    QCOMPARE(outbox.nextDueMs() - (now - 1), Outbox::answerMs);
}

void TestOutbox::isSentAtOnceWhileLive()
{
    Rig rig;
    rig.goLive();
    rig.session->commands().post(ackOf(1));
    QCOMPARE(sentBy(rig), QStringList{u"id-1"_s});
    QCOMPARE(rig.outlet.status.commandsWaiting, 1u);
    QCOMPARE(rig.outlet.status.oldestCommandUs, rig.clock.wallUs());
    rig.peer.say(Done{u"id-1"_s});
    QCOMPARE(rig.outlet.status.commandsWaiting, 0u);
    QCOMPARE(rig.outlet.status.oldestCommandUs, 0);
    const auto told = toldOf(rig);
    QCOMPARE(told.size(), 1u);
    QCOMPARE(told[0].kind, Kind::Done);
    QCOMPARE(told[0].ack.key, u"alarm-1"_s);
}

void TestOutbox::waitsForTheLinkAndIsSentAfterTheSubscription()
{
    Rig rig;
    rig.session->commands().post(ackOf(1));
    rig.session->start();
    rig.session->commands().post(ackOf(2));
    QVERIFY(rig.peer.newest().sent.empty());
    rig.peer.welcome();
    QCOMPARE(sentBy(rig), (QStringList{u"id-1"_s, u"id-2"_s}));
    QVERIFY(std::holds_alternative<Hello>(rig.peer.take()));
    QVERIFY(std::holds_alternative<Subscribe>(rig.peer.take()));
    QVERIFY(toldOf(rig).empty());
}

void TestOutbox::isSentAgainAfterEveryResumeUntilAnswered()
{
    Rig rig;
    rig.goLive();
    for (int i = 1; i <= 3; ++i) {
        rig.session->commands().post(ackOf(i));
    }
    rig.peer.say(Done{u"id-2"_s});
    for (int outage = 0; outage < 3; ++outage) {
        rig.lose();
        rig.dialAgain();
        rig.peer.welcome();
        QCOMPARE(sentBy(rig), (QStringList{u"id-1"_s, u"id-3"_s}));
    }
    rig.peer.say(Done{u"id-1"_s});
    rig.peer.say(Done{u"id-3"_s});
    rig.lose();
    rig.dialAgain();
    rig.peer.welcome();
    QCOMPARE(sentBy(rig), QStringList{});
}

void TestOutbox::isSentAgainWhenNoAnswerComes()
{
    Rig rig;
    rig.goLive();
    rig.session->commands().post(ackOf(1));
    const auto pass = [&rig](std::int64_t ms) { // the server is alive, but does not answer this
        for (std::int64_t passed = 0; passed < ms; passed += 1'000) {
            rig.clock.advance(1'000);
            rig.peer.say(Heartbeat{rig.clock.wallUs(), rig.clock.wallUs()});
        }
    };
    pass(Outbox::answerMs - 1'000);
    QCOMPARE(sentBy(rig).size(), 1);
    pass(1'000);
    QCOMPARE(sentBy(rig), (QStringList{u"id-1"_s, u"id-1"_s}));
    rig.peer.say(Done{u"id-1"_s});
    pass(120'000);
    QCOMPARE(sentBy(rig).size(), 2);
    QCOMPARE(toldOf(rig).size(), 1u);
}

void TestOutbox::tellsARefusalInTheServersWords()
{
    Rig rig;
    rig.goLive();
    rig.session->commands().post(ackOf(1));
    rig.peer.say(Error{u"unknown-key"_s, u"There is no such alarm."_s, u"id-1"_s});
    const auto told = toldOf(rig);
    QCOMPARE(told.size(), 1u);
    QCOMPARE(told[0].kind, Kind::Refused);
    QCOMPARE(told[0].text, u"There is no such alarm."_s);
    QCOMPARE(rig.status().commandsWaiting, 0u);
    QVERIFY(rig.outlet.stories(LinkStory::Kind::LimitReached).empty());
}

void TestOutbox::tellsWhatExpired()
{
    Rig rig;
    rig.session->commands().post(ackOf(1));
    rig.clock.advance(hourMs);
    rig.session->commands().post(ackOf(2));
    rig.clock.advance(23 * hourMs - 1);
    QVERIFY(toldOf(rig).empty());
    rig.clock.advance(2);
    const auto told = toldOf(rig);
    QCOMPARE(told.size(), 1u);
    QCOMPARE(told[0].kind, Kind::Expired);
    QCOMPARE(told[0].ack.id, u"id-1"_s);
    QVERIFY2(told[0].text.contains(u"24 hours"), qPrintable(told[0].text));
    QCOMPARE(rig.status().commandsExpired, 1u);
    QCOMPARE(rig.status().commandsWaiting, 1u);
    rig.goLive();
    QCOMPARE(sentBy(rig), QStringList{u"id-2"_s});
}

void TestOutbox::expiresWhatIsOldFromTheStart()
{
    Rig rig;
    rig.session->commands().post(ackOf(1), rig.clock.wallUs() - 25 * hourMs * 1'000);
    QCOMPARE(toldOf(rig).size(), 1u);
    rig.goLive();
    QCOMPARE(sentBy(rig), QStringList{});
}

void TestOutbox::tellsThatAPlainServerHasNoWordsForIt()
{
    Rig rig(u"plain"_s);
    rig.session->commands().post(ackOf(1));
    QVERIFY(toldOf(rig).empty());
    rig.session->start();
    rig.peer.open({});
    QCOMPARE(toldOf(rig).size(), 1u);
    rig.session->commands().post(ackOf(2));
    const auto told = toldOf(rig);
    QCOMPARE(told.size(), 2u);
    QCOMPARE(told[1].kind, Kind::Unsent);
    QVERIFY(!told[1].text.isEmpty());
    QVERIFY(rig.peer.newest().sent.empty());
    QCOMPARE(rig.status().commandsWaiting, 0u);
}

void TestOutbox::anAnswerThatComesTwiceIsToldOnce()
{
    Rig rig;
    rig.goLive();
    rig.session->commands().post(ackOf(1));
    rig.peer.say(Done{u"id-1"_s});
    rig.peer.say(Done{u"id-1"_s});
    rig.peer.say(Error{u"x"_s, u"y"_s, u"id-1"_s});
    QCOMPARE(toldOf(rig).size(), 1u);
}

void TestOutbox::anErrorForNobodyIsNoLimit()
{
    Rig rig;
    rig.goLive();
    rig.peer.say(Error{u"unknown-key"_s, u"There is no such alarm."_s, u"of-another"_s});
    QVERIFY(toldOf(rig).empty());
    QVERIFY(rig.outlet.stories(LinkStory::Kind::LimitReached).empty());
    rig.peer.say(Error{u"limit"_s, u"Too many channels."_s, {}});
    rig.clock.advance(Session::flushMs);
    QCOMPARE(rig.outlet.stories(LinkStory::Kind::LimitReached).size(), 1u);
}

void TestOutbox::aStoppedSessionKeepsWhatWaits()
{
    Rig rig;
    rig.goLive();
    rig.session->commands().post(ackOf(1));
    rig.session->stop();
    QCOMPARE(rig.status().commandsWaiting, 1u);
    rig.clock.advance(hourMs);
    rig.session->start();
    rig.peer.welcome();
    QCOMPARE(sentBy(rig), QStringList{u"id-1"_s});
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
