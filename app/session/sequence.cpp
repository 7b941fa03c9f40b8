#include "session/sequence.h"

namespace sightglass {

Sequence::Verdict Sequence::accept(std::uint64_t number, std::uint64_t *missed)
{
    if (number <= m_last) {
        return Verdict::Duplicate;
    }
    const std::uint64_t skipped = number - m_last - 1;
    m_last = number;
    if (missed) {
        *missed = skipped;
    }
    return skipped == 0 ? Verdict::Next : Verdict::Gap;
}

std::uint64_t Sequence::skipTo(std::uint64_t number)
{
    if (number <= m_last) {
        return 0;
    }
    const std::uint64_t skipped = number - m_last;
    m_last = number;
    return skipped;
}

} // namespace sightglass
