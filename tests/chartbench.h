// One chart in a window of its own over a store that a test fills, and its pixels.
#pragma once

#include "linechart.h"
#include "pixels.h"

#include <QQuickView>
#include <QTest>

#include <cmath>

namespace sightglass {

inline constexpr double noValue = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::int64_t second = 1'000'000;
inline constexpr std::int64_t start = 1'795'000'000 * second;
inline const QColor lineColor(0, 0, 255);
inline const QColor hatchColor(0, 160, 0);

// A store with one source and one channel, and a window with one chart.
struct Bench
{
    Store store;
    QQuickView view;
    LineChart *chart = nullptr;
    Batch batch;
    int source = store.addSource(QStringLiteral("test"));

    explicit Bench(QSize size = {400, 200}, std::size_t budget = 256U << 20)
        : store(budget)
    {
        view.setColor(Qt::white);
        view.resize(size);
        chart = new LineChart(view.contentItem());
        chart->setSize(QSizeF(size));
        chart->setStore(&store);
        chart->setProperty("colors", QVariant::fromValue(QList<QColor>{lineColor}));
        chart->setProperty("hatchColor", hatchColor);
        chart->setProperty("gridColor", QColor(Qt::transparent));
        chart->setProperty("lineWidth", 2.0);
        show(start, start + 100 * second);
    }
    void addSeries(int count)
    {
        QList<int> keys;
        for (int i = 0; i < count; ++i) {
            SeriesInfo info;
            info.name = QStringLiteral("series.%1").arg(i);
            info.channel = QStringLiteral("channel");
            batch.note(SeriesSeen{std::uint32_t(i), info});
            keys.append(i);
        }
        apply();
        chart->setProperty("keys", QVariant::fromValue(keys));
    }
    void add(std::int64_t timeUs, double value, std::uint32_t series = 0)
    {
        batch.append(series, timeUs, value);
    }
    void apply()
    {
        store.apply(source, batch, start);
        batch.clear();
        store.flush();
    }
    void show(std::int64_t fromUs, std::int64_t toUs)
    {
        chart->setProperty("fromUs", double(fromUs));
        chart->setProperty("toUs", double(toUs));
    }
    void setRange(double low, double high)
    {
        chart->setProperty("minimum", low);
        chart->setProperty("maximum", high);
    }
    QImage grab()
    {
        view.show();
        return QTest::qWaitForWindowExposed(&view) ? view.grabWindow() : QImage();
    }
};

inline bool isInk(const QColor &pixel, const QColor &ink)
{
    return apart(pixel, ink) < 90;
}

inline int inkIn(const QImage &image, QRect area, const QColor &ink)
{
    return countIn(image, area, [&](const QColor &pixel) { return isInk(pixel, ink); });
}

// Rows of this column of pixels that have ink.
inline int tall(const QImage &image, int x, const QColor &ink)
{
    return inkIn(image, {x, 0, 1, image.height()}, ink);
}

} // namespace sightglass
