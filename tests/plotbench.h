// One plot over time in a window of its own over a store that a test fills, and its pixels.
#pragma once

#include "heatmap.h"
#include "pixels.h"
#include "statestrip.h"

#include <QQuickView>
#include <QTest>

namespace sightglass {

inline constexpr double noValue = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::int64_t second = 1'000'000;
inline constexpr std::int64_t start = 1'795'000'000 * second; // a whole multiple of ten minutes
inline const QColor ground(255, 255, 255), strong(0, 0, 200), hatchColor(0, 160, 0);
inline const QColor okColor(0, 120, 60), warningColor(160, 100, 0), criticalColor(190, 0, 0);

template<typename Plot>
struct PlotBench
{
    Store store;
    QQuickView view;
    Plot *plot = nullptr;
    Batch batch;
    int source = store.addSource(QStringLiteral("test"));

    explicit PlotBench(QSize size = {400, 200}, std::size_t budget = 256U << 20)
        : store(budget)
    {
        view.setColor(ground);
        view.resize(size);
        plot = new Plot(view.contentItem());
        plot->setSize(QSizeF(size));
        plot->setStore(&store);
        plot->setProperty("surfaceColor", ground);
        plot->setProperty("hatchColor", hatchColor);
        show(start, start + 100 * second);
    }
    void addSeries(int count, int intervalMs = 1000, const QMap<int, QString> &states = {})
    {
        QList<int> keys;
        for (int i = 0; i < count; ++i) {
            SeriesInfo info;
            info.name = QStringLiteral("series.%1").arg(i);
            info.channel = QStringLiteral("channel");
            info.intervalMs = intervalMs;
            info.kind = states.isEmpty() ? SeriesKind::Gauge : SeriesKind::State;
            info.states = states;
            batch.note(SeriesSeen{std::uint32_t(i), info});
            keys.append(i);
        }
        apply();
        plot->setProperty("keys", QVariant::fromValue(keys));
    }
    void add(std::int64_t timeUs, double value, std::uint32_t series = 0)
    {
        batch.append(series, timeUs, value);
    }
    void lose(std::int64_t fromUs, std::int64_t toUs)
    {
        batch.note(
            LostTime{QStringLiteral("channel"), fromUs, toUs, 0, LostTime::Reason::NotNumbered});
    }
    void apply()
    {
        store.apply(source, batch, start);
        batch.clear();
        store.flush();
    }
    void show(std::int64_t fromUs, std::int64_t toUs)
    {
        plot->setProperty("fromUs", double(fromUs));
        plot->setProperty("toUs", double(toUs));
    }
    QImage grab()
    {
        view.show();
        return QTest::qWaitForWindowExposed(&view) ? view.grabWindow() : QImage();
    }
};

// Pixels that are not the ground.
inline int paintedIn(const QImage &image, QRect area)
{
    return countIn(image, area, [](const QColor &pixel) { return apart(pixel, ground) > 24; });
}

inline int inkIn(const QImage &image, QRect area, const QColor &ink)
{
    return countIn(image, area, [&](const QColor &pixel) { return apart(pixel, ink) < 24; });
}

// The window's renderer is the one the test was started for.
inline bool rightRenderer(const QQuickView &view)
{
    return QGuiApplication::platformName() != QStringLiteral("xcb")
           || view.rendererInterface()->graphicsApi() != QSGRendererInterface::Software;
}

// What comes before all tests of a plot.
template<typename Bench>
void setUpPlots()
{
    QLocale::setDefault(QLocale(QLocale::English));
    Bench bench;
    QVERIFY(!bench.grab().isNull());
    QVERIFY(rightRenderer(bench.view));
}

} // namespace sightglass
