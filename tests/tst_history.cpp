// History as a whole, packed, summed up and in part forgotten, against the plainest model of it.
#include "columnvalues.h"
#include "store/decimate.h"
#include "store/summary.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

struct Model
{
    Times times;
    Values values;

    void insert(std::int64_t time, double value)
    {
        const auto at = std::upper_bound(times.begin(), times.end(), time);
        values.insert(values.begin() + (at - times.begin()), value);
        times.insert(at, time);
    }
};

bool same(const Values &a, const Values &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

bool same(const std::vector<TracePoint> &a, const std::vector<TracePoint> &b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const TracePoint &x, const TracePoint &y) {
            return x.timeUs == y.timeUs
                   && (x.value == y.value || (std::isnan(x.value) && std::isnan(y.value)));
        });
}

void breakAt(std::int64_t time, std::vector<TracePoint> &points)
{
    if (!points.empty() && !std::isnan(points.back().value)) {
        points.push_back({time, noValue});
    }
}

// One step, of the samples from `from` up to `to`.
void addStep(const Model &all, std::size_t from, std::size_t to, std::vector<TracePoint> &points)
{
    std::vector<std::size_t> finite;
    for (std::size_t i = from; i < to; ++i) {
        if (std::isfinite(all.values[i])) {
            finite.push_back(i);
        }
    }
    if (finite.empty() || finite.front() != from) {
        breakAt(all.times[finite.empty() ? to - 1 : finite.front()], points);
    }
    if (!finite.empty()) {
        const auto less = [&](std::size_t a, std::size_t b) {
            return all.values[a] < all.values[b];
        };
        std::vector<std::size_t> shown{finite.front(), finite.back(),
                                       *std::min_element(finite.begin(), finite.end(), less),
                                       *std::max_element(finite.begin(), finite.end(), less)};
        std::sort(shown.begin(), shown.end());
        const std::size_t before = points.size();
        for (const std::size_t i : shown) {
            const TracePoint point{all.times[i], all.values[i]};
            if (points.size() == before || points.back().timeUs != point.timeUs
                || points.back().value != point.value) {
                points.push_back(point);
            }
        }
    }
    if (finite.empty() || finite.back() != to - 1) {
        breakAt(all.times[to - 1], points);
    }
}

std::vector<TracePoint> plainly(const Model &all, const TimeWindow &window)
{
    std::vector<TracePoint> points;
    const auto step = [&](std::size_t i) { return stepOf(all.times[i], window.stepUs); };
    const std::int64_t first = stepOf(window.fromUs, window.stepUs);
    const std::int64_t last = stepOf(window.toUs, window.stepUs);
    std::size_t at = 0;
    while (at < all.times.size() && step(at) < first) {
        ++at;
    }
    if (at > 0 && std::isfinite(all.values[at - 1])) {
        points.push_back({all.times[at - 1], all.values[at - 1]});
    }
    while (at < all.times.size() && step(at) <= last) {
        std::size_t end = at;
        while (end < all.times.size() && step(end) == step(at)) {
            ++end;
        }
        addStep(all, at, end, points);
        at = end;
    }
    if (at < all.times.size() && std::isfinite(all.values[at])) {
        points.push_back({all.times[at], all.values[at]});
    }
    return points;
}

std::vector<TracePoint> decimated(const Column &column, const TimeWindow &window)
{
    std::vector<TracePoint> points;
    decimate(column, window, points);
    return points;
}

Summary plainSummary(const Model &all, std::int64_t fromUs, std::int64_t toUs)
{
    Summary summary;
    double sum = 0;
    for (std::size_t i = 0; i < all.times.size(); ++i) {
        if (all.times[i] >= fromUs && all.times[i] <= toUs && std::isfinite(all.values[i])) {
            const double value = all.values[i];
            summary.min = std::fmin(summary.min, value);
            summary.maxUs = !(value <= summary.max) ? all.times[i] : summary.maxUs;
            summary.max = std::fmax(summary.max, value);
            summary.last = value;
            sum += value;
            ++summary.count;
        }
    }
    summary.mean = summary.count > 0 ? sum / double(summary.count) : noValue;
    return summary;
}

bool same(const Summary &a, const Summary &b)
{
    const auto equal = [](double x, double y) {
        return x == y || (std::isnan(x) && std::isnan(y));
    };
    return a.count == b.count && equal(a.min, b.min) && equal(a.max, b.max) && equal(a.last, b.last)
           && (a.count == 0 || a.maxUs == b.maxUs)
           && (a.count == 0 || std::abs(a.mean - b.mean) <= 1e-9 * std::abs(b.mean) + 1e-9);
}

