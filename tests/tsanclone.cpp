// Linked into everything under ThreadSanitizer, and only there. Qt starts a process by clone() with
// the memory shared (as vfork does); ThreadSanitizer takes the child for one with a copy and tells
// it to look away from now on, and with the memory it shares that: from the first process a thread
// starts on, the locks it takes are not seen, and what they protect is reported. So here a child
// gets a copy.
#include <cstdarg>
#include <dlfcn.h>
#include <sched.h>

extern "C" int clone(int (*run)(void *), void *stack, int flags, void *argument, ...)
{
    std::va_list rest;
    va_start(rest, argument);
    auto *parentId = va_arg(rest, void *);
    auto *storage = va_arg(rest, void *);
    auto *childId = va_arg(rest, void *);
    va_end(rest);
    static const auto next = reinterpret_cast<decltype(&clone)>(dlsym(RTLD_NEXT, "clone"));
    return next(run, stack, flags & ~(CLONE_VM | CLONE_VFORK), argument, parentId, storage,
                childId);
}
