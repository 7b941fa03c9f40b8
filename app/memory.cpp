#include "memory.h"

#include <cstdlib> // knows whether this is glibc

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace sightglass {

void giveMemoryBack()
{
#ifdef __GLIBC__
    // Left alone, glibc raises both limits with every large block that is freed, up to 32 and 64
    // MiB, and a flood leaves holes of that size in the heap of each thread.
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
#endif
}

} // namespace sightglass
