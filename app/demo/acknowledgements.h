// The answers a server gave to commands, so that one that comes again is answered again and not
// followed again. Bounded: the oldest are forgotten, thousands later. Pure.
#pragma once

#include "wire/message.h"

#include <QHash>

#include <deque>

namespace sightglass {

class Acknowledgements
{
public:
    static constexpr std::size_t remembered = 10'000;
    static constexpr qsizetype longestId = 128; // characters; ids of any length would be memory
    static constexpr qsizetype longestComment = 1'000;

    // Done, or an error with the command's id. Follows it if it is new: `raised`, by key, are the
    // alarms there are; the one that is acknowledged has the label for it afterwards.
    Message answer(const Ack &ack, std::int64_t nowUs, QMap<QString, Event> &raised);
    // The alarm the last answer() changed, to be sent to everyone; null: none.
    const Event *changed() const { return m_changed ? &*m_changed : nullptr; }

private:
    Message follow(const Ack &ack, std::int64_t nowUs, QMap<QString, Event> &raised);

    QHash<QString, Message> m_answers; // by id
    std::deque<QString> m_order;
    std::optional<Event> m_changed;
};

} // namespace sightglass
