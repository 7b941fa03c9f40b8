#include "fakefeed.h"

#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

using Sample = CollectingOutlet::Sample;
using Applied = FakeFeed::Applied;
using Hole = FakeFeed::Hole;

namespace {

constexpr int runs = 600;
constexpr int steps = 80;

// What the reader was handed, by channel.
struct Received
{
    explicit Received(const CollectingOutlet &outlet)
    {
        QHash<std::uint32_t, std::size_t> channelOf;
        const auto index = [](const QString &name) { return std::size_t(name.startsWith(u'b')); };
        for (const CollectingOutlet::Entry &entry : outlet.entries) {
            if (const auto *seen = std::get_if<SeriesSeen>(&entry)) {
                channelOf.insert(seen->index, index(seen->info.name));
            } else if (const auto *sample = std::get_if<Sample>(&entry)) {
                applied[channelOf.value(sample->series, 9)].push_back(
                    {sample->value, sample->timeUs});
            } else if (const auto *lost = std::get_if<LostTime>(&entry)) {
                const std::size_t i = index(lost->channel);
                holes[i].push_back(
                    {applied.at(i).size(), lost->fromUs, lost->toUs, lost->missed, 0});
            }
        }
    }

    std::array<std::vector<Applied>, 10> applied; // 9: of no known series
    std::array<std::vector<Hole>, 2> holes;
};

QByteArray describe(const std::vector<Hole> &holes)
{
    QByteArray text;
    for (const Hole &hole : holes) {
        text += QByteArray::number(qulonglong(hole.before)) + ": "
                + QByteArray::number(hole.fromUs - FakeClock::startUs) + " to "
                + QByteArray::number(hole.toUs - FakeClock::startUs) + ", "
                + QByteArray::number(qulonglong(hole.missed)) + "\n";
    }
    return text;
}

} // namespace

class TestSessionResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsItsPromisesWhateverHappens();

private:
    void oneRun(quint32 seed);
    void compare(const FakeFeed &feed, const CollectingOutlet &outlet, const LinkStatus &status);

    std::size_t m_holes = 0; // over all runs, to see that the dice did throw some
    std::uint64_t m_replayed = 0;
    std::uint64_t m_duplicates = 0;
};

void TestSessionResume::compare(const FakeFeed &feed, const CollectingOutlet &outlet,
                                const LinkStatus &status)
{
    const Received received(outlet);
    QVERIFY(received.applied[9].empty());
    std::uint64_t missed = 0;
    std::uint64_t messages = 0;
    for (std::size_t channel = 0; channel < 2; ++channel) {
        const FakeFeed::Expected &expected = feed.expected(channel);
        const std::vector<Applied> &got = received.applied[channel];
        QCOMPARE(got.size(), expected.applied.size());
        for (std::size_t i = 0; i < got.size(); ++i) {
            QCOMPARE(got[i].value, expected.applied[i].value);
            QCOMPARE(got[i].timeUs, expected.applied[i].timeUs);
            QVERIFY2(i == 0 || got[i].value > got[i - 1].value, "in order, exactly once");
        }
        std::vector<Hole> holes = received.holes[channel];
        for (std::size_t i = 0; i < std::min(holes.size(), expected.holes.size()); ++i) {
            if (holes[i].missed == expected.holes[i].atLeast) {
                holes[i].missed = expected.holes[i].missed; // the known part of an unknown loss
            }
        }
        QCOMPARE(describe(holes), describe(expected.holes));
        missed += expected.missed;
        messages += expected.applied.size();
        m_holes += expected.holes.size();
    }
    QCOMPARE(status.missed, missed);
    QCOMPARE(status.messages, messages);
    QCOMPARE(status.duplicates, feed.duplicates());
    QCOMPARE(status.replayed, feed.replayed());
    std::uint64_t told = 0;
    for (const LinkStory &story : outlet.stories(LinkStory::Kind::Resumed)) {
        told += story.replayed;
    }
    QCOMPARE(told, feed.replayed());
    QCOMPARE(outlet.stories(LinkStory::Kind::Resumed).size(),
             outlet.stories(LinkStory::Kind::Lost).size());
    QCOMPARE(status.badFrames, 0u);
}

void TestSessionResume::oneRun(quint32 seed)
{
    FakeClock clock;
    CollectingOutlet outlet;
    ScriptedPeer peer;
    QRandomGenerator random(seed + 1'000'000);
    Session::Setup setup;
    setup.url = QUrl(u"ws://a.example/"_s);
    setup.historyMs = 60'000;
    Session session(
        setup, peer.factory(), Dialect::create(u"native"_s, setup.limits), clock,
        [&random] { return random.generateDouble(); }, outlet);
    FakeFeed feed(clock, peer, seed);
    session.start();
    for (int i = 0; i < steps; ++i) {
        feed.step();
    }
    feed.recover();
    for (int i = 0; i < 20; ++i) {
        clock.advance(600);
        feed.tick();
    }
    clock.advance(Session::flushMs);
    compare(feed, outlet, session.status());
    m_replayed += feed.replayed();
    m_duplicates += feed.duplicates();
}

void TestSessionResume::keepsItsPromisesWhateverHappens()
{
    for (quint32 seed = 1; seed <= runs; ++seed) {
        oneRun(seed);
        if (QTest::currentTestFailed()) {
            qWarning("with the seed %u", seed);
            return;
        }
    }
    QVERIFY(m_holes > std::size_t(runs));
    QVERIFY(m_replayed > std::uint64_t(runs));
    QVERIFY(m_duplicates > std::uint64_t(runs));
}

QTEST_GUILESS_MAIN(TestSessionResume)
#include "tst_session_resume.moc"
