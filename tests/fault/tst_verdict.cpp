// The harness finds what it is there to find: each kind of fault of a client is counted as such,
// and a client without any is let go.
#include "gate.h"
#include "line.h"
#include "verdict.h"

#include "fakeserver.h"

#include <QtTest>

using namespace sightglass;
using namespace sightglass::fault;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t stepUs = 1'000'000;
constexpr int retainMs = 3'600'000;

Samples saying(std::uint64_t seq, std::int64_t timeUs)
{
    Samples samples;
    samples.seq = seq;
    samples.times = {timeUs};
    samples.values = {double(seq)};
    return samples;
}

LostTime hole(std::int64_t from, std::int64_t to, std::uint64_t missed)
{
    return {u"a"_s, from * stepUs, to * stepUs, missed, LostTime::Reason::ServerForgot};
}

// Ten messages at the seconds 1 to 10, of which the client applied what a test says.
struct Case
{
    Case()
    {
        for (std::uint64_t seq = 1; seq <= 10; ++seq) {
            sent.add(u"a"_s, saying(seq, std::int64_t(seq) * stepUs), 1, 0);
        }
    }
    void forget(std::uint64_t upTo) { say(sent.count() + 1, upTo + 1); }
    void say(std::uint64_t seq, std::uint64_t oldest = 1)
    {
        sent.add(u"a"_s, saying(seq, std::int64_t(sent.count() + 1) * stepUs), oldest, stepUs);
    }
    void apply(std::initializer_list<int> seconds)
    {
        for (const int second : seconds) {
            got.push_back({second * stepUs, 1'000 * stepUs, {double(second)}, {}, {}});
        }
    }
    Counts counts() const
    {
        return judge(sent, Channels{{u"a"_s, got}}, 1'000 * stepUs, retainMs).counts;
    }

    Sent sent;
    std::vector<Got> got;
};

} // namespace

class TestVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsGoWhoAppliedAllOfItInOrder();
    void findsWhatWasLost();
    void findsWhatNeverCameAtTheEnd();
    void findsWhatWasAppliedTwice();
    void findsWhatCameTooLate();
    void findsOtherValues();
    void findsWhatWasNeverSaid();
    void wantsARealHoleToldExactly();
    void takesNoHoleThatIsNone();
    void wantsAHoleBetweenTwoLivesOfTheServer();
    void drawsTheSamePlanFromTheSameSeed();
    void drawsEverythingThatCanGoWrong();
};

void TestVerdict::letsGoWhoAppliedAllOfItInOrder()
{
    Case c;
    c.apply({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    QVERIFY(c.counts().clean());
    QCOMPARE(c.counts().applied, 10u);
    QCOMPARE(c.counts().sent, 10u);
}

void TestVerdict::findsWhatWasLost()
{
    Case c;
    c.apply({1, 2, 5, 6, 7, 8, 9, 10});
    QCOMPARE(c.counts().lost, 2u);
    QCOMPARE(c.counts().gapsUnreported, 1u);
    c.got[2].hole = hole(2, 5, 2); // saying so does not bring it back
    QCOMPARE(c.counts().lost, 2u);
    QCOMPARE(c.counts().gapsUnreported, 0u);
    Case late;
    late.apply({3, 4, 5, 6, 7, 8, 9, 10});
    QCOMPARE(late.counts().lost, 2u);
}

void TestVerdict::findsWhatNeverCameAtTheEnd()
{
    Case c;
    c.apply({1, 2, 3, 4, 5, 6, 7});
    QCOMPARE(c.counts().lost, 3u);
}

void TestVerdict::findsWhatWasAppliedTwice()
{
    Case c;
    c.apply({1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10});
    QCOMPARE(c.counts().duplicated, 1u);
    QCOMPARE(c.counts().lost, 0u);
}

void TestVerdict::findsWhatCameTooLate()
{
    Case c;
    c.apply({1, 2, 4, 3, 5, 6, 7, 8, 9, 10});
    QCOMPARE(c.counts().reordered, 1u);
}

void TestVerdict::findsOtherValues()
{
    Case c;
    c.apply({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    c.got[4].values = {7};
    QCOMPARE(c.counts().altered, 1u);
    c.got[4].values = {5, 5};
    QCOMPARE(c.counts().altered, 1u);
}

void TestVerdict::findsWhatWasNeverSaid()
{
    Case c;
    c.apply({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    QCOMPARE(c.counts().altered, 1u);
}

void TestVerdict::wantsARealHoleToldExactly()
{
    Case c;
    c.forget(4); // and says an eleventh
    c.apply({1, 2, 5, 6, 7, 8, 9, 10, 11});
    QCOMPARE(c.counts().lost, 0u);
    QCOMPARE(c.counts().gapsUnreported, 1u);
    c.got[2].hole = hole(2, 5, 2);
    QVERIFY(c.counts().clean());
    QCOMPARE(c.counts().gaps, 1u);
    for (const LostTime &wrong : {hole(1, 5, 2), hole(2, 6, 2), hole(2, 5, 3), hole(2, 5, 0)}) {
        c.got[2].hole = wrong;
        QCOMPARE(c.counts().gapsWronglyReported, 1u);
    }
}

void TestVerdict::takesNoHoleThatIsNone()
{
    Case c;
    c.apply({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    c.got[5].hole = hole(5, 6, 0);
    QCOMPARE(c.counts().gapsWronglyReported, 1u);
}

void TestVerdict::wantsAHoleBetweenTwoLivesOfTheServer()
{
    Case c;
    c.sent.newLife();
    c.say(1); // at the second 11
    c.say(2);
    c.apply({1, 2, 3, 4, 5, 6, 7, 11, 12});
    c.got[7].values = {1};
    c.got[8].values = {2};
    QCOMPARE(c.counts().gapsUnreported, 1u);
    QCOMPARE(c.counts().lost, 0u); // 8 to 10 went with the first life
    c.got[7].hole = hole(7, 11, 0);
    QVERIFY(c.counts().clean());
    c.got.erase(c.got.begin() + 7);
    c.got[7].hole = hole(7, 12, 0);
    QCOMPARE(c.counts().lost, 1u); // but the new life has its own from the first one on
}

void TestVerdict::drawsTheSamePlanFromTheSameSeed()
{
    const Allowed all{true, true};
    for (std::uint64_t seed = 1; seed < 100; ++seed) {
        QCOMPARE(planOf(seed, all).describe(), planOf(seed, all).describe());
    }
    QVERIFY(planOf(1, all).describe() != planOf(2, all).describe());
}

void TestVerdict::drawsEverythingThatCanGoWrong()
{
    QSet<int> kinds;
    QSet<int> statuses;
    QSet<int> codes;
    for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
        for (const Step &step : planOf(seed, {true, true}).steps) {
            kinds << int(step.kind);
            (step.kind == Kind::Refuse ? statuses : codes) << step.code;
        }
    }
    QCOMPARE(kinds.size(), int(Kind::Kill) + 1);
    for (const int status : {401, 403, 404, 429, 503, 301}) {
        QVERIFY(statuses.contains(status));
    }
    for (const int code : {1000, 1001, 1008, 1011, 1012, 1013, 4401, 4426}) {
        QVERIFY(codes.contains(code));
    }
}

QTEST_GUILESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
