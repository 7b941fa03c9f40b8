// What a chart remembers of what it read is always what it would read anew, also while the store
// forgets the oldest samples inside the window; and no line of it crosses time that is lost.
#include "readings.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t start = 1'700'000'000'000'000;
constexpr std::int64_t sampleUs = 1'000;
constexpr int rounds = 200;

// NaN is as good as NaN.
bool same(const std::vector<TracePoint> &a, const std::vector<TracePoint> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto &x, auto &y) {
        return x.timeUs == y.timeUs
               && (x.value == y.value || (std::isnan(x.value) && std::isnan(y.value)));
    });
}

// Lines that cross a hole from one step to another.
int crossings(const std::vector<TracePoint> &points, const std::vector<Hole> &holes,
              std::int64_t stepUs)
{
    int found = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto &[fromUs, value] = points[i - 1];
        const auto &[toUs, next] = points[i];
        const bool line = !std::isnan(value) && !std::isnan(next)
                          && stepOf(fromUs, stepUs) != stepOf(toUs, stepUs);
        found += line && std::ranges::any_of(holes, [&](const Hole &hole) {
                     return hole.fromUs >= fromUs && hole.toUs <= toUs;
                 });
    }
    return found;
}

// One channel that loses its time now and then.
struct Losing
{
    Store store;
    int source = store.addSource(u"test"_s);
    Batch batch;

    explicit Losing(std::size_t budget)
        : store(budget)
    {
        SeriesSeen seen;
        seen.info.name = u"a"_s;
        batch.note(seen);
    }
    void lose(std::int64_t fromUs, std::int64_t toUs)
    {
        batch.note(LostTime{{}, fromUs, toUs, 0, LostTime::Reason::Skipped});
    }
    void apply()
    {
        store.apply(source, batch, 1);
        batch.clear();
    }
};

} // namespace

