// Asks the processor for a cache line that will be read soon. Never reads, so any address will do;
// a compiler that knows no way to ask does nothing.
#pragma once

namespace sightglass {

inline void prefetch(const void *address)
{
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(address);
#else
    static_cast<void>(address);
#endif
}

} // namespace sightglass
