#include "readings.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr double latest = 9e15; // us: the year 2255; beyond it sums could overflow

constexpr double infinity = std::numeric_limits<double>::infinity();

// Without a branch for NaN: it is neither less nor greater.
void widen(Readings::Extent &extent, double value)
{
    extent.min = value < extent.min ? value : extent.min;
    extent.max = value > extent.max ? value : extent.max;
}

} // namespace

TimeWindow ColumnGrid::windowFor(double fromUs, double toUs, double columns)
{
    const double spanUs = toUs - fromUs;
    if (!(std::abs(fromUs) < latest && std::abs(toUs) < latest && spanUs >= 1 && columns >= 1)) {
        return {};
    }
    // Two ends as double are a microsecond apart now and then; that is no other span.
    if (columns != m_columns || std::abs(spanUs - m_spanUs) > 2) {
        m_columns = columns;
        m_spanUs = spanUs;
        m_stepUs = std::max<std::int64_t>(1, std::llround(spanUs / columns));
    }
    const std::int64_t last = stepOf(std::llround(toUs) + m_stepUs - 1, m_stepUs);
    const std::int64_t from = (last - std::llround(columns)) * m_stepUs;
    return {from, last * m_stepUs, m_stepUs};
}

void Readings::choose(const Store *store, const QList<int> &keys)
{
    m_store = store;
    m_keys = keys;
    m_all.resize(std::size_t(keys.size()));
    for (Reading &reading : m_all) {
        reading.known = false;
        reading.points.clear();
    }
}

const Column *Readings::column(int index) const
{
    if (m_store == nullptr || index < 0 || index >= m_keys.size()) {
        return nullptr;
    }
    const int key = m_keys[index];
    return key >= 0 && key < m_store->count() ? &m_store->column(key) : nullptr;
}

bool Readings::hasNews() const
{
    for (int i = 0; i < count(); ++i) {
        const Column *from = column(i);
        if (from != nullptr && isNews(*from, m_all[std::size_t(i)])) {
            return true;
        }
    }
    return false;
}

// Samples behind the window are no news once there is one that leads the line out of it.
bool Readings::isNews(const Column &column, const Reading &reading) const
{
    if (!reading.known) {
        return true;
    }
    if (column.revision() == reading.revision) {
        return false;
    }
    if (reading.revision == 0 || column.empty() || column.lateSamples() != reading.late) {
        return true;
    }
    const std::int64_t step = reading.window.stepUs;
    const bool forgotten = column.forgotten() != reading.forgotten
                           && column.exactFromUs() > stepOf(reading.window.fromUs, step) * step;
    return forgotten || reading.lastUs < (stepOf(reading.window.toUs, step) + 1) * step;
}

bool Readings::hide(const QList<int> &keys)
{
    if (keys == m_hidden) {
        return false;
    }
    m_hidden = keys;
    return true;
}

bool Readings::isHidden(int index) const
{
    return m_hidden.contains(m_keys[index]);
}

void Readings::read(const TimeWindow &shown, bool stacked, std::int64_t columns)
{
    m_window = shown;
    TimeWindow window = shown;
    window.fromUs = stepOf(shown.fromUs, columns * shown.stepUs) * columns * shown.stepUs;
    m_stacked = stacked;
    for (int i = 0; i < count(); ++i) {
        Reading &reading = m_all[std::size_t(i)];
        const Column *from = column(i);
        if (from == nullptr || isHidden(i)
            || (reading.known && reading.window == window
                && reading.revision == from->revision())) {
            continue;
        }
        if (reading.known && reading.late == from->lateSamples() && !from->empty()) {
            // Where the store forgot samples only what is left of them is read anew.
            const std::int64_t stepUs = std::max<std::int64_t>(reading.window.stepUs, 1);
            const bool forgot = reading.forgotten != from->forgotten();
            TimeWindow before = reading.window;
            before.fromUs = forgot ? std::max(before.fromUs,
                                              (stepOf(from->exactFromUs(), stepUs) + 1) * stepUs)
                                   : before.fromUs;
            decimateMoved(*from, before, reading.lastUs, window, reading.points);
        } else {
            decimate(*from, window, reading.points);
        }
        if (!from->empty()) {
            breakAtHoles(m_store->holes(m_keys[i]), from->exactFromUs(), window.stepUs,
                         reading.points);
        }
        reading.window = window;
        reading.revision = from->revision();
        reading.late = from->lateSamples();
        reading.forgotten = from->forgotten();
        reading.lastUs = from->empty() ? 0 : from->lastTime();
        reading.known = true;
    }
    if (stacked) {
        std::vector<const std::vector<TracePoint> *> traces;
        traces.reserve(m_all.size());
        static const std::vector<TracePoint> none;
        for (int i = 0; i < count(); ++i) {
            traces.push_back(isHidden(i) ? &none : &m_all[std::size_t(i)].points);
        }
        stack(traces, window, m_layers);
    }
}

const std::vector<TracePoint> &Readings::points(int index) const
{
    static const std::vector<TracePoint> none;
    if (isHidden(index)) {
        return none;
    }
    return m_stacked ? m_layers[std::size_t(index)].top : m_all[std::size_t(index)].points;
}

const std::vector<TracePoint> &Readings::base(int index) const
{
    static const std::vector<TracePoint> none;
    return m_stacked ? m_layers[std::size_t(index)].base : none;
}

const std::vector<Late> &Readings::lates(int index) const
{
    static const std::vector<Late> none;
    const Column *from = column(index);
    return from == nullptr || isHidden(index) ? none : from->lates();
}

Readings::Extent Readings::extent() const
{
    Extent inside{infinity, -infinity};
    Extent around = inside;
    for (int i = 0; i < count(); ++i) {
        const std::vector<TracePoint> &all = points(i);
        auto from = std::find_if(all.begin(), all.end(), [this](const TracePoint &point) {
            return point.timeUs >= m_window.fromUs;
        });
        auto to = all.end();
        for (; to != from && (to - 1)->timeUs > m_window.toUs; --to) {
            widen(around, (to - 1)->value);
        }
        std::for_each(all.begin(), from, [&](const auto &point) { widen(around, point.value); });
        std::for_each(from, to, [&](const auto &point) { widen(inside, point.value); });
    }
    const Extent &found = inside.min <= inside.max ? inside : around;
    return found.min <= found.max ? found : Extent();
}

} // namespace sightglass
