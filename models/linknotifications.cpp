#include "models/notificationmodel.h"

#include "store/format.h"

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

const QString linkKey = u"sightglass:link"_s;    // no server's key: those are prefixed on arrival
constexpr std::int64_t stragglersUs = 2'000'000; // channels do not catch up at the same time
constexpr std::int64_t toldUs = 12'000'000;      // if nobody says Resumed

} // namespace

// The link's own story: lost, resumed, restarted, torn.

void NotificationModel::raiseLink(const QString &severity, const QString &title,
                                  const QString &body, std::int64_t timeUs)
{
    Entry entry;
    entry.key = linkKey;
    entry.severity = severity;
    entry.title = title;
    entry.body = body;
    entry.timeUs = timeUs;
    entry.active = true;
    entry.link = true;
    const int position = find(linkKey);
    if (position < 0 || !m_entries.at(std::size_t(position)).active) {
        put(std::move(entry));
        return;
    }
    // Still the same outage: a further failed attempt is not a further loss.
    Entry known = m_entries.at(std::size_t(position));
    if (known.body == body && known.title == title && known.severity == severity) {
        return;
    }
    if (severityWeight(severity) > severityWeight(known.severity)) {
        known.ackedUs = known.snoozedToUs = 0;
    }
    known.timeUs = std::min(known.timeUs, timeUs);
    known.severity = severity;
    known.title = title;
    known.body = body;
    replace(position, std::move(known));
}

void NotificationModel::story(const LinkStory &story)
{
    m_clock.nowUs = std::max(m_clock.nowUs, story.timeUs);
    const std::int64_t timeUs = story.timeUs + m_clock.offsetUs;
    switch (story.kind) {
    case LinkStory::Kind::Lost:
        settleMissed();
        m_outage = {};
        m_outage.silence.fromUs = story.silence.fromUs > 0 ? story.silence.fromUs : timeUs;
        ++m_outages;
        m_replaying = true;
        setUnknownFrom(m_outage.silence.fromUs);
        raiseLink(u"warning"_s, tr("Connection lost"), lostBody(story.text),
                  m_outage.silence.fromUs);
        break;
    case LinkStory::Kind::Resumed:
    case LinkStory::Kind::Restarted:
        m_outage.silence.toUs = story.silence.toUs > 0 ? story.silence.toUs : timeUs;
        if (!m_outage.known()) { // forgot all it knew while we were connected
            m_outage.silence.fromUs = m_outage.silence.toUs;
        }
        m_outage.channels = story.channels;
        if (story.kind == LinkStory::Kind::Resumed) {
            m_outage.replayed = story.replayed;
            m_settleUs = m_clock.nowUs + stragglersUs;
            setUnknownFrom(0);
        } else {
            m_outage.tornChannels.insert(story.text);
            if (!std::exchange(m_outage.restarted, true)) {
                doubtAlarms(timeUs);
            }
        }
        describeOutage();
        break;
    case LinkStory::Kind::Refused:
        raiseLink(u"critical"_s, tr("The server refused the connection"), refusedBody(story.text),
                  timeUs);
        break;
    case LinkStory::Kind::LimitReached:
    case LinkStory::Kind::BadFrames: {
        const bool limit = story.kind == LinkStory::Kind::LimitReached;
        Entry entry;
        entry.key = limit ? u"sightglass:limit"_s : u"sightglass:frames"_s;
        entry.severity = u"warning"_s;
        entry.title = limit ? tr("A limit is reached") : tr("Messages could not be read");
        entry.body = limit ? story.text : badFramesBody(story.text);
        entry.timeUs = timeUs;
        entry.earlierSince = m_clock.nowUs;
        put(std::move(entry));
        break;
    }
    }
}

// The server forgot which alarms it had raised; what goes on it raises again.
void NotificationModel::doubtAlarms(std::int64_t timeUs)
{
    std::vector<int> doubted;
    for (const Entry &entry : m_entries) {
        if (entry.active && entry.key.startsWith(u"event:")) {
            doubted.push_back(entry.ident);
        }
    }
    for (auto ident = doubted.rbegin(); ident != doubted.rend(); ++ident) {
        const int position = findIdent(*ident);
        Entry entry = m_entries.at(std::size_t(position));
        entry.active = false;
        entry.doubted = true;
        entry.raisedUs = entry.timeUs;
        entry.stateText = tr("The server restarted; whether this goes on is not known");
        entry.timeUs = timeUs;
        entry.earlierSince = m_clock.nowUs;
        replace(position, std::move(entry), true);
    }
}

