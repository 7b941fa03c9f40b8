#include "board.h"

#include <QQuickWindow>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <ctime>

namespace sightglass::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int columns = 4;
constexpr int rows = 3;
constexpr QMargins margins(40, 30, 20, 50); // where a chart's labels would be

std::atomic<qint64> spentWallNs = 0;
std::atomic<qint64> spentCpuNs = 0;

qint64 threadNs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

struct Timed
{
    Timed() { clock.start(); }
    ~Timed()
    {
        spentWallNs += clock.nsecsElapsed();
        spentCpuNs += threadNs() - begin;
    }
    Q_DISABLE_COPY_MOVE(Timed)
    QElapsedTimer clock;
    qint64 begin = threadNs();
};

} // namespace

TimedChart::Spent TimedChart::takeSpent()
{
    return {spentWallNs.exchange(0), spentCpuNs.exchange(0)};
}

void TimedChart::updatePolish()
{
    const Timed timed;
    LineChart::updatePolish();
}

QSGNode *TimedChart::updatePaintNode(QSGNode *old, UpdatePaintNodeData *data)
{
    const Timed timed;
    return LineChart::updatePaintNode(old, data);
}

Board::Board(QQuickWindow &window, int points, LineChart::Style style)
    : m_points(points)
{
    const QList<QColor> colors{QColor(0x56b4e9), QColor(0xe6a100), QColor(0x2fc08b),
                               QColor(0xd48ab5)};
    const int width = window.width() / columns;
    const int height = window.height() / rows;
    for (int i = 0; i < charts; ++i) {
        auto chart = std::make_unique<TimedChart>(window.contentItem());
        const QRect cell(i % columns * width, i / columns * height, width, height);
        const QRect plot = cell.marginsRemoved(margins);
        chart->setPosition(plot.topLeft());
        chart->setSize(plot.size());
        chart->setStore(&m_store);
        chart->setProperty("style", style);
        chart->setProperty("colors", QVariant::fromValue(colors));
        chart->setProperty("lineWidth", 1.6);
        chart->setProperty("gridColor", QColor(0x252c36));
        QList<int> keys;
        for (int line = 0; line < linesPerChart; ++line) {
            keys.append(addSeries());
        }
        m_charts.push_back(std::move(chart));
        m_charts.back()->setProperty("keys", QVariant::fromValue(keys));
    }
    for (int i = 0; i < 2 * points; ++i) {
        sampleAll();
    }
    flush();
    // By turns from here on, evenly.
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        m_nextUs.push_back(m_nowUs
                           + sampleUs * std::int64_t(i + 1) / std::int64_t(m_values.size()));
    }
    show(m_nowUs);
}

void Board::jump()
{
    sampleAll();
    flush();
    m_back = !m_back;
    show(m_nowUs - (m_back ? m_points * sampleUs : 0));
}

void Board::goTo(std::int64_t nowUs)
{
    m_nowUs = nowUs;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        for (; m_nextUs[i] <= nowUs; m_nextUs[i] += sampleUs) {
            sample(i, m_nextUs[i]);
        }
    }
    flush();
    show(nowUs);
}

int Board::addSeries()
{
    const auto index = std::uint32_t(m_values.size());
    SeriesInfo info;
    info.name = QString::number(index);
    info.channel = u"bench"_s;
    m_batch.note(SeriesSeen{index, info});
    flush();
    m_values.push_back(20 + 20 * double(index % linesPerChart));
    return m_store.count() - 1;
}

void Board::sample(std::size_t line, std::int64_t timeUs)
{
    m_values[line] = std::clamp(m_values[line] + m_noise(m_random), 0.0, 100.0);
    m_batch.append(std::uint32_t(line), timeUs, m_values[line]);
}

void Board::sampleAll()
{
    m_nowUs += sampleUs;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        sample(i, m_nowUs);
    }
}

void Board::flush()
{
    m_store.apply(m_source, m_batch, m_nowUs);
    m_batch.clear();
    m_store.flush();
}

void Board::show(std::int64_t toUs)
{
    for (const auto &chart : m_charts) {
        chart->setProperty("fromUs", double(toUs - m_points * sampleUs));
        chart->setProperty("toUs", double(toUs));
    }
}

} // namespace sightglass::bench
