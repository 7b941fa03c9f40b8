// The pictures of heat maps and state strips that are kept while time goes on: whatever comes, they
// are what one composed afresh is, bit for bit, and little is written for it. Runs on both scene
// graphs, and (tst_timeplot_scaled) at one and a half device pixels per pixel.
#include "plotbench.h"
#include "timeplotnode.h"

#include <QPainter>

#include <random>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t span = 100 * second;
constexpr int seriesCount = 3;
const QPoint corner(16, 8);                // of the plot in its window
constexpr std::size_t enough = 256U << 20; // bytes to keep all

// By a clock that the test moves; says what was uploaded.
template<typename Plot>
class Watched : public Plot
{
public:
    using Plot::Plot;
    std::int64_t nowUs = second;
    int uploaded = 0;
    void lookAgain() { this->redraw(); }

protected:
    QSGNode *updatePaintNode(QSGNode *old, QQuickItem::UpdatePaintNodeData *data) override
    {
        QSGNode *node = Plot::updatePaintNode(old, data);
        uploaded = node == nullptr ? 0 : static_cast<TimePlotNode *>(node)->tilesUploaded();
        return node;
    }
};

class Heat : public Watched<HeatMap>
{
public:
    using Watched::Watched;

protected:
    std::int64_t clockUs() const override { return nowUs; }
};

using Strip = Watched<StateStrip>;

QVariantMap state(double value, const QString &text, const QString &severity)
{
    return {{u"value"_s, value}, {u"text"_s, text}, {u"severity"_s, severity}};
}

template<typename Plot>
void dress(Plot &plot)
{
    plot.setProperty("surfaceColor", ground);
    plot.setProperty("hatchColor", hatchColor);
    plot.setProperty("mostColor", strong);
    plot.setProperty("okColor", okColor);
    plot.setProperty("warningColor", warningColor);
    plot.setProperty("criticalColor", criticalColor);
    plot.setProperty("textColor", QColor(Qt::black));
    plot.setProperty("staleColor", QColor(Qt::gray));
    plot.setProperty("colors", QVariant::fromValue(QList<QColor>{strong, okColor}));
    plot.setProperty("states", QVariantList{state(0, u"in order"_s, u"ok"_s),
                                            state(1, u"degraded"_s, u"warning"_s),
                                            state(2, u"down"_s, u"critical"_s)});
}

// To within what another way of blending rounds.
bool shows(const QImage &screen, const QImage &picture, qreal scale)
{
    QImage wanted(screen.size(), QImage::Format_RGB32);
    wanted.fill(ground);
    QPainter painter(&wanted);
    painter.drawImage(corner * scale, picture);
    painter.end();
    const QImage seen = screen.convertToFormat(QImage::Format_RGB32);
    const auto alike = [](QRgb a, QRgb b) { return a == b || apart(QColor(a), QColor(b)) <= 2; };
    for (int y = 0; y < wanted.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(wanted.constScanLine(y));
        const auto *other = reinterpret_cast<const QRgb *>(seen.constScanLine(y));
        if (!std::equal(line, line + wanted.width(), other, alike)) {
            return false;
        }
    }
    return true;
}

// One plot that goes on and one that composes its whole picture each time, over the same store.
template<typename Plot>
struct Twins : PlotBench<Plot>
{
    QQuickView other;
    Plot *afresh = new Plot(other.contentItem());
    std::mt19937 random{7};
    std::int64_t now = start + span; // the end of the data
    std::int64_t sampled = start;    // so far
    std::int64_t spanUs = span;
    std::int64_t backUs = 0; // the window is so far behind
    std::int64_t openHoleUs = 0;
    std::uint32_t silent = seriesCount; // the series that says nothing
    double height = 100;                // of the values
    QString did;

