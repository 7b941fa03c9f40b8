// What a person should know: alarms of the server and the story of the link.
//
// Same key, same entry: repeats are counted, a clear ends it, a worse repeat needs you again. What
// was replayed after an outage and is already over stands behind one summary if it is much. The
// list's order, its filter and what it says when are NotificationList's. All times are the
// caller's; the story and snoozes end by tick().
#pragma once

#include "models/notificationlist.h"
#include "session/status.h"

#include <QVariantList>

namespace sightglass {

// The base by its full name: the tools that read QML know no other.
class NotificationModel : public sightglass::NotificationList
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    // When alarms were raised, for the overview: {timeUs, severity}, the newest ones, oldest first.
    Q_PROPERTY(QVariantList marks READ marks NOTIFY countsChanged)

public:
    static constexpr int mostMarks = 200;
    static constexpr int fewMissed = 5; // that many are shown as they are

    using NotificationList::NotificationList;

    QVariantList marks() const { return m_marks; }
    Q_INVOKABLE void acknowledge(int ident);
    Q_INVOKABLE void acknowledgeAll();
    Q_INVOKABLE void snooze(int ident, int minutes); // comes back by itself, and needs you again
    Q_INVOKABLE void snoozeUntilMorning(int ident);  // eight o'clock of tomorrow
    Q_INVOKABLE void wake(int ident);
    Q_INVOKABLE void dismiss(int ident); // an earlier one
    Q_INVOKABLE void clearEarlier();
    Q_INVOKABLE void unfold(int ident); // shows what the summary stands for

    // `remote`: from the link's server, not from this program.
    void event(const Event &event, std::int64_t nowUs, bool remote = true);
    void command(const CommandStory &story); // what became of an acknowledgement
    void lost(const LostTime &lost, std::int64_t nowUs);
    void story(const LinkStory &story);
    void link(const LinkStatus &status, std::int64_t nowUs);
    void tick(std::int64_t nowUs); // once a second: ages, snoozes that end

Q_SIGNALS:
    // Of alarms whose server wants to know; they have their ids.
    void acknowledging(const std::vector<sightglass::Ack> &acks);

private:
    // commandnotifications.cpp
    void acknowledgeHere(Entry &entry);
    void sendAcknowledged();
    void readAcknowledgement(const Event &event, Entry &entry);
    void keepAcknowledgement(Entry &entry, const Entry &known) const;
    int findCommand(const QString &id) const;
    void commandDone(const CommandStory &story);
    void commandFailed(const CommandStory &story);

    void mark(const Entry &entry);
    void put(Entry entry); // counts if the key is there
    void clear(int position, std::int64_t timeUs, const QString &stateText);
    void snoozeTo(int ident, std::int64_t toUs);
    bool replayed(std::int64_t timeUs) const;
    void miss(Entry &entry, int position); // counts it; `position`: of the same key, or -1
    void settleMissed();
    void doubtAlarms(std::int64_t timeUs);
    bool ofOutage(const LostTime &lost) const;
    void describeOutage();
    void describeConnected(int position, std::int64_t backUs);
    void raiseLink(const QString &severity, const QString &title, const QString &body,
                   std::int64_t timeUs);

    QVariantList m_marks;
    std::vector<Ack> m_toSend;
    QHash<QString, CommandStory> m_waiting; // of an earlier run, by the key of the alarm
    Outage m_outage;
    Missed m_missed;
    int m_outages = 0;
    std::int64_t m_settleUs = 0; // when all that was missed should have come; 0: not live yet
    bool m_replaying = false;    // from the loss until then
};

} // namespace sightglass
