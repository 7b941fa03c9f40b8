// Desks for tests of the notifications: alarms as they come, and a link that goes down.
#pragma once

#include "deskbench.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

namespace sightglass::test {

inline constexpr std::int64_t minute = 60 * second;

inline QStringList titles(const NotificationModel *list)
{
    QStringList all;
    for (int row = 0; row < list->rowCount(); ++row) {
        all.append(at(list, row, NotificationModel::TitleRole).toString());
    }
    return all;
}

inline QString state(const NotificationModel *list, int row)
{
    return at(list, row, NotificationModel::StateTextRole).toString();
}

inline int ident(const NotificationModel *list, const QString &title)
{
    const int row = int(titles(list).indexOf(title));
    return row < 0 ? 0 : at(list, row, NotificationModel::IdentRole).toInt();
}

// An alarm as it comes, and the list it comes into under Qt's own tester.
struct Alarms : Bench
{
    NotificationModel *list = desk.notifications();
    QAbstractItemModelTester tester{list};
    QSignalSpy changes{list, &QAbstractItemModel::dataChanged};
    QSignalSpy counts{list, &NotificationModel::countsChanged};
    QSignalSpy resets{list, &QAbstractItemModel::modelReset};
    QSignalSpy said{list, &NotificationModel::alarmed};

    void raise(const QString &key, Severity severity = Severity::Critical)
    {
        Event event = raised(key, severity);
        event.timeUs = now;
        say(event);
    }
    void clear(const QString &key)
    {
        Event event = raised(key);
        event.state = EventState::Cleared;
        event.timeUs = now;
        say(event);
    }
    void say(const Event &event)
    {
        Batch batch;
        batch.note(event);
        give(batch);
    }
    void pass(std::int64_t us)
    {
        passes(us);
        list->tick(now);
    }
};
// A link that goes down and comes back, with what happened meanwhile.
struct Offline : Bench
{
    NotificationModel *list = desk.notifications();
    QAbstractItemModelTester tester{list};
    Batch batch;
    std::int64_t missedUs = 0;

    void raise(const QString &title, std::int64_t timeUs)
    {
        Event event = raised(title);
        event.timeUs = timeUs;
        batch.note(event);
    }
    void raiseAndClear(const QString &key, const QString &title, Severity severity)
    {
        Event event = raised(key, severity);
        event.title = title;
        event.timeUs = missedUs;
        batch.note(event);
        event.state = EventState::Cleared;
        event.timeUs += second;
        batch.note(event);
    }
    void flushed() { give(batch); }
    void lose()
    {
        batch.note(LinkStory{LinkStory::Kind::Lost, now, 0, 0, u"Connection reset."_s});
        flushed();
        show(LinkState::Waiting, u"Connection reset."_s);
        missedUs = now + second;
        passes(31 * second);
    }
    void resume()
    {
        live();
        batch.note(LinkStory{LinkStory::Kind::Resumed, now, 31'000, 40, {}});
        flushed();
    }
    void pass(std::int64_t us)
    {
        passes(us);
        list->tick(now);
    }
};

} // namespace sightglass::test
