// A stretch of time of a channel that is lost for good, and why; and what becomes of many of them.
//
// Values and pure functions; times are microseconds. Where there are too many, neighbours are
// joined: time that was lost stays lost, and what was measured between them lies inside of the
// whole.
#pragma once

#include "wire/batch.h"

#include <vector>

namespace sightglass {

struct Hole
{
    std::int64_t fromUs = 0;
    std::int64_t toUs = 0;
    std::uint64_t missed = 0; // as far as they were counted
    LostTime::Reason reason = LostTime::Reason::ServerForgot;
    bool mixed = false;     // for other reasons, too
    std::uint32_t gaps = 1; // that it is made of; if there are several, samples may lie in it
};

bool isEarlier(const Hole &a, const Hole &b);
// No time if they meet or lie over each other; `after` begins last.
std::uint64_t timeBetween(const Hole &before, const Hole &after);
void join(Hole &hole, const Hole &other);
// Joins those nearest to each other, until there are `most`; then they are in the order of time.
void joinNearest(std::vector<Hole> &holes, std::size_t most);

} // namespace sightglass