    explicit Twins(QSize size, std::size_t budget)
        : PlotBench<Plot>(size, budget)
    {
        other.setColor(ground);
        this->view.resize(size + QSize(corner.x(), corner.y()));
        other.resize(this->view.size());
        this->plot->setPosition(corner);
        afresh->setPosition(corner);
        afresh->setSize(QSizeF(size));
        afresh->setStore(&this->store);
        dress(*this->plot);
        dress(*afresh);
        this->addSeries(seriesCount, 250);
        afresh->setProperty("keys", this->plot->property("keys"));
        sample();
    }
    int upTo(int most) { return int(random() % std::uint32_t(most + 1)); }
    bool rarely(int oneIn) { return upTo(oneIn - 1) == 0; }
    double value(std::uint32_t series)
    {
        if (rarely(40)) {
            return rarely(2) ? noValue : height * 9;
        }
        if (std::is_same_v<Plot, Heat>) {
            return height * upTo(1000) / 1000;
        }
        // Long stretches, and now and then changes too quick to show.
        const std::int64_t at = sampled / second;
        return at / 23 % 7 == series ? upTo(2) : double((at / 17 + series) % 4);
    }
    void sample()
    {
        for (; sampled < now; sampled += second / 4) {
            for (std::uint32_t i = 0; i < seriesCount; ++i) {
                if (i != silent && !rarely(9)) {
                    this->add(sampled + i, value(i), i);
                }
            }
        }
        this->apply();
    }
    void setBoth(const char *name, const QVariant &value)
    {
        this->plot->setProperty(name, value);
        afresh->setProperty(name, value);
    }
    std::int64_t somewhere() { return now - upTo(1000) * (span / 1000) * 3 / 2; }

    void happen()
    {
        switch (upTo(14)) {
        case 0:
            did = u"late samples"_s;
            for (int i = upTo(5); i >= 0; --i) {
                this->add(somewhere(), value(0), std::uint32_t(upTo(seriesCount - 1)));
            }
            break;
        case 1: {
            did = u"lost time"_s;
            const std::int64_t from = somewhere();
            this->lose(from, from + upTo(100) * second / 7);
            break;
        }
        case 2:
            did = u"silence"_s;
            silent = std::uint32_t(upTo(seriesCount));
            now += upTo(30) * second;
            sampled = rarely(2) ? now : sampled;
            break;
        case 3:
            did = u"link lost, or back"_s;
            openHoleUs = openHoleUs == 0 ? now - upTo(5) * second : 0;
            setBoth("openHoleFromUs", double(openHoleUs));
            break;
        case 4:
            did = u"another extent"_s;
            height = rarely(2) ? 100 : std::pow(10, upTo(5));
            break;
        case 5:
            did = u"looked elsewhere"_s;
            backUs = rarely(2) ? 0 : upTo(200) * second;
            break;
        case 6:
            happenRarely();
            break;
        default:
            did = u"time"_s;
        }
    }
    void happenRarely()
    {
        did = u"nothing"_s;
        if (rarely(4)) {
            did = u"another zoom"_s;
            spanUs = span / (1 + upTo(3));
        } else if (rarely(4)) {
            did = u"another size"_s;
            const QSizeF size(300 + upTo(100), 40 + upTo(60));
            this->plot->setSize(size);
            afresh->setSize(size);
        } else if (rarely(2)) {
            did = u"another name"_s;
            SeriesInfo info;
            info.name = u"series.0"_s;
            info.channel = u"channel"_s;
            info.states = {{3, u"state %1"_s.arg(upTo(9))}};
            this->batch.note(SeriesSeen{0, info});
        }
    }
    void step()
    {
        happen();
        now += upTo(8) * second / 16; // less than a column, and some of them
        this->plot->nowUs += upTo(5) * second / 10;
        afresh->nowUs = this->plot->nowUs;
        if (openHoleUs == 0) {
            sample();
        }
        this->apply();
        const double to = double(now - backUs);
        setBoth("fromUs", to - double(spanUs));
        setBoth("toUs", to);
    }
    // Both look at the same moments: their ranges shrink with time.
    QImage grabKept()
    {
        this->plot->lookAgain();
        return this->grab();
    }
    QImage grabAfresh()
    {
        Q_EMIT afresh->restyled();
        other.show();
        return QTest::qWaitForWindowExposed(&other) ? other.grabWindow() : QImage();
    }
};

template<typename Plot>
void staysWhatItWouldBe(std::size_t budget)
{
    constexpr int steps = 400;
    Twins<Plot> twins({400, 100}, budget);
    int kept = 0;
    for (int i = 0; i < steps; ++i) {
        twins.step();
        const QImage shown = twins.grabKept();
        const QImage wanted = twins.grabAfresh();
        const auto what = u"step %1: %2"_s.arg(i).arg(twins.did).toUtf8();
        const PlotTiles &tiles = twins.plot->tiles();
        QCOMPARE(twins.afresh->columnsWritten(), tiles.columns());
        QVERIFY2(tiles.picture() == twins.afresh->tiles().picture(), what);
        QVERIFY2(shown == wanted, what);
        QVERIFY2(shows(shown, tiles.picture(), twins.view.effectiveDevicePixelRatio()), what);
        kept += twins.plot->columnsWritten() < tiles.columns() / 2 ? 1 : 0;
    }
    QVERIFY2(kept > steps / 2, qPrintable(QString::number(kept)));
    QCOMPARE(twins.store.column(0).firstExact() > 0, budget < enough);
}

} // namespace

class TestTimePlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpPlots<PlotBench<HeatMap>>(); }

    void aHeatMapStaysWhatItWouldBe() { staysWhatItWouldBe<Heat>(enough); }
    void aHeatMapThatForgetsStaysWhatItWouldBe() { staysWhatItWouldBe<Heat>(20'000); }
    void aStripStaysWhatItWouldBe() { staysWhatItWouldBe<Strip>(enough); }
    void aStripThatForgetsStaysWhatItWouldBe() { staysWhatItWouldBe<Strip>(20'000); }

    void aLiveHeatMapWritesItsNewestCell()
    {
        PlotBench<Heat> bench({1800, 220});
        dress(*bench.plot);
        bench.addSeries(1, 100);
        live(
            bench, [](std::int64_t i) { return double(i % 100); }, 12);
    }

    void aLiveStripWritesWhatIsNewAndTheWordAtItsEdge()
    {
        PlotBench<Strip> bench({1800, 220});
        dress(*bench.plot);
        bench.addSeries(1, 100);
        live(
            bench, [](std::int64_t i) { return double(i / 300 % 3); }, 120);
    }

    void aPictureThatOnlyMovesIsNotUploadedAgain()
    {
        PlotBench<Heat> bench({1800, 100});
        dress(*bench.plot);
        bench.addSeries(1, 100);
        bench.add(start + 99 * second, 5);
        bench.apply();
        bench.grab();
        const int before = bench.plot->uploaded;
        for (int i = 1; i <= 10; ++i) {
            bench.show(start - i * span / 1800, start + span - i * span / 1800);
            bench.grab();
        }
        // One tile at the left gets a column each time.
        QCOMPARE(bench.plot->uploaded - before, 10);
    }

    void anotherPaintIsSeenEverywhere()
    {
        PlotBench<Strip> bench({600, 60});
        dress(*bench.plot);
        bench.addSeries(1, 1000);
        for (int i = 0; i < 100; ++i) {
            bench.add(start + i * second, 2);
        }
        bench.apply();
        QVERIFY(inkIn(bench.grab(), {20, 10, 560, 30}, criticalColor) > 10'000);
        bench.plot->setProperty("criticalColor", strong);
        const QImage image = bench.grab();
        QVERIFY(inkIn(image, {20, 10, 560, 30}, strong) > 10'000);
        QCOMPARE(inkIn(image, image.rect(), criticalColor), 0);
    }

private:
    template<typename Bench, typename Value>
    void live(Bench &bench, Value value, int fewColumns)
    {
        constexpr int steps = 600;
        constexpr std::int64_t sampleUs = second / 10;
        std::int64_t next = 0;
        const auto fill = [&](std::int64_t toUs) {
            for (; next * sampleUs < toUs - start; ++next) {
                bench.add(start + next * sampleUs, value(next));
            }
            bench.apply();
        };
        fill(start + span);
        bench.grab();
        const int columns = bench.plot->tiles().columns();
        QVERIFY(columns >= 1800);
        QCOMPARE(bench.plot->columnsWritten(), columns);
        const int uploaded = bench.plot->uploaded;
        const double scale = bench.view.effectiveDevicePixelRatio();
        for (int i = 1; i <= steps; ++i) {
            const std::int64_t moved = i * span / 1800;
            fill(start + span + moved);
            bench.show(start + moved, start + span + moved);
            bench.grab();
            const int written = bench.plot->columnsWritten();
            QVERIFY2(written > 0 && written <= fewColumns * scale,
                     qPrintable(QString::number(written)));
        }
        // The newest, and what a window's edge is in; now and then both sides of a seam.
        const double each = double(bench.plot->uploaded - uploaded) / steps;
        QVERIFY2(each >= 1 && each < 3, qPrintable(QString::number(each)));
    }
};

QTEST_MAIN(TestTimePlot)
#include "tst_timeplot.moc"
