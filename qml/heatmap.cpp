#include "heatmap.h"

#include "colorramp.h"
#include "store/format.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double leastCellWidth = 5;   // px
constexpr double leastCellHeight = 10; // px
constexpr int tones = 256;
constexpr double cadenceSlack = 0.8; // a learned cadence is never quite round
constexpr double keptBeside = 2;     // px
constexpr int gutterShare = 4;       // a cell this many gutters wide has one

double roundCount(double count)
{
    const double power = std::pow(10, std::floor(std::log10(std::max(count, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (count <= factor * power) {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace

HeatMap::HeatMap(QQuickItem *parent)
    : TimePlot(parent)
{
    m_sinceMade.start();
}

std::int64_t HeatMap::clockUs() const
{
    return m_sinceMade.nsecsElapsed() / 1000;
}

void HeatMap::choose()
{
    std::vector<const Column *> columns;
    for (int i = 0; i < int(m_keys.size()); ++i) {
        if (const Store::Series *one = series(i)) {
            columns.push_back(&one->column);
        }
    }
    m_grid.choose(std::move(columns));
    m_rows.reset();
    m_modestSinceUs = 0;
    m_most = 1;
}

// Cells wide enough to be seen, and no shorter than the samples come: else every other is empty.
double HeatMap::leastBucketUs() const
{
    double cadence = 0;
    for (int i = 0; i < int(m_keys.size()); ++i) {
        const Store::Series *one = series(i);
        if (one != nullptr && one->cadenceUs > 0) {
            cadence = cadence > 0 ? std::min(cadence, double(one->cadenceUs))
                                  : double(one->cadenceUs);
        }
    }
    const double pixelUs = double(plotWindow().stepUs) * pixelScale();
    return std::max(leastCellWidth * pixelUs, cadence * cadenceSlack);
}

// Counts what is to be seen and fits the rows to it; false: there is more to count.
bool HeatMap::countAll()
{
    const TimeWindow &window = plotWindow();
    const double span = double(window.toUs - window.fromUs);
    const std::int64_t bucketUs = roundBucket(std::min(leastBucketUs(), span), span);
    if (bucketUs != m_grid.bucketUs()) {
        m_rows.reset(); // another zoom
    }
    const std::int64_t first = stepOf(window.fromUs, bucketUs);
    const std::int64_t last = stepOf(window.toUs, bucketUs);
    bool done = m_grid.count(first, last, bucketUs, m_rows.cut());
    ValueRows::Demand demand;
    demand.data = m_grid.extent();
    demand.min = m_minimum;
    demand.max = m_maximum;
    demand.mode = m_valueScale == u"log"      ? ValueRows::Mode::Log
                  : m_valueScale == u"linear" ? ValueRows::Mode::Linear
                                              : ValueRows::Mode::Auto;
    demand.binary = prefixBase(m_unit) == 1024;
    demand.rows = std::max(int(height() / leastCellHeight), 1);
    if (m_rows.fit(demand, clockUs())) {
        done = m_grid.count(first, last, bucketUs, m_rows.cut());
    }
    return done;
}

void HeatMap::arrange(bool afresh)
{
    if (!countAll()) {
        redrawSoon();
    }
    fitColors();
    findGaps();
    Look look{bands(),           m_rows.cut(), m_rows.low(),           m_rows.high(),
              m_grid.bucketUs(), m_most,       m_grid.extent().empty()};
    if (afresh || !(look == m_look)) {
        m_look = std::move(look);
        m_tiles.touchAll();
        labelValues();
    }
    touchChanged();
}

void HeatMap::touchChanged()
{
    const std::int64_t first = m_tiles.from();
    const std::int64_t bucketUs = m_grid.bucketUs();
    std::vector<std::uint64_t> now(m_gaps.size());
    for (std::size_t i = 0; i < m_grid.buckets().size(); ++i) {
        const std::int64_t number = m_grid.firstBucket() + std::int64_t(i);
        const std::int64_t to = std::min(columnOf((number + 1) * bucketUs), m_tiles.to());
        for (std::int64_t x = std::max(columnOf(number * bucketUs), first); x < to; ++x) {
            const auto at = std::size_t(x - first);
            now[at] = 2 * m_grid.buckets()[i].revision + std::uint64_t(m_gaps[at]);
        }
    }
    const auto end = m_shownFrom + std::int64_t(m_shown.size());
    for (std::int64_t x = std::max(first, m_shownFrom); x < std::min(m_tiles.to(), end); ++x) {
        if (now[std::size_t(x - first)] != m_shown[std::size_t(x - m_shownFrom)]) {
            m_tiles.touch(x, x + 1);
        }
    }
    m_shown.swap(now);
    m_shownFrom = first;
}

void HeatMap::compose(const PlotPart &part) const
{
    const std::int64_t stepUs = plotWindow().stepUs;
    const std::int64_t last = stepOf(part.to * stepUs - 1, m_grid.bucketUs());
    for (std::int64_t i = stepOf(part.from * stepUs, m_grid.bucketUs()); i <= last; ++i) {
        paintBucket(part, i);
    }
}

// The strongest colour stands for a round count, which grows at once and shrinks late: a window
// that moves must not change its colours all the time.
void HeatMap::fitColors()
{
    std::uint32_t most = 1;
    for (const HeatBucket &bucket : m_grid.buckets()) {
        for (const HeatCell &cell : bucket.cells) {
            most = std::max(most, cell.count);
        }
    }
    const double wanted = roundCount(most);
    const std::int64_t nowUs = clockUs();
    if (wanted >= m_most || m_modestSinceUs == 0) {
        m_most = std::max(wanted, m_modestSinceUs == 0 ? 1 : m_most);
        m_modest = 1;
        m_modestSinceUs = nowUs;
    } else if (m_modest = std::max(m_modest, wanted);
               nowUs - m_modestSinceUs >= ValueRows::patienceUs) {
        m_most = m_modest;
        m_modestSinceUs = nowUs;
        m_modest = 1;
    }
    if (m_ramp.empty() || m_rampFrom != m_surfaceColor || m_rampTo != m_mostColor) {
        m_rampFrom = m_surfaceColor;
        m_rampTo = m_mostColor;
        m_ramp = colorRamp(m_surfaceColor, m_mostColor, tones);
    }
}

QRgb HeatMap::colorOf(std::uint32_t count) const
{
    const double share = std::sqrt(std::min(1.0, double(count) / m_most));
    return m_ramp[std::size_t(std::lround((tones - 1) * (leastTone + (1 - leastTone) * share)))];
}

std::vector<HeatMap::Band> HeatMap::bands() const
{
    const int count = m_rows.count();
    const auto edge = [&](int place) {
        return int(std::lround(double(m_tiles.height()) * (count - place) / count));
    };
    const int gutter = std::max(1, int(pixelScale()));
    std::vector<Band> all(std::size_t(count), Band{});
    for (int place = 0; place < count; ++place) {
        Band &band = all[std::size_t(place)];
        band = {edge(place + 1), edge(place)};
        if (band.bottom - band.top >= gutterShare * gutter) {
            band.bottom -= gutter;
        }
    }
    return all;
}

// What all series lost.
std::vector<std::pair<std::int64_t, std::int64_t>> HeatMap::commonHoles() const
{
    std::vector<std::pair<std::int64_t, std::int64_t>> common;
    for (int i = 0; i < int(m_keys.size()); ++i) {
        std::vector<std::pair<std::int64_t, std::int64_t>> own;
        for (const Hole &hole : holesOf(i)) {
            own.emplace_back(hole.fromUs, hole.toUs);
        }
        std::sort(own.begin(), own.end());
        const auto before = i == 0 ? own : std::exchange(common, {});
        std::set_intersection(before.begin(), before.end(), own.begin(), own.end(),
                              std::back_inserter(common));
    }
    return common;
}

// A cell is as long as its bucket, but nothing was there while all was lost. The samples at either
// end of a hole keep a few pixels to be seen in.
void HeatMap::findGaps()
{
    m_gaps.assign(std::size_t(m_tiles.columns()), 0);
    const auto cut = [this](std::int64_t fromUs, std::int64_t toUs) {
        const std::int64_t whole = std::max<std::int64_t>(columnOf(toUs) - columnOf(fromUs), 1);
        const std::int64_t kept = std::min((whole - 1) / 2,
                                           std::int64_t(keptBeside * pixelScale()));
        const std::int64_t first = columnOf(fromUs) + kept;
        const std::int64_t last = std::min(first + whole - 2 * kept, m_tiles.to());
        for (std::int64_t x = std::max(first, m_tiles.from()); x < last; ++x) {
            m_gaps[std::size_t(x - m_tiles.from())] = 1;
        }
    };
    for (const auto &[fromUs, toUs] : commonHoles()) {
        cut(fromUs, toUs);
    }
    if (m_openHoleFromUs > 0) {
        cut(std::int64_t(m_openHoleFromUs), plotWindow().toUs);
    }
}

void HeatMap::paintBucket(const PlotPart &part, std::int64_t number) const
{
    const HeatBucket *bucket = m_grid.bucket(number);
    if (bucket == nullptr) {
        return;
    }
    const std::int64_t from = columnOf(number * m_grid.bucketUs());
    std::int64_t to = columnOf((number + 1) * m_grid.bucketUs());
    const std::int64_t gutter = std::max(1, int(pixelScale()));
    if (to - from >= gutterShare * gutter) {
        to -= gutter;
    }
    const std::int64_t left = std::max(from, part.from);
    const std::int64_t right = std::min(to, part.to);
    if (right <= left) {
        return;
    }
    const auto gaps = m_gaps.begin() + (left - m_tiles.from());
    for (const HeatCell &cell : bucket->cells) {
        const int place = m_rows.placeOf(cell.row);
        if (place < 0 || place >= int(m_look.bands.size())) {
            continue;
        }
        const QRgb color = colorOf(cell.count);
        const Band &band = m_look.bands[std::size_t(place)];
        for (int y = band.top; y < band.bottom; ++y) {
            QRgb *line = part.at(left, y);
            for (std::int64_t i = 0; i < right - left; ++i) {
                line[i] = gaps[i] != 0 ? line[i] : color;
            }
        }
    }
}

} // namespace sightglass
