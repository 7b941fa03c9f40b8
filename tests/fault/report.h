// What all runs came to: one JSON object for machines, and what broke for people, on stderr as it
// happens.
#pragma once

#include "lane.h"

#include <QJsonObject>

namespace sightglass::fault {

class Report
{
public:
    // The promises about time.
    static constexpr std::int64_t detectionMs = 15'000;
    static constexpr std::int64_t recoveryMs = 1'000;
    static constexpr double recoveredShare = 0.99;

    // Without `judgesTime` it is measured and printed, but breaks no promise: for machines that are
    // busy with something else.
    Report(std::uint64_t seed, bool tls, bool judgesTime);

    void add(const Result &result);
    void lookAtMemory(bool secondHalf); // now and then
    QJsonObject json() const;
    bool kept() const; // all promises

private:
    double shareInTime() const;

    std::uint64_t m_seed;
    bool m_tls;
    bool m_judgesTime;
    int m_runs = 0;
    int m_childRuns = 0;
    int m_brokenPromises = 0;
    Counts m_counts;
    std::vector<std::int64_t> m_detections;
    std::vector<Recovery> m_recoveries;
    QList<quint64> m_failed;  // seeds
    double m_firstPeakMb = 0; // of memory, in the first half of the runs
    double m_secondPeakMb = 0;
};

} // namespace sightglass::fault
