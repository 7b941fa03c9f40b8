// What the end of a connection, or of an attempt at one, means: why it came, whether trying again
// can help, and the sentence for a person. A value; who decides it says so.
#pragma once

#include <QString>

#include <cstdint>

namespace sightglass {

enum class EndReason : std::uint8_t {
    Lost,        // the line broke without a word
    Silent,      // nothing was heard for too long
    Closed,      // the server closed it
    Goodbye,     // and said so before
    Refused,     // the server answered, and would not have us
    Unreachable, // no way there: name, route, nobody listens
    NoAnswer,    // none within the time there is for one
    NoToken,     // there was none to show
    Certificate, // who answers cannot prove to be the server
    Unreadable,  // too many frames in a row that make no sense
    Setup,       // the request itself cannot be made
};
inline constexpr std::size_t endReasons = std::size_t(EndReason::Setup) + 1;

struct Ending
{
    bool final = false;
    std::int64_t retryAfterMs = 0; // at the least; 0: the usual backoff
    QString text = {};
    bool credentials = false; // a fresh token may be accepted
    EndReason reason = EndReason::Lost;
};

} // namespace sightglass
