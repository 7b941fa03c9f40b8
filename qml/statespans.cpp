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

bool isConstant(const Column::Chunk &chunk)
{
    return !chunk.broken && chunk.min == chunk.max;
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

    void addChunk(const Column::Chunk &chunk)
    {
        const bool within = stepOf(chunk.times.front(), m_step)
                            == stepOf(chunk.times.back(), m_step);
        if (isConstant(chunk)) {
            add(chunk.times.front(), chunk.values.front());
        } else if (within) {
            add(chunk.times.front(), chunk.values.front());
            mix(chunk.times.front(), {m_value, chunk.min, chunk.max});
            start(chunk.times.back(), chunk.values.back(), false);
        } else {
            for (std::size_t i = 0; i < chunk.times.size(); ++i) {
                add(chunk.times[i], chunk.values[i]);
            }
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
    const auto &chunks = column.chunks();
    for (std::size_t c = column.chunkFrom(window.fromUs); c < chunks.size(); ++c) {
        const Column::Chunk &chunk = chunks[c];
        if (chunk.times.front() > window.fromUs && chunk.times.back() < window.toUs) {
            walker.addChunk(chunk);
            continue;
        }
        for (std::size_t i = 0; i < chunk.times.size(); ++i) {
            if (chunk.times[i] >= window.toUs) {
                walker.finish(window.toUs);
                return;
            }
            if (chunk.times[i] > window.fromUs) {
                walker.add(chunk.times[i], chunk.values[i]);
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
        for (const Stretch &hole : holes) {
            if (hole.toUs <= span.fromUs || hole.fromUs >= span.toUs) {
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
    const auto &chunks = column.chunks();
    run.value = stateOf(column.valueAt(timeUs, &run.time.fromUs));
    run.known = std::isfinite(run.value);
    run.time.toUs = run.time.fromUs;
    const auto passes = [&run](const Column::Chunk &chunk) {
        return isConstant(chunk) && chunk.min == run.value;
    };
    bool begun = false;
    for (std::size_t c = std::min(column.chunkFrom(run.time.fromUs + 1) + 1, chunks.size());
         c-- > 0 && !begun;) {
        const Column::Chunk &chunk = chunks[c];
        for (std::size_t i = passes(chunk) ? 0 : chunk.times.size(); i-- > 0 && !begun;) {
            const bool before = chunk.times[i] <= timeUs;
            begun = before && !same(stateOf(chunk.values[i]), run.value);
            run.time.fromUs = before && !begun ? chunk.times[i] : run.time.fromUs;
        }
        if (passes(chunk) && chunk.times.front() <= timeUs) {
            run.time.fromUs = chunk.times.front();
        }
    }
    for (std::size_t c = column.chunkFrom(timeUs + 1); c < chunks.size() && run.open; ++c) {
        const Column::Chunk &chunk = chunks[c];
        for (std::size_t i = passes(chunk) ? chunk.times.size() - 1 : 0;
             i < chunk.times.size() && run.open; ++i) {
            if (chunk.times[i] > timeUs) {
                run.time.toUs = chunk.times[i];
                run.open = same(stateOf(chunk.values[i]), run.value);
            }
        }
    }
    return run;
}

} // namespace sightglass
