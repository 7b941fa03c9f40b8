// The scripted source: the same show every time, whatever the steps, and every oddity in it.
#include "demo/scriptcast.h"
#include "store/store.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t start = 1'700'000'000 * second;
constexpr std::int64_t whole = 600 * second;

Batch played(std::uint64_t seed, std::int64_t untilUs, std::int64_t stepUs)
{
    Script script(seed, start, galleryCast());
    Batch all;
    for (std::int64_t us = stepUs; us < untilUs; us += stepUs) {
        script.play(start + us, all);
    }
    script.play(start + untilUs, all);
    return all;
}

// Bit by bit: a NaN is like itself.
bool sameValues(const Batch &a, const Batch &b)
{
    return a.values.size() == b.values.size()
           && std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(double)) == 0;
}

bool same(const Batch &a, const Batch &b)
{
    return a.series == b.series && a.times == b.times && sameValues(a, b)
           && std::equal(a.notes.begin(), a.notes.end(), b.notes.begin(), b.notes.end(),
                         [](const Batch::Note &one, const Batch::Note &other) {
                             return one.at == other.at && one.item.index() == other.item.index();
                         });
}

struct Heard
{
    std::vector<std::int64_t> times;
    std::vector<double> values;
};

// Of one series, in the order of arrival.
Heard column(const Batch &batch, const QString &name)
{
    std::optional<std::uint32_t> index;
    for (const Batch::Note &note : batch.notes) {
        const auto *seen = std::get_if<SeriesSeen>(&note.item);
        if (seen && seen->info.name == name) {
            index = seen->index;
        }
    }
    Heard column;
    for (std::size_t i = 0; index && i < batch.series.size(); ++i) {
        if (batch.series[i] == *index) {
            column.times.push_back(batch.times[i]);
            column.values.push_back(batch.values[i]);
        }
    }
    return column;
}

template<typename Item>
std::vector<Item> notes(const Batch &batch)
{
    std::vector<Item> found;
    for (const Batch::Note &note : batch.notes) {
        if (const auto *item = std::get_if<Item>(&note.item)) {
            found.push_back(*item);
        }
    }
    return found;
}

bool known(const Batch &batch, const QString &name)
{
    const auto seen = notes<SeriesSeen>(batch);
    return std::any_of(seen.begin(), seen.end(),
                       [&name](const SeriesSeen &one) { return one.info.name == name; });
}

} // namespace

class TestScript : public QObject
{
    Q_OBJECT

