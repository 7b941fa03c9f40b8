#include "models/notificationmodel.h"

#include <QUuid>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

const QString action = u"acknowledge"_s;    // resources/protocol/README.md, ack
const QString label = u"acknowledged"_s;    // of an alarm that somebody acknowledged
const QString eventPrefix = u"event:"_s;    // of what a server raised
const QString failedPrefix = u"command:"_s; // before the key of an alarm
constexpr qsizetype shownKey = 200;

QString bodyOf(const CommandStory &story)
{
    switch (story.kind) {
    case CommandStory::Kind::Refused:
        return NotificationModel::tr("“%1” Acknowledge the alarm again, or ask who runs the "
                                     "server.")
            .arg(story.text);
    case CommandStory::Kind::Expired:
        return NotificationModel::tr("%1 It is given up, and whether the server knows is not "
                                     "certain. Acknowledge the alarm again if it goes on.")
            .arg(story.text);
    default:
        return NotificationModel::tr("%1 Here it needs you again.").arg(story.text);
    }
}

} // namespace

// What is acknowledged here and known there: commands on their way, and what became of them.

void NotificationModel::acknowledgeHere(Entry &entry)
{
    entry.ackedUs = m_clock.nowUs;
    entry.acked = Entry::Acked::Here;
    if (entry.offersAck) {
        Ack ack;
        ack.id = entry.command = QUuid::createUuid().toString(QUuid::WithoutBraces);
        ack.key = entry.key.mid(eventPrefix.size());
        ack.action = action;
        entry.acked = Entry::Acked::Sent;
        m_toSend.push_back(std::move(ack));
    }
    entry.active = entry.active && !entry.key.startsWith(failedPrefix); // seen is all it asks for
}

void NotificationModel::sendAcknowledged()
{
    flush();
    if (!m_toSend.empty()) {
        Q_EMIT acknowledging(std::exchange(m_toSend, {}));
    }
}

void NotificationModel::readAcknowledgement(const Event &event, Entry &entry)
{
    entry.offersAck = entry.remote && entry.active && event.actions.contains(action);
    if (!entry.active) {
        return;
    }
    if (!event.labels.value(label).isEmpty()) {
        entry.ackedUs = m_clock.nowUs;
        entry.acked = Entry::Acked::There;
    } else if (const auto sent = m_waiting.constFind(event.key); sent != m_waiting.constEnd()) {
        entry.ackedUs = sent->timeUs;
        entry.acked = Entry::Acked::Sent;
        entry.command = sent->ack.id;
    }
}

// A repeat keeps what a person did; that the server knows, it says itself.
void NotificationModel::keepAcknowledgement(Entry &entry, const Entry &known) const
{
    if (known.acknowledged()) {
        const bool there = entry.acked == Entry::Acked::There
                           && known.acked != Entry::Acked::Confirmed && known.command.isEmpty();
        entry.ackedUs = known.ackedUs;
        entry.acked = there ? Entry::Acked::There : known.acked;
        entry.command = known.command;
    }
}

void NotificationModel::command(const CommandStory &story)
{
    m_clock.nowUs = std::max(m_clock.nowUs, story.timeUs);
    switch (story.kind) {
    case CommandStory::Kind::Waiting:
        m_waiting.insert(story.ack.key, story);
        if (const int position = find(eventPrefix + story.ack.key); position >= 0) {
            Entry entry = m_entries.at(std::size_t(position));
            entry.ackedUs = story.timeUs;
            entry.acked = Entry::Acked::Sent;
            entry.command = story.ack.id;
            replace(position, std::move(entry));
        }
        return;
    case CommandStory::Kind::NotKept: {
        Entry entry;
        entry.key = u"sightglass:archive"_s;
        entry.severity = u"warning"_s;
        entry.title = tr("Acknowledgements may not outlive the program");
        entry.body = story.text;
        entry.timeUs = story.timeUs + m_clock.offsetUs;
        entry.earlierSince = story.timeUs;
        put(std::move(entry));
        return;
    }
    case CommandStory::Kind::Done:
        m_waiting.remove(story.ack.key);
        commandDone(story);
        return;
    default:
        m_waiting.remove(story.ack.key);
        commandFailed(story);
        return;
    }
}

int NotificationModel::findCommand(const QString &id) const
{
    const auto at = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&id](const Entry &entry) { return entry.command == id; });
    return at == m_entries.end() ? -1 : int(at - m_entries.begin());
}

void NotificationModel::commandDone(const CommandStory &story)
{
    if (const int position = findCommand(story.ack.id); position >= 0) {
        Entry entry = m_entries.at(std::size_t(position));
        entry.acked = Entry::Acked::Confirmed;
        entry.command.clear();
        replace(position, std::move(entry));
    }
    const int failed = find(failedPrefix + story.ack.key);
    if (failed >= 0 && m_entries.at(std::size_t(failed)).active) {
        clear(failed, story.timeUs + m_clock.offsetUs, tr("The server has taken a later one"));
    }
}

void NotificationModel::commandFailed(const CommandStory &story)
{
    const int position = findCommand(story.ack.id);
    QString title = shortened(story.ack.key, shownKey);
    if (position >= 0) {
        Entry entry = m_entries.at(std::size_t(position));
        title = entry.title.isEmpty() ? title : entry.title;
        entry.ackedUs = 0;
        entry.command.clear();
        if (entry.active) {
            entry.stateText = story.kind == CommandStory::Kind::Refused ? tr("Refused")
                                                                        : tr("Not confirmed");
        }
        replace(position, std::move(entry));
    }
    Entry failed;
    failed.key = failedPrefix + story.ack.key;
    failed.severity = u"warning"_s;
    failed.title = story.kind == CommandStory::Kind::Refused
                       ? tr("Refused: acknowledging “%1”").arg(title)
                       : tr("Not acknowledged at the server: “%1”").arg(title);
    failed.body = bodyOf(story);
    failed.timeUs = story.timeUs + m_clock.offsetUs;
    failed.earlierSince = story.timeUs;
    failed.active = position < 0; // else it is the alarm itself that needs you, if it goes on
    put(std::move(failed));
}

} // namespace sightglass