class Source
{
public:
    explicit Source(std::uint32_t seed)
        : m_random(seed)
        , m_family(seed % 5)
        , m_breaks(seed % 3 == 0 ? 1 + seed % 40 : 0)
        , m_gapUs(seed % 2 == 0 ? 0 : 90)
    {
    }
    unsigned below(unsigned bound) { return unsigned(m_random() % bound); }
    double value()
    {
        if (m_breaks > 0 && below(m_breaks) == 0) {
            return below(2) == 0 ? noValue : -std::numeric_limits<double>::infinity();
        }
        switch (m_family) {
        case 0:
            return below(20);
        case 1:
            return (m_level += below(101) - 50.0) / 100;
        case 2:
            return double(float(below(1'000'000)) / 7.0F);
        case 3:
            return below(1'000'000) / 7.0;
        default:
            return below(50) == 0 ? 3 : 1.0 / 3;
        }
    }
    std::int64_t gapUs() { return 10 + (m_gapUs > 0 ? below(m_gapUs) : 0); }

private:
    std::mt19937 m_random;
    unsigned m_family;
    unsigned m_breaks;
    unsigned m_gapUs;
    double m_level = 0;
};

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsThePlainModel_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 30; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    void equalsThePlainModel()
    {
        QFETCH(quint32, seed);
        Source source(seed);
        Column column;
        Model all;
        std::int64_t now = -40'000;
        const unsigned late = seed % 4 == 0 ? 30 : seed % 4 == 1 ? 2'000 : 0;
        for (int round = 0; round < 40; ++round) {
            Times times(source.below(round % 10 == 0 ? 3'000 : 200));
            Values values;
            for (std::int64_t &time : times) {
                now += source.gapUs();
                time = late > 0 && source.below(late) == 0 ? now - source.below(90'000) : now;
                values.push_back(source.value());
                all.insert(time, values.back());
            }
            column.append(times, values);
        }
        QCOMPARE(timesOf(column), all.times);
        QVERIFY(same(valuesOf(column), all.values));
        compare(column, all, source);
        forget(column, all, source);
    }

    void sketchesAreTheEndsTheExtremesAndABreak()
    {
        Brief brief;
        const Times times{0, 10, 20, 30, 1000, 1010};
        brief.note(times, Values{5, 9, noValue, 1, 4, 6});
        const Sketch sketch(brief);
        const Values values(sketch.values, sketch.values + sketch.size);
        QCOMPARE(Times(sketch.times, sketch.times + sketch.size), (Times{0, 10, 30, 520, 1010}));
        QVERIFY(same(values, Values{5, 9, 1, noValue, 6}));
    }

private:
    // After each, as before but for what is forgotten.
    void forget(Column &column, const Model &all, Source &source)
    {
        const std::size_t size = column.size();
        while (column.size() > size / 2 && column.evictOldest() > 0) {
        }
        for (int round = 0; round < 3; ++round) {
            const Times times = timesOf(column);
            QVERIFY(std::is_sorted(times.begin(), times.end()));
            compare(column, {times, valuesOf(column)}, source, column.exactFromUs());
            const Summary whole = summarise(column, all.times.front(), all.times.back());
            QVERIFY(same(whole, plainSummary(all, all.times.front(), all.times.back())));
            column.coarsen();
        }
    }

    void compare(const Column &column, const Model &all, Source &source,
                 std::int64_t sumsFromUs = std::numeric_limits<std::int64_t>::min())
    {
        const std::int64_t length = all.times.back() - all.times.front();
        for (const std::int64_t step : {1, 7, 300, 2'000, 11'000, 60'000, 400'000}) {
            for (int i = 0; i < 4; ++i) {
                const std::int64_t from = all.times.front() + source.below(unsigned(length + 1'000))
                                          - 500;
                const std::int64_t to = from + source.below(unsigned(length));
                const auto points = decimated(column, {from, to, step});
                QVERIFY2(same(points, plainly(all, {from, to, step})),
                         qPrintable(u"%1 to %2 by %3"_s.arg(from).arg(to).arg(step)));
                const std::int64_t since = std::max(from, sumsFromUs);
                QVERIFY(same(summarise(column, since, to), plainSummary(all, since, to)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
