// Alarms and other events, and what people answer to them.
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace sightglass {

enum class Severity : std::uint8_t { Info, Warning, Critical };
enum class EventState : std::uint8_t { Raised, Cleared, Info };

struct Event
{
    QString channel;
    std::uint64_t seq = 0;
    QString key; // same key, same alarm
    EventState state = EventState::Info;
    Severity severity = Severity::Info;
    QString title;
    QString body;
    std::int64_t timeUs = 0;
    QString source;
    QMap<QString, QString> labels;
    QStringList actions;
};

struct Ack
{
    QString id;
    QString key;
    QString action;
    QString comment;
};

struct Done
{
    QString id;
};

} // namespace sightglass
