#include "models/notificationmodel.h"

#include "store/format.h"

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

const QString linkKey = u"sightglass:link"_s; // no server's key: those are prefixed on arrival

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
    const int row = find(linkKey);
    if (row < 0 || !m_entries.at(std::size_t(row)).active) {
        put(std::move(entry));
        return;
    }
    // Still the same outage: a further failed attempt is not a further loss.
    Entry &known = m_entries.at(std::size_t(row));
    if (known.body == body && known.title == title && known.severity == severity) {
        return;
    }
    known.severity = severity;
    known.title = title;
    known.body = body;
    touch(row);
}

void NotificationModel::story(const LinkStory &story)
{
    m_nowUs = story.timeUs;
    const QString kept = tr("What was received stays; Sightglass reconnects by itself.");
    switch (story.kind) {
    case LinkStory::Kind::Lost:
        m_outage = {};
        m_outage.lostUs = story.timeUs;
        raiseLink(u"warning"_s, tr("Connection lost"),
                  story.text.isEmpty() ? kept : story.text + u' ' + kept, story.timeUs);
        break;
    case LinkStory::Kind::Resumed:
    case LinkStory::Kind::Restarted:
        m_outage.backUs = story.timeUs;
        m_outage.downMs = story.downMs;
        m_outage.replayed = story.replayed;
        if (story.kind == LinkStory::Kind::Restarted && !std::exchange(m_outage.restarted, true)) {
            doubtAlarms(story.timeUs);
        }
        describeOutage(story.timeUs);
        break;
    case LinkStory::Kind::Refused:
        raiseLink(u"critical"_s, tr("The server refused the connection"), story.text, story.timeUs);
        break;
    case LinkStory::Kind::LimitReached:
    case LinkStory::Kind::BadFrames: {
        const bool limit = story.kind == LinkStory::Kind::LimitReached;
        Entry entry;
        entry.key = limit ? u"sightglass:limit"_s : u"sightglass:frames"_s;
        entry.severity = u"warning"_s;
        entry.title = limit ? tr("A limit is reached") : tr("Messages could not be read");
        entry.body = story.text;
        entry.timeUs = story.timeUs;
        put(std::move(entry));
        break;
    }
    }
}

// The server forgot which alarms it had raised; what goes on it raises again.
void NotificationModel::doubtAlarms(std::int64_t timeUs)
{
    for (int row = m_active - 1; row >= 0; --row) {
        const Entry &entry = m_entries.at(std::size_t(row));
        if (entry.key.startsWith(u"event:")) {
            clear(row, timeUs, tr("The server restarted; whether this goes on is not known"));
        }
    }
}

// The outage is over: its entry says what became of it, and again when more turns out to be lost.
void NotificationModel::describeOutage(std::int64_t timeUs)
{
    int row = find(linkKey);
    if (row < 0) {
        return;
    }
    if (m_entries.at(std::size_t(row)).active) {
        clear(row, timeUs, {});
        row = m_active;
    }
    Entry &entry = m_entries.at(std::size_t(row));
    entry.title = outageTitle(m_outage);
    entry.body = outageBody(m_outage);
    entry.cleared = m_outage.missed == 0 && m_outage.unknownStretches == 0 && !m_outage.restarted;
    touch(row);
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
    const int row = find(entry.key);
    if (first || row < 0) {
        put(std::move(entry));
        return;
    }
    Entry &known = m_entries.at(std::size_t(row));
    known.title = entry.title;
    known.body = entry.body;
    touch(row);
}

// The stories tell of a link that was live once; this also sees one that never came up.
void NotificationModel::link(const LinkStatus &status, std::int64_t nowUs)
{
    m_nowUs = nowUs;
    const int row = find(linkKey);
    const bool raised = row >= 0 && m_entries.at(std::size_t(row)).active;
    if (status.state == LinkState::Live && raised) {
        const Entry &entry = m_entries.at(std::size_t(row));
        clear(row, nowUs, tr("Connected after %1").arg(formatDuration(nowUs - entry.timeUs)));
    } else if (status.state == LinkState::Waiting && !raised) {
        raiseLink(u"warning"_s, tr("The server is not reachable"),
                  status.reason + u' ' + tr("Sightglass keeps trying."), nowUs);
    } else if (status.state == LinkState::Idle && status.final) {
        raiseLink(u"critical"_s, tr("The server refused the connection"), status.reason, nowUs);
    }
}

} // namespace sightglass
