#include "models/notificationmodel.h"

#include "store/format.h"

#include <QDateTime>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestTitle = 1'000;
constexpr int longestBody = 8'000;
constexpr int mostTitles = 1'000;
constexpr int mostMinutes = 60 * 24 * 365;
constexpr std::int64_t minuteUs = 60'000'000;
constexpr std::int64_t freshUs = 2'000'000; // older than that has been waiting for us
constexpr int morningHour = 8;

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return u"info"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Critical:
        return u"critical"_s;
    }
    return u"info"_s;
}

} // namespace

void NotificationModel::put(Entry entry)
{
    const int position = entry.key.isEmpty() ? -1 : find(entry.key);
    if (position < 0) {
        insert(std::move(entry));
        return;
    }
    const Entry &known = m_entries.at(std::size_t(position));
    const bool again = entry.active && known.doubted; // it went on all the time
    const bool worse = severityWeight(entry.severity) > severityWeight(known.severity);
    const bool stays = known.active && entry.active; // a repeat does not jump about
    if ((stays || again) && !worse) {
        keepAcknowledgement(entry, known);
        entry.snoozedToUs = known.snoozedToUs;
    }
    entry.times = known.times + (again ? 0 : 1);
    replace(position, std::move(entry), !stays);
}

void NotificationModel::clear(int position, std::int64_t timeUs, const QString &stateText)
{
    Entry entry = m_entries.at(std::size_t(position));
    entry.active = false;
    entry.cleared = true;
    entry.stateText = stateText;
    entry.timeUs = timeUs;
    entry.earlierSince = m_clock.nowUs;
    // What began and ended while nobody could see it may stand behind a summary.
    entry.folded = m_replaying && entry.outage == m_outages;
    replace(position, std::move(entry), true);
}

void NotificationModel::acknowledge(int ident)
{
    const int position = findIdent(ident);
    if (position < 0 || !m_entries.at(std::size_t(position)).active) {
        return;
    }
    Entry entry = m_entries.at(std::size_t(position));
    acknowledgeHere(entry);
    entry.snoozedToUs = 0;
    replace(position, std::move(entry));
    sendAcknowledged();
}

void NotificationModel::acknowledgeAll()
{
    std::vector<int> idents;
    for (const Entry &entry : m_entries) {
        if (entry.part() <= Part::Quiet && !entry.acknowledged()) {
            idents.push_back(entry.ident);
        }
    }
    // From below, so that they keep their order.
    for (auto ident = idents.rbegin(); ident != idents.rend(); ++ident) {
        const int position = findIdent(*ident);
        Entry entry = m_entries.at(std::size_t(position));
        acknowledgeHere(entry);
        replace(position, std::move(entry));
    }
    sendAcknowledged();
}

void NotificationModel::snooze(int ident, int minutes)
{
    if (minutes > 0) {
        snoozeTo(ident, m_clock.nowUs + std::min(minutes, mostMinutes) * minuteUs);
    }
}

void NotificationModel::snoozeUntilMorning(int ident)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_clock.nowUs / 1000).date();
    snoozeTo(ident, QDateTime(today.addDays(1), QTime(morningHour, 0)).toMSecsSinceEpoch() * 1000);
}

void NotificationModel::snoozeTo(int ident, std::int64_t toUs)
{
    const int position = findIdent(ident);
    if (position < 0 || !m_entries.at(std::size_t(position)).active) {
        return;
    }
    Entry entry = m_entries.at(std::size_t(position));
    entry.snoozedToUs = toUs;
    entry.ackedUs = 0;
    entry.stateText.clear();
    replace(position, std::move(entry));
    flush();
}

void NotificationModel::wake(int ident)
{
    const int position = findIdent(ident);
    if (position >= 0 && m_entries.at(std::size_t(position)).snoozed()) {
        Entry entry = m_entries.at(std::size_t(position));
        entry.snoozedToUs = 0;
        replace(position, std::move(entry));
        flush();
    }
}

void NotificationModel::dismiss(int ident)
{
    const int position = findIdent(ident);
    if (position >= 0 && !m_entries.at(std::size_t(position)).active) {
        remove(position, position);
        flush();
    }
}

void NotificationModel::clearEarlier()
{
    if (earlier() > 0) {
        remove(count() - earlier(), count() - 1);
        flush();
    }
}

void NotificationModel::unfold(int ident)
{
    const int summary = findIdent(ident);
    if (summary < 0) {
        return;
    }
    const int outage = m_entries.at(std::size_t(summary)).outage;
    for (int position = 0; position < count(); ++position) {
        Entry entry = m_entries.at(std::size_t(position));
        if (entry.outage == outage && (entry.folded || entry.summary)) {
            entry.folded = entry.summary = false;
            replace(position, std::move(entry));
        }
    }
    flush();
}

