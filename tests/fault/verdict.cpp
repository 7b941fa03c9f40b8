#include "verdict.h"

#include <cmath>

namespace sightglass::fault {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype toldFaults = 8;

bool same(const std::vector<double> &a, const std::vector<double> &b)
{
    return std::ranges::equal(
        a, b, [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

// One channel on its way through the list of what was said on it.
class Walk
{
public:
    Walk(QString channel, const std::vector<Said> &said, int retainMs, Verdict &verdict)
        : m_channel(std::move(channel))
        , m_said(said)
        , m_retainUs(std::int64_t(retainMs) * 1000)
        , m_verdict(verdict)
        , m_seen(said.size(), false)
    {
    }

    void step(const Got &got, std::ptrdiff_t at)
    {
        Counts &counts = m_verdict.counts;
        ++counts.applied;
        if (at < 0) {
            fault(counts.altered, got, u"was never said"_s);
            return;
        }
        const auto here = std::size_t(at);
        if (!same(got.values, m_said[here].values)) {
            fault(counts.altered, got, u"has other values than were said"_s);
        }
        if (m_seen[here]) {
            fault(counts.duplicated, got, u"was applied before"_s);
            return;
        }
        m_seen[here] = true;
        if (at < m_last) {
            fault(counts.reordered, got, u"came after a later one"_s);
            return;
        }
        edge(got, here);
        m_last = at;
    }

    void finish(std::int64_t untilUs, int life)
    {
        std::uint64_t missing = 0;
        for (auto i = std::size_t(m_last + 1); i < m_said.size(); ++i) {
            const Said &said = m_said[i];
            const bool kept = said.life == life && said.forgottenUs == 0;
            missing += kept && said.timeUs <= untilUs ? 1 : 0;
        }
        if (missing > 0) {
            m_verdict.counts.lost += missing;
            tell(u"%1: the last %2 never came"_s.arg(m_channel).arg(missing));
        }
    }

private:
    void tell(const QString &text)
    {
        if (m_verdict.faults.size() < toldFaults) {
            m_verdict.faults << text;
        }
    }
    void fault(std::uint64_t &count, const Got &got, const QString &what)
    {
        ++count;
        tell(u"%1 at %2: %3"_s.arg(m_channel).arg(got.timeUs).arg(what));
    }
    // Whether the server still had it when the client came back for it.
    bool had(const Said &said, const Got &got, bool afresh) const
    {
        // To whoever comes afresh it tells its history, by age; else what it kept, by number.
        const bool old = afresh && said.timeUs < got.takenUs - m_retainUs;
        return !old && (said.forgottenUs == 0 || said.forgottenUs > got.takenUs);
    }
    void edge(const Got &got, std::size_t here)
    {
        const bool first = m_last < 0;
        const Said &now = m_said[here];
        const bool reborn = !first && m_said[std::size_t(m_last)].life != now.life;
        std::uint64_t missed = 0;
        for (auto i = here; i-- > std::size_t(m_last + 1);) {
            if (m_said[i].life != now.life) {
                break; // what an earlier life said last is gone with it
            }
            ++missed;
            if (had(m_said[i], got, first || reborn)) {
                fault(m_verdict.counts.lost, got,
                      u"%1 was lost before it, which the server had"_s.arg(m_said[i].seq));
            }
        }
        if (first) {
            return; // a hole needs two edges
        }
        hole(got, m_said[std::size_t(m_last)].timeUs, reborn ? 0 : missed, reborn || missed > 0);
    }
    void hole(const Got &got, std::int64_t fromUs, std::uint64_t missed, bool real)
    {
        if (!real && got.hole) {
            fault(m_verdict.counts.gapsWronglyReported, got, u"a hole that is none"_s);
        } else if (real && !got.hole) {
            fault(m_verdict.counts.gapsUnreported, got,
                  u"a hole of %1 that nobody speaks of"_s.arg(missed));
        } else if (real) {
            ++m_verdict.counts.gaps;
            const LostTime &told = *got.hole;
            if (told.fromUs != fromUs || told.toUs != got.timeUs || told.missed != missed) {
                fault(m_verdict.counts.gapsWronglyReported, got,
                      u"the hole before is %1 to %2 with %3 missing, told as %4 to %5 with %6"_s
                          .arg(fromUs)
                          .arg(got.timeUs)
                          .arg(missed)
                          .arg(told.fromUs)
                          .arg(told.toUs)
                          .arg(told.missed));
            }
        }
    }

    QString m_channel;
    const std::vector<Said> &m_said;
    std::int64_t m_retainUs;
    Verdict &m_verdict;
    std::vector<bool> m_seen;
    std::ptrdiff_t m_last = -1;
};

} // namespace

void Counts::add(const Counts &other)
{
    sent += other.sent;
    applied += other.applied;
    lost += other.lost;
    duplicated += other.duplicated;
    reordered += other.reordered;
    altered += other.altered;
    gaps += other.gaps;
    gapsUnreported += other.gapsUnreported;
    gapsWronglyReported += other.gapsWronglyReported;
}

Verdict judge(const Sent &sent, const Channels &received, std::int64_t untilUs, int retainMs)
{
    Verdict verdict;
    verdict.counts.sent = sent.count();
    for (auto it = sent.channels().begin(); it != sent.channels().end(); ++it) {
        Walk walk(it.key(), it.value(), retainMs, verdict);
        for (const Got &got : received.value(it.key())) {
            walk.step(got, sent.find(it.key(), got.timeUs, got.values));
        }
        walk.finish(untilUs, sent.life());
    }
    for (auto it = received.begin(); it != received.end(); ++it) {
        if (!sent.channels().contains(it.key())) {
            ++verdict.counts.altered;
            verdict.faults << u"there never was a channel %1"_s.arg(it.key());
        }
    }
    return verdict;
}

} // namespace sightglass::fault
