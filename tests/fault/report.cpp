#include "report.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <cstdio>

namespace sightglass::fault {

using namespace Qt::StringLiterals;

namespace {

double residentMb()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return 0; // a system that does not say
    }
    const QList<QByteArray> fields = file.readAll().split(' ');
    constexpr double pagesPerMb = 256;
    return fields.size() > 1 ? fields[1].toDouble() / pagesPerMb : 0;
}

} // namespace

Report::Report(std::uint64_t seed, bool tls, bool judgesTime)
    : m_seed(seed)
    , m_tls(tls)
    , m_judgesTime(judgesTime)
{
}

void Report::add(const Result &result)
{
    ++m_runs;
    m_childRuns += result.plan.child ? 1 : 0;
    m_brokenPromises += result.brokenPromises;
    m_counts.add(result.counts);
    m_detections.insert(m_detections.end(), result.detectionsMs.begin(), result.detectionsMs.end());
    m_recoveries.insert(m_recoveries.end(), result.recoveries.begin(), result.recoveries.end());
    if (!result.clean()) {
        m_failed << result.plan.seed;
        std::fprintf(stderr, "seed %llu broke a promise: %s\n",
                     static_cast<unsigned long long>(result.plan.seed),
                     qUtf8Printable(result.plan.describe()));
        for (const QString &fault : result.faults) {
            std::fprintf(stderr, "    %s\n", qUtf8Printable(fault));
        }
    }
    for (const std::int64_t ms : result.detectionsMs) {
        if (ms > detectionMs) {
            std::fprintf(stderr, "seed %llu: noticed only after %lld ms\n",
                         static_cast<unsigned long long>(result.plan.seed),
                         static_cast<long long>(ms));
        }
    }
}

void Report::lookAtMemory(bool secondHalf)
{
    double &peak = secondHalf ? m_secondPeakMb : m_firstPeakMb;
    peak = std::max(peak, residentMb());
}

double Report::shareInTime() const
{
    const auto first = std::ranges::count_if(m_recoveries, &Recovery::first);
    const auto quick = std::ranges::count_if(m_recoveries, [](const Recovery &recovery) {
        return recovery.first && recovery.ms <= recoveryMs;
    });
    return first > 0 ? double(quick) / double(first) : 1;
}

bool Report::kept() const
{
    const bool inTime = shareInTime() >= recoveredShare
                        && std::ranges::all_of(m_detections,
                                               [](std::int64_t ms) { return ms <= detectionMs; });
    return m_counts.clean() && m_brokenPromises == 0 && (inTime || !m_judgesTime);
}

QJsonObject Report::json() const
{
    std::int64_t longestFirst = 0;
    std::int64_t longest = 0;
    qint64 first = 0;
    for (const Recovery &recovery : m_recoveries) {
        longest = std::max(longest, recovery.ms);
        longestFirst = recovery.first ? std::max(longestFirst, recovery.ms) : longestFirst;
        first += recovery.first ? 1 : 0;
    }
    const auto detection = std::ranges::max_element(m_detections);
    QJsonArray failed;
    for (const quint64 seed : m_failed) {
        failed.append(QString::number(seed));
    }
    const auto number = [](std::uint64_t n) { return qint64(n); };
    return {
        {u"runs"_s, m_runs},
        {u"childRuns"_s, m_childRuns},
        {u"tls"_s, m_tls},
        {u"sent"_s, number(m_counts.sent)},
        {u"applied"_s, number(m_counts.applied)},
        {u"lost"_s, number(m_counts.lost)},
        {u"duplicated"_s, number(m_counts.duplicated)},
        {u"reordered"_s, number(m_counts.reordered)},
        {u"altered"_s, number(m_counts.altered)},
        {u"gaps"_s, number(m_counts.gaps)},
        {u"gapsUnreported"_s, number(m_counts.gapsUnreported)},
        {u"gapsWronglyReported"_s, number(m_counts.gapsWronglyReported)},
        {u"brokenPromises"_s, m_brokenPromises},
        {u"detections"_s, qint64(m_detections.size())},
        {u"longestDetectionMs"_s, detection == m_detections.end() ? 0 : qint64(*detection)},
        {u"firstRetries"_s, first},
        {u"longestFirstRetryMs"_s, qint64(longestFirst)},
        {u"firstRetriesWithin1s"_s, shareInTime()},
        {u"recoveries"_s, qint64(m_recoveries.size())},
        {u"longestRecoveryMs"_s, qint64(longest)},
        {u"memoryPeakMb"_s, std::round(std::max(m_firstPeakMb, m_secondPeakMb))},
        {u"memoryGrowthMb"_s, std::round(10 * std::max(0.0, m_secondPeakMb - m_firstPeakMb)) / 10},
        {u"seed"_s, QString::number(m_seed)},
        {u"failedSeeds"_s, failed},
        {u"kept"_s, kept()},
    };
}

} // namespace sightglass::fault