    Batch m_show = played(1, whole, whole);

private Q_SLOTS:
    // the same every time
    void stepsDoNotMatter_data()
    {
        QTest::addColumn<qint64>("stepUs");
        QTest::newRow("a second") << qint64(second);
        QTest::newRow("a tick") << qint64(Script::tickUs);
        QTest::newRow("no whole tick") << qint64(37'123);
    }
    void stepsDoNotMatter()
    {
        QFETCH(qint64, stepUs);
        QVERIFY(same(played(7, 170 * second, stepUs), played(7, 170 * second, 170 * second)));
    }

    void seedMatters()
    {
        QVERIFY(same(played(1, whole, whole), m_show));
        QVERIFY(!sameValues(played(2, whole, whole), m_show));
    }

    void catalogComesOnceAndBeforeEverything()
    {
        Script script(1, start, galleryCast());
        Batch first;
        script.play(start - second, first); // the show has not begun
        QVERIFY(first.times.empty());
        QCOMPARE(notes<SeriesSeen>(first).size(), galleryCast().parts.size());
        Batch second;
        script.play(start + whole, second);
        QVERIFY(notes<SeriesSeen>(second).empty());
        QVERIFY(!second.times.empty());
    }

    void playingTheSameStretchAgainSaysNothing()
    {
        Script script(1, start, galleryCast());
        Batch batch;
        script.play(start + 10 * second, batch);
        batch.clear();
        script.play(start + 10 * second, batch);
        script.play(start + 5 * second, batch);
        QVERIFY(batch.empty());
    }

    // states
    void stoppedSeriesStopAtTheirMoment()
    {
        for (const QString &name :
             {u"stopped.value"_s, u"stopped.share"_s, u"stopped.state"_s, u"processes.count"_s}) {
            const Heard stopped = column(m_show, name);
            QVERIFY2(!stopped.times.empty(), qPrintable(name));
            QCOMPARE(stopped.times.back(), start + Script::stopUs);
        }
    }

    void silentSeriesAreKnownAndMissingOnesAreNot()
    {
        QVERIFY(known(m_show, u"silent.value"_s));
        QVERIFY(column(m_show, u"silent.value"_s).times.empty());
        for (const SeriesSeen &seen : notes<SeriesSeen>(m_show)) {
            QVERIFY(!seen.info.name.startsWith(u"nowhere"));
        }
    }

    void holeTearsOneChannelAndIsTold()
    {
        const auto holes = notes<LostTime>(m_show);
        QCOMPARE(holes.size(), std::size_t(2));
        for (const LostTime &hole : holes) {
            QCOMPARE(hole.channel, galleryCast().torn);
            for (const std::int64_t time : column(m_show, u"cpu.core0"_s).times) {
                QVERIFY(time <= hole.fromUs || time >= hole.toUs);
            }
        }
        QCOMPARE(holes[1].toUs - holes[1].fromUs,
                 Script::holeToUs - Script::holeFromUs + Script::tickUs);
        const Heard memory = column(m_show, u"memory.used"_s);
        QVERIFY(std::any_of(memory.times.begin(), memory.times.end(), [&](std::int64_t time) {
            return time > holes[1].fromUs && time < holes[1].toUs;
        }));
    }

    void lateSamplesComeBehindNewerOnes()
    {
        const Heard late = column(m_show, u"odd.late"_s);
        std::int64_t newest = 0;
        int behind = 0;
        for (const std::int64_t time : late.times) {
            behind += time < newest ? 1 : 0;
            newest = std::max(newest, time);
        }
        QVERIFY2(behind > 50 && behind < 200, qPrintable(QString::number(behind)));
        const Heard even = column(m_show, u"memory.used"_s);
        QVERIFY(std::is_sorted(even.times.begin(), even.times.end()));
    }

    // values
    void spikeIsAboveTheLimitAndItsAlarmFollows()
    {
        const Heard core = column(m_show, u"cpu.core0"_s);
        for (std::size_t i = 0; i < core.times.size(); ++i) {
            const std::int64_t phase = core.times[i] - start;
            if (phase >= Script::spikeFromUs && phase < Script::spikeToUs) {
                QVERIFY(core.values[i] > 90);
            } else if (phase > Script::spikeToUs && phase < Script::spikeAgainFromUs) {
                QVERIFY(core.values[i] < 90);
            }
        }
        std::vector<std::int64_t> raised;
        std::vector<std::int64_t> cleared;
        for (const Event &event : notes<Event>(m_show)) {
            if (event.severity == Severity::Critical) {
                (event.state == EventState::Raised ? raised : cleared)
                    .push_back(event.timeUs - start);
            }
        }
        QCOMPARE(raised.size(), std::size_t(4));
        QCOMPARE(raised[0], Script::spikeFromUs + 10 * second);
        QCOMPARE(cleared.size(), std::size_t(3)); // the fourth goes on
        QCOMPARE(cleared[0], Script::spikeToUs);
        QCOMPARE(cleared[1], Script::spikeAgainToUs);
    }

    void latencyIsCrowdedAndHasOutliers()
    {
        const Heard latency = column(m_show, u"requests.latency"_s);
        const double perSecond = double(latency.times.size()) / 600;
        QVERIFY2(perSecond > 15 && perSecond < 25, qPrintable(QString::number(perSecond)));
        std::vector<double> sorted = latency.values;
        std::sort(sorted.begin(), sorted.end());
        QVERIFY(sorted.front() > 0);
        QVERIFY(sorted.back() > 10 * sorted[sorted.size() / 2]);
    }

    void countersNeverGoBack()
    {
        const Heard total = column(m_show, u"requests.total"_s);
        QVERIFY(std::is_sorted(total.values.begin(), total.values.end()));
    }

    void everyOddityIsThere()
    {
        const auto any = [this](const QString &name, bool (*odd)(double)) {
            const Heard values = column(m_show, name);
            return std::any_of(values.values.begin(), values.values.end(), odd);
        };
        QVERIFY(any(u"odd.huge"_s, [](double value) { return value > 5e299; }));
        QVERIFY(any(u"odd.patchy"_s, [](double value) { return std::isnan(value); }));
        QVERIFY(any(u"odd.infinite"_s, [](double value) { return std::isinf(value); }));
        QVERIFY(any(u"odd.zero"_s, [](double value) { return value == 0 && std::signbit(value); }));
        QVERIFY(any(u"odd.balance"_s, [](double value) { return value < 0; }));
        QVERIFY(any(u"odd.balance"_s, [](double value) { return value > 0; }));
        QVERIFY(!any(u"odd.negative"_s, [](double value) { return value >= 0; }));
        QVERIFY(any(u"odd.beyond"_s, [](double value) { return value > 100; }));
        QVERIFY(any(u"service.api"_s, [](double value) { return value == 2; }));
        QVERIFY(std::isnan(column(m_show, u"odd.gone"_s).values.back()));
        const auto seen = notes<SeriesSeen>(m_show);
        QVERIFY(std::any_of(seen.begin(), seen.end(),
                            [](const SeriesSeen &one) { return one.info.name.size() == 1000; }));
    }

    void storeTakesAllOfIt()
    {
        Store store(std::size_t(64) << 20);
        store.apply(store.addSource(u"s"_s), m_show, start + whole);
        QCOMPARE(store.count(), int(galleryCast().parts.size())); // no name twice
        QCOMPARE(store.samples(), std::uint64_t(m_show.times.size()));
    }

    // leaps
    void skippedTimeIsLostForEveryChannel()
    {
        Script script(1, start, galleryCast());
        Batch batch;
        script.play(start + 10 * second, batch);
        batch.clear();
        script.skip(start + 3600 * second, batch);
        QVERIFY(batch.times.empty());
        const auto lost = notes<LostTime>(batch);
        QVERIFY(lost.size() > 5);
        QCOMPARE(lost[0].fromUs, start + 10 * second);
        script.play(start + 3601 * second, batch);
        QVERIFY(!batch.times.empty());
        QVERIFY(*std::min_element(batch.times.begin(), batch.times.end())
                > start + 3594 * second); // what comes late is from before
    }
};

QTEST_APPLESS_MAIN(TestScript)
#include "tst_script.moc"
