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
    known.severity = severity;
    known.title = title;
    known.body = body;
    replace(position, std::move(known));
}

void NotificationModel::story(const LinkStory &story)
{
    m_nowUs = std::max(m_nowUs, story.timeUs);
    switch (story.kind) {
    case LinkStory::Kind::Lost:
        settleMissed();
        m_outage = {};
        m_outage.lostUs = story.timeUs;
        ++m_outages;
        m_replaying = true;
        raiseLink(u"warning"_s, tr("Connection lost"), lostBody(story.text), story.timeUs);
        break;
    case LinkStory::Kind::Resumed:
    case LinkStory::Kind::Restarted:
        m_outage.backUs = story.timeUs;
        m_outage.downMs = story.downMs;
        m_outage.replayed = story.replayed;
        if (story.kind == LinkStory::Kind::Resumed) {
            m_settleUs = m_nowUs + stragglersUs;
        } else if (!std::exchange(m_outage.restarted, true)) {
            doubtAlarms(story.timeUs);
        }
        describeOutage(story.timeUs);
        break;
    case LinkStory::Kind::Refused:
        raiseLink(u"critical"_s, tr("The server refused the connection"), refusedBody(story.text),
                  story.timeUs);
        break;
    case LinkStory::Kind::LimitReached:
    case LinkStory::Kind::BadFrames: {
        const bool limit = story.kind == LinkStory::Kind::LimitReached;
        Entry entry;
        entry.key = limit ? u"sightglass:limit"_s : u"sightglass:frames"_s;
        entry.severity = u"warning"_s;
        entry.title = limit ? tr("A limit is reached") : tr("Messages could not be read");
        entry.body = limit ? story.text : badFramesBody(story.text);
        entry.timeUs = story.timeUs;
        entry.earlierSince = m_nowUs;
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
        entry.stateText = tr("The server restarted; whether this goes on is not known");
        entry.timeUs = timeUs;
        entry.earlierSince = m_nowUs;
        replace(position, std::move(entry), true);
    }
}

// The outage is over: its entry says what became of it, and again when more turns out to be lost.
void NotificationModel::describeOutage(std::int64_t timeUs)
{
    int position = find(linkKey);
    if (position < 0) {
        return;
    }
    if (m_entries.at(std::size_t(position)).active) {
        clear(position, timeUs, {});
        position = find(linkKey);
    }
    Entry entry = m_entries.at(std::size_t(position));
    entry.title = outageTitle(m_outage);
    entry.body = outageBody(m_outage);
    entry.stateText = m_outage.lostUs > 0 ? outageState(m_outage) : QString();
    entry.cleared = m_outage.missed == 0 && m_outage.unknownStretches == 0 && !m_outage.restarted;
    replace(position, std::move(entry));
}

void NotificationModel::lost(const LostTime &lost, std::int64_t nowUs)
{
    m_nowUs = nowUs;
    if (lost.reason != LostTime::Reason::Skipped && m_outage.lostUs > 0) {
        m_outage.missed += lost.missed;
        m_outage.unknownStretches += lost.missed == 0 ? 1 : 0;
        if (m_outage.backUs > 0) {
            describeOutage(nowUs);
        }
    }
    if (lost.missed == 0 && m_outage.lostUs > 0) {
        uncountedGap(lost);
        return;
    }
    Entry entry;
    entry.key = u"sightglass:gap:"_s + lost.channel;
    entry.severity = u"warning"_s;
    entry.title = gapTitle(lost);
    entry.body = gapBody(lost);
    entry.timeUs = lost.toUs > 0 ? lost.toUs : nowUs;
    entry.earlierSince = nowUs;
    put(std::move(entry));
}

// One outage is one entry, however many channels it tore.
void NotificationModel::uncountedGap(const LostTime &lost)
{
    const bool first = m_outage.gapChannels.isEmpty();
    m_outage.gapChannels.append(lost.channel);
    m_outage.gapFromUs = first ? lost.fromUs : std::min(m_outage.gapFromUs, lost.fromUs);
    m_outage.gapToUs = std::max(m_outage.gapToUs, lost.toUs);
    LostTime whole = lost;
    whole.fromUs = m_outage.gapFromUs;
    whole.toUs = m_outage.gapToUs;
    Entry entry;
    entry.key = u"sightglass:gap"_s;
    entry.severity = u"warning"_s;
    entry.title = uncountedGapTitle(m_outage);
    entry.body = gapBody(whole);
    entry.timeUs = whole.toUs;
    entry.earlierSince = m_nowUs;
    const int position = find(entry.key);
    if (first || position < 0) {
        put(std::move(entry));
        return;
    }
    Entry known = m_entries.at(std::size_t(position));
    known.title = entry.title;
    known.body = entry.body;
    replace(position, std::move(known));
}

// The stories tell of a link that was live once; this also sees one that never came up.
void NotificationModel::link(const LinkStatus &status, std::int64_t nowUs)
{
    m_nowUs = nowUs;
    const int position = find(linkKey);
    const bool raised = position >= 0 && m_entries.at(std::size_t(position)).active;
    const bool live = status.state == LinkState::Live;
    if (!live) {
        m_settleUs = 0;
    } else if (m_replaying && m_settleUs == 0) {
        m_settleUs = nowUs + toldUs;
    }
    if (live) {
        m_offsetUs = status.clockOffsetUs;
    }
    if (live && raised) {
        describeConnected(position);
    } else if (status.state == LinkState::Waiting && !raised) {
        raiseLink(u"warning"_s, tr("The server is not reachable"), unreachableBody(status.reason),
                  nowUs);
    } else if (status.state == LinkState::Idle && status.final) {
        raiseLink(u"critical"_s, tr("The server refused the connection"),
                  refusedBody(status.reason), nowUs);
    }
}

// What is over is told as what is over; the story of an outage says more when all has come.
void NotificationModel::describeConnected(int position)
{
    const std::int64_t sinceUs = m_entries.at(std::size_t(position)).timeUs;
    const QString down = formatDuration(m_nowUs - sinceUs);
    const bool again = m_outage.lostUs > 0;
    clear(position, m_nowUs,
          again ? tr("Lost at %1").arg(clockText(sinceUs, true))
                : tr("Not reachable since %1").arg(clockText(sinceUs, true)));
    Entry entry = m_entries.at(std::size_t(find(linkKey)));
    entry.title = again ? tr("Connected again after %1").arg(down)
                        : tr("Connected after %1").arg(down);
    entry.body.clear();
    replace(find(linkKey), std::move(entry));
}

} // namespace sightglass
