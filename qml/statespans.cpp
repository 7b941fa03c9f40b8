#include "statespans.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// All without a value are one state: none.
double stateOf(double value)
{
    return std::isfinite(value) ? value : nan;
}

bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

class Walker
{
public:
    Walker(const TimeWindow &window, std::vector<StateSpan> &spans)
        : m_step(window.stepUs)
        , m_spans(spans)
    {
    }

    void start(std::int64_t timeUs, double value, bool begun)
    {
        m_fromUs = timeUs;
        m_value = stateOf(value);
        m_begun = begun;
        m_started = true;
    }

    void add(std::int64_t timeUs, double value)
    {
        if (!m_started) {
            start(timeUs, value, true);
        } else if (const double state = stateOf(value); !same(state, m_value)) {
            close(timeUs, state);
            start(timeUs, state, true);
        }
    }

    void addChunk(const Column &column, std::size_t number)
    {
        const Brief &chunk = column.brief(number);
        if (chunk.constant()) {
            add(chunk.firstUs, chunk.first);
        } else if (stepOf(chunk.firstUs, m_step) == stepOf(chunk.lastUs, m_step)) {
            add(chunk.firstUs, chunk.first);
            keepBefore(chunk.firstUs);
            mix(chunk.firstUs, {m_value, chunk.min, chunk.max});
            start(chunk.lastUs, chunk.last, false);
        } else {
            const auto [times, values] = column.samples(number, m_scratch);
            for (std::size_t i = 0; i < times.size(); ++i) {
                add(times[i], values[i]);
            }
        }
    }

    // Of what is forgotten only some of the values are known, not when they were.
    void addForgotten(const Brief &chunk, std::int64_t fromUs, std::int64_t toUs)
    {
        add(fromUs, chunk.first);
        if (!chunk.constant()) {
            keepBefore(fromUs);
            for (std::int64_t us = fromUs; stepOf(us, m_step) <= stepOf(toUs, m_step);
                 us += m_step) {
                mix(us, {chunk.first, chunk.min, chunk.max});
            }
            start(toUs, chunk.last, false);
        }
    }

    void finish(std::int64_t timeUs)
    {
        if (m_started) {
            keep(timeUs);
        }
    }

private:
    // The state ends, another one comes.
    void close(std::int64_t timeUs, double next)
    {
        const bool within = stepOf(m_fromUs, m_step) == stepOf(timeUs, m_step);
        if (within && (m_begun || mixesAt(timeUs))) {
            const bool steady = !m_spans.empty() && !m_spans.back().mixed
                                && m_spans.back().toUs == m_fromUs;
            mix(timeUs, {steady ? m_spans.back().values[0] : nan, m_value, next});
        } else {
            keep(timeUs);
        }
    }

    bool mixesAt(std::int64_t timeUs) const
    {
        return !m_spans.empty() && m_spans.back().mixed && m_spans.back().toUs > timeUs;
    }

    void keep(std::int64_t toUs)
    {
        StateSpan span;
        const bool cut = !m_spans.empty() && m_spans.back().toUs > m_fromUs;
        span.fromUs = cut ? m_spans.back().toUs : m_fromUs;
        span.toUs = toUs;
        span.note(m_value);
        if (span.count > 0 && (toUs > span.fromUs || !cut)) {
            m_spans.push_back(span);
        }
    }

    void keepBefore(std::int64_t timeUs)
    {
        if (timeUs > m_fromUs) {
            keep(timeUs);
        }
    }

    // The step of that instant changes too often to be shown.
    void mix(std::int64_t timeUs, std::array<double, 3> values)
    {
        const std::int64_t from = stepOf(timeUs, m_step) * m_step;
        if (!m_spans.empty() && !m_spans.back().mixed && m_spans.back().toUs > from) {
            m_spans.back().toUs = from;
            if (m_spans.back().fromUs >= from) {
                m_spans.pop_back();
            }
        }
        if (m_spans.empty() || !m_spans.back().mixed || m_spans.back().toUs < from) {
            StateSpan span;
            span.fromUs = from;
            span.mixed = true;
            m_spans.push_back(span);
        }
        StateSpan &span = m_spans.back();
        span.toUs = from + m_step;
        for (const double value : values) {
            span.note(value);
        }
    }