void NotificationModel::event(const Event &event, std::int64_t nowUs, bool remote)
{
    m_clock.nowUs = nowUs;
    const std::int64_t timeUs = event.timeUs > 0 ? event.timeUs : nowUs + m_clock.offsetUs;
    const QString key = event.key.isEmpty() ? QString() : u"event:"_s + event.key;
    const int position = key.isEmpty() ? -1 : find(key);
    if (event.state == EventState::Cleared && position >= 0) {
        Entry known = m_entries.at(std::size_t(position));
        if (!event.title.isEmpty() || !event.body.isEmpty()) {
            known.title = event.title.isEmpty() ? known.title
                                                : shortened(event.title, longestTitle);
            known.body = event.body.isEmpty() ? known.body : shortened(event.body, longestBody);
            replace(position, known);
        }
        if (known.active) {
            clear(position, timeUs,
                  tr("Cleared after %1").arg(formatDuration(timeUs - known.timeUs)));
        }
        return;
    }
    const bool known = position >= 0 && m_entries.at(std::size_t(position)).active;
    Entry entry;
    entry.key = key;
    entry.severity = severityName(event.severity);
    entry.title = shortened(event.title, longestTitle);
    entry.body = shortened(event.body, longestBody);
    entry.details = detailsText(event);
    entry.timeUs = timeUs;
    entry.remote = remote;
    entry.active = event.state == EventState::Raised;
    entry.cleared = event.state == EventState::Cleared; // raised before we were there
    entry.earlierSince = nowUs;
    readAcknowledgement(event, entry);
    const bool doubted = position >= 0 && m_entries.at(std::size_t(position)).doubted;
    if (entry.active && doubted) { // before the restart as after it: nothing has just begun
        entry.timeUs = m_entries.at(std::size_t(position)).raisedUs;
        entry.details += u'\n'
                         + tr("The restarted server raised it again at %1")
                               .arg(clockText(timeUs, true));
    }
    if (entry.active && known) {
        entry.timeUs = m_entries.at(std::size_t(position)).timeUs; // raised is raised, since then
        entry.outage = m_entries.at(std::size_t(position)).outage;
    } else if (replayed(timeUs)) {
        miss(entry, position);
    }
    mark(entry);
    put(std::move(entry));
}

void NotificationModel::mark(const Entry &entry)
{
    const QVariantMap mark{{u"timeUs"_s, double(entry.timeUs)}, {u"severity"_s, entry.severity}};
    if (entry.active && !m_marks.contains(mark)) {
        m_marks.append(mark);
        m_marks.remove(0, std::max<qsizetype>(0, m_marks.size() - mostMarks));
    }
}

bool NotificationModel::replayed(std::int64_t timeUs) const
{
    return m_replaying && timeUs < m_clock.nowUs + m_clock.offsetUs - freshUs;
}

void NotificationModel::miss(Entry &entry, int position)
{
    if (position >= 0 && m_entries.at(std::size_t(position)).doubted) {
        return; // known before
    }
    entry.outage = m_outages;
    entry.folded = !entry.active;
    if (entry.cleared) {
        return; // an end, of what was counted or never seen
    }
    ++m_missed.all;
    m_missed.critical += severityWeight(entry.severity) > 1 ? 1 : 0;
    if (m_missed.titles.size() < mostTitles || m_missed.titles.contains(entry.title)) {
        ++m_missed.titles[entry.title];
    }
}

// All that was missed has come: few are shown as they are, many behind one entry.
void NotificationModel::settleMissed()
{
    m_settleUs = 0;
    if (!std::exchange(m_replaying, false)) {
        return;
    }
    setUnknownFrom(0); // if nobody says Resumed
    const Missed missed = std::exchange(m_missed, {});
    const auto ours = [this](const Entry &entry) { return entry.outage == m_outages; };
    const auto folded = [&ours](const Entry &entry) { return ours(entry) && entry.folded; };
    const auto active = [&ours](const Entry &entry) { return ours(entry) && entry.active; };
    if (std::count_if(m_entries.begin(), m_entries.end(), folded) > fewMissed) {
        Entry summary;
        summary.severity = u"info"_s;
        summary.title = missedTitle(missed);
        summary.body = missedBody(missed,
                                  int(std::count_if(m_entries.begin(), m_entries.end(), active)));
        summary.timeUs = m_clock.nowUs + m_clock.offsetUs;
        summary.earlierSince = m_clock.nowUs;
        summary.outage = m_outages;
        summary.summary = true;
        insert(std::move(summary));
        return;
    }
    for (int position = 0; position < count(); ++position) {
        Entry entry = m_entries.at(std::size_t(position));
        if (folded(entry)) {
            entry.folded = false;
            replace(position, std::move(entry));
        }
    }
}

void NotificationModel::tick(std::int64_t nowUs)
{
    m_clock.nowUs = nowUs;
    if (m_settleUs > 0 && nowUs >= m_settleUs) {
        settleMissed();
    }
    for (int position = count() - earlier() - snoozed(); position < count() - earlier();) {
        Entry entry = m_entries.at(std::size_t(position));
        const bool over = entry.snoozedToUs <= nowUs;
        if (over) {
            entry.snoozedToUs = 0;
            entry.stateText = tr("Back from snooze");
            replace(position, std::move(entry));
        }
        ++position; // what came back went up: the next one stands where it was to stand
    }
    age();
    expire();
    flush();
}

} // namespace sightglass
