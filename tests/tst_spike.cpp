// One odd sample among three million, looked for in the pixels of a real chart: at every zoom,
// while it comes in and scrolls away, when it is packed and when only an extreme is left of it.
// Runs twice, on the software scene graph and (tst_spike_gl, under an X server) with OpenGL.
#include "chartbench.h"

#include <QTest>

#include <algorithm>

using namespace sightglass;

namespace {

constexpr QSize size(400, 200);
constexpr std::int64_t ms = 1000; // between two samples
constexpr int count = 3'000'000;
constexpr double odd = 90; // the others are near 10
constexpr int high = 40;   // px from the top: a value of 80
constexpr int low = 150;   // px: a value of 25
constexpr int around = 4;  // px to either side
constexpr int atOnce = 100'000;

double ordinary(int i)
{
    return 10 + 0.5 * double(i * 37LL % 11);
}

struct Place
{
    bool inside = false; // of the window
    int found = 0;       // px of ink where it is
    int elsewhere = 0;   // px of ink as high as no other sample is
};

struct Rig : Bench
{
    int oddAt;
    int next = 0;

    explicit Rig(int at, std::size_t budget = 256U << 20)
        : Bench(size, budget)
        , oddAt(at)
    {
        addSeries(1);
        setRange(0, 100);
    }
    std::int64_t timeOf(int i) const { return start + i * ms; }
    void bring(int samples)
    {
        for (const int end = next + samples; next < end; ++next) {
            add(timeOf(next), next == oddAt ? odd : ordinary(next));
            if (next % atOnce == atOnce - 1) {
                apply();
            }
        }
        apply();
    }
    Place look(std::int64_t fromUs, std::int64_t toUs)
    {
        show(fromUs, toUs);
        const QImage image = grab();
        const int x = int(double(timeOf(oddAt) - fromUs) / double(toUs - fromUs) * size.width());
        Place place;
        place.inside = x >= around && x < size.width() - around;
        const QRect near(x - around, 0, 2 * around, high);
        place.found = place.inside ? inkIn(image, near, lineColor) : 0;
        place.elsewhere = inkIn(image, {0, 0, x - around, low}, lineColor)
                          + inkIn(image, {x + around, 0, size.width() - x, low}, lineColor);
        return place;
    }
};

// From all of it to a fifth of a second, the odd one now left, now right.
QList<std::pair<std::int64_t, std::int64_t>> zooms(const Rig &rig)
{
    QList<std::pair<std::int64_t, std::int64_t>> windows{{start, rig.timeOf(count)}};
    const std::int64_t at = rig.timeOf(rig.oddAt);
    for (std::int64_t span = count * ms / 2; span > second / 5; span = span * 3 / 5) {
        for (const std::int64_t before : {span / 7, span / 2, span * 6 / 7}) {
            windows.append({at - before, at - before + span});
        }
    }
    return windows;
}

QByteArray said(const Place &place, std::int64_t fromUs, std::int64_t toUs)
{
    return QStringLiteral("%1 px there, %2 px elsewhere; %3 ms from %4 ms on")
        .arg(place.found)
        .arg(place.elsewhere)
        .arg((toUs - fromUs) / ms)
        .arg((fromUs - start) / ms)
        .toUtf8();
}

} // namespace

class TestSpike : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSeenAtEveryZoom();
    void isSeenWhenOnlyTheExtremeIsLeft();
    void isSeenWhileItComesAndGoes_data();
    void isSeenWhileItComesAndGoes();
    void isSeenByWhoScrollsToAndFro();
};

void TestSpike::isSeenAtEveryZoom()
{
    Rig rig(1'234'567);
    rig.bring(count);
    const Column &column = rig.store.column(0);
    QCOMPARE(column.size(), std::size_t(count));
    QVERIFY(column.packed(column.chunkFrom(rig.timeOf(rig.oddAt))) != nullptr);
    for (const auto &[fromUs, toUs] : zooms(rig)) {
        const Place place = rig.look(fromUs, toUs);
        QVERIFY2(place.found > 0 && place.elsewhere == 0, said(place, fromUs, toUs));
    }
}

void TestSpike::isSeenWhenOnlyTheExtremeIsLeft()
{
    Rig rig(1'234'567, 400'000); // bytes, not enough for a tenth of it
    rig.bring(count);
    const Column &column = rig.store.column(0);
    QVERIFY(column.size() < std::size_t(count) / 10);
    QVERIFY(column.exactFromUs() > rig.timeOf(rig.oddAt));
    for (const auto &[fromUs, toUs] : zooms(rig)) {
        const Place place = rig.look(fromUs, toUs);
        QVERIFY2(place.found > 0, said(place, fromUs, toUs)); // what leads to it is a slope now
    }
}

void TestSpike::isSeenWhileItComesAndGoes_data()
{
    QTest::addColumn<int>("span"); // samples
    QTest::newRow("300 ms, a ribbon") << 300;
    QTest::newRow("3 s, spans") << 3'000;
    QTest::newRow("30 s") << 30'000;
    QTest::newRow("10 min") << 600'000;
}

void TestSpike::isSeenWhileItComesAndGoes()
{
    QFETCH(int, span);
    Rig rig(span + span / 10);
    rig.bring(span);
    int seen = 0;
    for (int frame = 0; frame < 180; ++frame) {
        rig.bring(span / 150 + frame % 3);
        const std::int64_t now = rig.timeOf(rig.next - 1);
        const Place place = rig.look(now - span * ms, now);
        if (place.inside) {
            ++seen;
            QVERIFY2(place.found > 0 && place.elsewhere == 0, said(place, now - span * ms, now));
        }
    }
    QVERIFY2(seen > 90, qPrintable(QString::number(seen)));
}

void TestSpike::isSeenByWhoScrollsToAndFro()
{
    Rig rig(150'000);
    rig.bring(300'000);
    const std::int64_t at = rig.timeOf(rig.oddAt);
    for (const std::int64_t span : {second / 2, 4 * second, 120 * second}) {
        int seen = 0;
        for (int frame = 0; frame < 120; ++frame) {
            const int step = frame < 60 ? frame : 120 - frame;
            const std::int64_t fromUs = at - span + step * span / 57;
            const Place place = rig.look(fromUs, fromUs + span);
            seen += place.inside ? 1 : 0;
            QVERIFY2(!place.inside || (place.found > 0 && place.elsewhere == 0),
                     said(place, fromUs, fromUs + span));
        }
        QVERIFY2(seen > 100, qPrintable(QString::number(seen)));
    }
}

QTEST_MAIN(TestSpike)
#include "tst_spike.moc"
