// What the program knows of its own link, as series once a second: the board "The link" and anybody
// who asks afterwards how the line was.
//
// The desk hands in what it sees between two seconds; sample() sums it up. Rates are over the time
// since the sample before. Times are on the server's clock, like everything charts show. GUI thread
// only.
#pragma once

#include "session/status.h"
#include "wire/batch.h"

#include <algorithm>

namespace sightglass {

// Of the last second; -1: not known.
struct LinkPace
{
    double messages = -1; // a second
    double bytes = -1;
    bool behind = false; // the reader is
};

class ProgramMetrics
{
public:
    // Each keeps its largest of the second.
    void delayed(std::int64_t us) { m_delayUs = std::max(m_delayUs, us); }
    void queued(std::size_t batches) { m_queued = std::max(m_queued, batches); }
    void drained(std::int64_t ns) { m_drainNs = std::max(m_drainNs, ns); }
    void framed(double ms) { m_frameMs = ms; }

    const LinkPace &pace() const { return m_pace; }

    // Of the series that have values only while the link is live; its lost time is noted on it.
    static QString linkChannel() { return QStringLiteral("link"); }

    // Appends one sample each, and what the series are the first time.
    void sample(Batch &batch, const LinkStatus &status, std::size_t storeBytes, std::int64_t nowUs);

private:
    void declare(Batch &batch);
    void followLink(Batch &batch, const LinkStatus &status, std::int64_t nowUs);

    LinkStatus m_last;
    LinkPace m_pace;
    std::int64_t m_lastUs = 0; // 0: none yet
    std::int64_t m_downUs = 0; // since then the link is down; 0: it is not, or never was up
    std::int64_t m_delayUs = -1;
    std::int64_t m_drainNs = -1;
    std::size_t m_queued = 0;
    double m_frameMs = -1;
    bool m_wasLive = false;
    bool m_declared = false;
};

} // namespace sightglass