class TestReadings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheStoreForgetsIsForgotten_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<double>("spanUs");
        QTest::addColumn<int>("columns");
        int seed = 0;
        for (const double spanUs : {60e6, 4e6, 0.9e6}) { // far more than is kept, and less
            for (const int columns : {7, 300, 1500}) {
                QTest::addRow("%.1f s in %d", spanUs / 1e6, columns) << ++seed << spanUs << columns;
            }
        }
    }
    void whatTheStoreForgetsIsForgotten()
    {
        QFETCH(int, seed);
        QFETCH(double, spanUs);
        QFETCH(int, columns);
        std::mt19937 random{std::uint32_t(seed)};
        Losing losing(32 << 10); // some thousand samples
        const Store &store = losing.store;
        Readings readings;
        ColumnGrid grid;
        std::int64_t time = start;
        std::int64_t exactUs = 0;
        int forgotten = 0;
        for (int round = 0; round < rounds; ++round) {
            for (unsigned n = random() % 400; n > 0; --n) {
                time += sampleUs;
                const bool broken = random() % 97 == 0;
                losing.batch.append(0, time, broken ? std::nan("") : double(random()) / 7);
                if (random() % 131 == 0) {
                    const std::int64_t from = time;
                    time += sampleUs * (random() % 300 + 1);
                    losing.lose(from, time);
                }
            }
            losing.apply();
            if (round == 0) {
                readings.choose(&store, {0});
            }
            const Column &column = store.column(0);
            forgotten += !column.empty()
                         && column.exactFromUs() != std::exchange(exactUs, column.exactFromUs());
            const TimeWindow window = grid.windowFor(double(time) - spanUs, double(time), columns);
            QVERIFY(window.toUs >= time
                    && window.toUs < time + window.stepUs); // its column is seen
            readings.read(window, false);
            std::vector<TracePoint> anew;
            decimate(column, window, anew);
            breakAtHoles(store.holes(0), column.exactFromUs(), window.stepUs, anew);
            QVERIFY2(same(readings.points(0), anew), qPrintable(QString::number(round)));
            QCOMPARE(crossings(anew, store.holes(0), window.stepUs), 0);
        }
        QVERIFY(forgotten > 20);
    }
    // More often than a channel remembers one by one.
    void noLineRunsThroughTimeLostLongAgo()
    {
        constexpr std::int64_t lost = 14'000;
        Losing losing(64 << 10);
        std::vector<Hole> holes;
        for (std::int64_t i = 0; i < lost; ++i) {
            for (const std::int64_t at : {0, 10, 20}) {
                losing.batch.append(0, start + i * 100 * sampleUs + at * sampleUs, double(i % 7));
            }
            const std::int64_t fromUs = start + (i * 100 + 20) * sampleUs;
            holes.push_back({fromUs, fromUs + 80 * sampleUs});
            losing.lose(holes.back().fromUs, holes.back().toUs);
        }
        losing.apply();
        const Column &column = losing.store.column(0);
        QVERIFY(column.exactFromUs() > holes[std::size_t(lost) / 2].fromUs);
        const auto fromUs = double(start);
        const auto toUs = double(holes.back().toUs);
        Readings readings;
        readings.choose(&losing.store, {0});
        for (const auto &[from, to] : {std::pair(fromUs, fromUs + 60e6),
                                       {double(column.exactFromUs()) - 30e6, toUs},
                                       {fromUs, toUs}}) {
            ColumnGrid grid;
            readings.read(grid.windowFor(from, to, 500), false);
            const auto &points = readings.points(0);
            QCOMPARE(crossings(points, holes, readings.window().stepUs), 0);
            std::vector<TracePoint> samples;
            decimate(column, readings.window(), samples);
            const auto isSample = [](const TracePoint &point) { return !std::isnan(point.value); };
            const auto count = std::ranges::count_if(points, isSample);
            QCOMPARE(count, std::ranges::count_if(samples, isSample)); // none is hidden
            QVERIFY(count > 0);
        }
    }
    void linesEndAtEveryHoleThatIsForgotten_data()
    {
        QTest::addColumn<bool>("inOrder");
        QTest::newRow("holes in order") << true;
        QTest::newRow("told in no order") << false;
    }
    void linesEndAtEveryHoleThatIsForgotten()
    {
        QFETCH(bool, inOrder);
        constexpr std::int64_t second = 1'000'000;
        const std::vector<Hole> holes{{990 * second, 2490 * second},
                                      {5480 * second, 7280 * second}};
        Losing losing(40'000);
        int in = 0; // samples of the chunk that both holes are in
        for (std::int64_t at = 0; at < 200'000 * second; at += 10 * second) {
            const bool lost = std::ranges::any_of(
                holes, [at](const Hole &hole) { return at > hole.fromUs && at < hole.toUs; });
            if (!lost) {
                in += at < 5000 * second ? 1 : 0;
                losing.batch.append(0, at,
                                    at == 500 * second    ? 0
                                    : at == 2690 * second ? 100
                                                          : 50 + std::sin(double(at)));
            }
            const auto &told = inOrder ? holes.front() : holes.back();
            if (at == told.fromUs) {
                losing.lose(told.fromUs, told.toUs);
                const auto &other = inOrder ? holes.back() : holes.front();
                losing.lose(other.fromUs, other.toUs);
            }
        }
        losing.apply();
        const Column &column = losing.store.column(0);
        QVERIFY(in < int(Column::chunkSize) && column.exactFromUs() > 20'000 * second);
        QCOMPARE(losing.store.holes(0).size(), holes.size());
        Readings readings;
        ColumnGrid grid;
        readings.choose(&losing.store, {0});
        for (const int columns : {50, 400, 2000}) {
            readings.read(grid.windowFor(0, 9e9, columns), false);
            const auto &points = readings.points(0);
            QVERIFY(points.size() > 5);
            QCOMPARE(crossings(points, holes, readings.window().stepUs), 0);
            for (const Hole &hole : holes) { // and once each: there are points on either side
                QCOMPARE(std::ranges::count_if(points,
                                               [&](const TracePoint &point) {
                                                   return std::isnan(point.value)
                                                          && point.timeUs
                                                                 >= hole.fromUs - 490 * second
                                                          && point.timeUs <= hole.toUs;
                                               }),
                         1);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestReadings)
#include "tst_readings.moc"