    std::int64_t m_step;
    std::vector<StateSpan> &m_spans;
    Column::Scratch m_scratch;
    std::int64_t m_fromUs = 0;
    double m_value = nan;
    bool m_begun = false;
    bool m_started = false;
};

} // namespace

void StateSpan::note(double value)
{
    const auto end = values.begin() + count;
    if (std::isfinite(value) && count < mostValues
        && std::find(values.begin(), end, value) == end) {
        values[std::size_t(count++)] = value;
    }
}

void stateSpans(const Column &column, const TimeWindow &window, std::vector<StateSpan> &spans)
{
    spans.clear();
    if (column.empty() || window.toUs <= window.fromUs) {
        return;
    }
    Walker walker(window, spans);
    if (column.firstTime() <= window.fromUs) {
        walker.start(window.fromUs, column.valueAt(window.fromUs), false);
    }
    Column::Scratch scratch;
    for (std::size_t c = column.chunkFrom(window.fromUs); c < column.chunkCount(); ++c) {
        const Brief &chunk = column.brief(c);
        if (c < column.firstExact() && chunk.firstUs < window.toUs) {
            walker.addForgotten(chunk, std::max(chunk.firstUs, window.fromUs),
                                std::min(chunk.lastUs, window.toUs));
            continue;
        }
        if (chunk.firstUs > window.fromUs && chunk.lastUs < window.toUs) {
            walker.addChunk(column, c);
            continue;
        }
        const auto [times, values] = column.samples(c, scratch);
        for (std::size_t i = 0; i < times.size(); ++i) {
            if (times[i] >= window.toUs) {
                walker.finish(window.toUs);
                return;
            }
            if (times[i] > window.fromUs) {
                walker.add(times[i], values[i]);
            }
        }
    }
    walker.finish(std::max(column.lastTime(), window.fromUs));
}

void cutOut(std::span<const Stretch> holes, std::vector<StateSpan> &spans)
{
    if (holes.empty()) {
        return;
    }
    std::vector<StateSpan> whole;
    whole.swap(spans);
    for (StateSpan span : whole) {
        while (!holes.empty() && holes.front().toUs <= span.fromUs) {
            holes = holes.subspan(1); // no span begins earlier than the one before it
        }
        for (const Stretch &hole : holes) {
            if (hole.fromUs >= span.toUs) {
                break;
            }
            if (hole.toUs <= span.fromUs) {
                continue;
            }
            if (hole.fromUs > span.fromUs) {
                spans.push_back(span);
                spans.back().toUs = hole.fromUs;
            }
            span.fromUs = hole.toUs;
        }
        if (span.fromUs <= span.toUs) {
            spans.push_back(span);
        }
    }
}

StateRun runAt(const Column &column, std::int64_t timeUs)
{
    StateRun run;
    if (column.empty() || column.firstTime() > timeUs) {
        return run;
    }
    run.value = stateOf(column.valueAt(timeUs, &run.time.fromUs));
    run.known = std::isfinite(run.value);
    run.time.toUs = run.time.fromUs;
    const auto passes = [&run](const Brief &chunk) {
        return chunk.constant() && chunk.min == run.value;
    };
    Column::Scratch scratch;
    bool begun = false;
    for (std::size_t c = std::min(column.chunkFrom(run.time.fromUs + 1) + 1, column.chunkCount());
         c-- > 0 && !begun;) {
        const Brief &chunk = column.brief(c);
        const auto [times, values] = passes(chunk) ? Column::Samples{} : column.samples(c, scratch);
        for (std::size_t i = times.size(); i-- > 0 && !begun;) {
            const bool before = times[i] <= timeUs;
            begun = before && !same(stateOf(values[i]), run.value);
            run.time.fromUs = before && !begun ? times[i] : run.time.fromUs;
        }
        if (passes(chunk) && chunk.firstUs <= timeUs) {
            run.time.fromUs = chunk.firstUs;
        }
    }
    for (std::size_t c = column.chunkFrom(timeUs + 1); c < column.chunkCount() && run.open; ++c) {
        const Brief &chunk = column.brief(c);
        if (passes(chunk)) {
            run.time.toUs = chunk.lastUs;
            continue;
        }
        const auto [times, values] = column.samples(c, scratch);
        for (std::size_t i = 0; i < times.size() && run.open; ++i) {
            if (times[i] > timeUs) {
                run.time.toUs = times[i];
                run.open = same(stateOf(values[i]), run.value);
            }
        }
    }
    return run;
}

} // namespace sightglass
