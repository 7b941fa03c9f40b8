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

// What became of a command, for the person who gave it. It stands among what the server said, at
// the place in time where it happened; `text` is a sentence, the server's or ours.
struct CommandStory
{
    enum class Kind : std::uint8_t {
        Waiting, // of an earlier run of the program: still without an answer
        Done,
        Refused, // by the server, in its own words
        Unsent,  // it cannot be sent at all: no room, or no words for it
        Expired, // nobody answered for too long; whether it was followed is not known
        NotKept, // about the disk: until the program ends it waits all the same
    };
    Kind kind = Kind::Done;
    Ack ack;                 // empty if it is about all of them
    std::int64_t timeUs = 0; // when it happened; Waiting: when it was given
    QString text;
};

} // namespace sightglass