// The outage is over: its entry says what became of it, and again when more turns out to be lost.
void NotificationModel::describeOutage()
{
    int position = find(linkKey);
    if (position < 0 && m_outage.known() && !m_outage.tornChannels.isEmpty()) {
        Entry entry; // dismissed, but there is more to tell
        entry.key = linkKey;
        entry.severity = u"warning"_s;
        entry.link = true;
        entry.earlierSince = m_clock.nowUs;
        insert(std::move(entry));
        position = find(linkKey);
    }
    if (position < 0) {
        return;
    }
    if (m_entries.at(std::size_t(position)).active) {
        clear(position, m_outage.silence.toUs, {});
        position = find(linkKey);
    }
    Entry entry = m_entries.at(std::size_t(position));
    entry.title = outageTitle(m_outage);
    entry.body = outageBody(m_outage);
    entry.timeUs = m_outage.silence.toUs;
    entry.stateText = m_outage.known() ? outageState(m_outage) : QString();
    entry.cleared = m_outage.tornChannels.isEmpty() && !m_outage.restarted;
    replace(position, std::move(entry));
}

// Not of it: what was skipped while connected, and what was lost after it was over.
bool NotificationModel::ofOutage(const LostTime &lost) const
{
    return lost.reason != LostTime::Reason::Skipped && m_outage.known()
           && (!m_outage.over() || lost.fromUs <= m_outage.silence.toUs);
}

void NotificationModel::lost(const LostTime &lost, std::int64_t nowUs)
{
    m_clock.nowUs = nowUs;
    const TimeBounds gap = lost.bounds();
    if (!ofOutage(lost)) {
        Entry entry;
        entry.key = u"sightglass:gap:"_s + lost.channel;
        entry.severity = u"warning"_s;
        entry.title = gapTitle(lost);
        entry.body = gapBody(lost);
        entry.timeUs = gap.toUs > 0 ? gap.toUs : nowUs + m_clock.offsetUs;
        entry.earlierSince = nowUs;
        put(std::move(entry));
        return;
    }
    Outage &outage = m_outage;
    outage.missed += lost.missed;
    outage.unknownStretches += lost.missed == 0 ? 1 : 0;
    outage.reason = std::max(outage.reason, lost.reason);
    outage.tornChannels.insert(lost.channel);
    outage.torn.fromUs = outage.torn.toUs == 0 ? gap.fromUs
                                               : std::min(outage.torn.fromUs, gap.fromUs);
    outage.torn.toUs = std::max(outage.torn.toUs, gap.toUs);
    if (outage.over()) {
        outage.silence.toUs = lost.silence.toUs > 0 ? lost.silence.toUs : outage.silence.toUs;
        describeOutage();
    }
}

// The stories tell of a link that was live once; this also sees one that never came up.
void NotificationModel::link(const LinkStatus &status, std::int64_t nowUs)
{
    m_clock.nowUs = nowUs;
    const int position = find(linkKey);
    const bool raised = position >= 0 && m_entries.at(std::size_t(position)).active;
    if (status.state == LinkState::Live) {
        m_clock.offsetUs = status.clockOffsetUs;
        if (m_replaying && m_settleUs == 0) {
            m_settleUs = nowUs + toldUs;
        }
        if (!m_replaying) {
            setUnknownFrom(0);
        }
        if (raised) {
            describeConnected(position, status.silence.toUs);
        }
        return;
    }
    m_settleUs = 0;
    const bool wasLive = status.silence.fromUs > 0;
    const std::int64_t sinceUs = wasLive ? status.silence.fromUs : nowUs + m_clock.offsetUs;
    if (m_clock.unknownFromUs == 0) {
        setUnknownFrom(sinceUs);
    }
    if (status.state == LinkState::Waiting && !raised) {
        raiseLink(u"warning"_s, wasLive ? tr("Connection lost") : tr("The server is not reachable"),
                  wasLive ? lostBody(status.reason) : unreachableBody(status.reason), sinceUs);
    } else if (status.state == LinkState::Idle && status.final) {
        raiseLink(u"critical"_s, tr("The server refused the connection"),
                  refusedBody(status.reason), sinceUs);
    }
}

// What is over is told as what is over; the story of an outage says more when all has come.
void NotificationModel::describeConnected(int position, std::int64_t backUs)
{
    Outage outage;
    outage.silence.fromUs = m_entries.at(std::size_t(position)).timeUs;
    outage.silence.toUs = backUs > 0 ? backUs : m_clock.nowUs + m_clock.offsetUs;
    const QString down = downText(outage.silence);
    const bool again = m_outage.known();
    clear(position, outage.silence.toUs,
          again ? outageState(outage)
                : tr("Not reachable since %1").arg(clockText(outage.silence.fromUs, true)));
    position = find(linkKey);
    Entry entry = m_entries.at(std::size_t(position));
    entry.title = again ? tr("Connected again after %1").arg(down)
                        : tr("Connected after %1").arg(down);
    entry.body.clear();
    replace(position, std::move(entry));
}

} // namespace sightglass
