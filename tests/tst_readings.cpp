// What a chart remembers of what it read is always what it would read anew, also while the store
// forgets the oldest samples inside the window.
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
        Store store(32 << 10); // some thousand samples
        const int source = store.addSource(u"test"_s);
        Batch batch;
        SeriesSeen seen;
        seen.info.name = u"a"_s;
        batch.note(seen);
        Readings readings;
        ColumnGrid grid;
        std::int64_t time = start;
        std::int64_t exactUs = 0;
        int forgotten = 0;
        for (int round = 0; round < rounds; ++round) {
            for (unsigned n = random() % 400; n > 0; --n) {
                time += sampleUs;
                const bool broken = random() % 97 == 0;
                batch.append(0, time, broken ? std::nan("") : double(random()) / 7);
            }
            store.apply(source, batch, 1);
            batch.clear();
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
            QVERIFY2(same(readings.points(0), anew), qPrintable(QString::number(round)));
        }
        QVERIFY(forgotten > 20);
    }
};

QTEST_APPLESS_MAIN(TestReadings)
#include "tst_readings.moc"
