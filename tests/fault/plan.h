// What goes wrong in one run, and when: drawn from a seed, the same on every machine.
//
// Pure values. Times are milliseconds of the real clock: nothing is scaled, the program's own
// constants hold.
#pragma once

#include <QStringList>

#include <cstdint>
#include <vector>

namespace sightglass::fault {

// How a line treats the bytes that it does let through.
struct Manner
{
    int delayMs = 0;
    int mergeMs = 0;        // what comes within it leaves at once
    int splitBytes = 0;     // nothing larger leaves at once; 0: as it came
    int bytesPerSecond = 0; // 0: as fast as it can
};

enum class Kind : std::uint8_t {
    Fin,       // the line ends
    Rst,       // the line is reset
    Truncate,  // the line ends in the middle of a frame, `amount` bytes from now
    Stutter,   // it ends now, and the next `times` ones after some bytes each
    HalfFrame, // the server says half a frame and leaves
    Hold,      // nothing passes for a while, then all of it does
    Void,      // what is sent vanishes, either way; the line stays
    Freeze,    // nobody reads, writes or accepts
    Down,      // nobody listens for a while; the server remembers
    Forget,    // the server starts anew and has forgotten
    Refuse,    // HTTP answers with `code` instead of the upgrade
    Close,     // the server closes with `code`
    Bye,       // the server says goodbye
    Move,      // the server's name means another address
    Rough,     // another manner from now on
    Stop,      // SIGSTOP to the server's process, then SIGCONT
    Kill,      // SIGKILL to it, then another one
};

struct Step
{
    int afterMs = 0; // after the recovery from the step before
    Kind kind = Kind::Fin;
    int holdMs = 0; // until it is well again
    int code = 0;
    int amount = 0;
    int times = 1;         // how many attempts are refused, or end early
    int retryAfterMs = -1; // what the server asks for; -1: nothing
    bool final = false;    // of Bye
    bool byReset = false;  // of Truncate
    Manner manner;         // of Rough
    QString describe() const;
};

struct Plan
{
    std::uint64_t seed = 0;
    bool child = false; // a real `sightglass serve` in its own process
    bool json = false;  // else MessagePack
    int retainMs = 120'000;
    Manner manner;
    std::vector<Step> steps;

    QString describe() const;
};

// What this machine allows: what it does not is drawn all the same, and replaced.
struct Allowed
{
    bool child = false;
    bool move = false;
};

Plan planOf(std::uint64_t seed, const Allowed &allowed);

// By resources/protocol/README.md, "Limits and how it ends": does the client stop?
bool isFinal(const Step &step);

} // namespace sightglass::fault
