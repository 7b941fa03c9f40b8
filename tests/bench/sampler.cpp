#include "sampler.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <ctime>

#include <dlfcn.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace sightglass::bench {

namespace {

constexpr long everyNs = 1'000'000; // the kernel looks no more often than it ticks
constexpr std::size_t most = 20'000;

std::array<void *, most> places;
std::atomic<std::size_t> taken = 0;

void *placeOf(const ucontext_t *context)
{
#if defined(__x86_64__)
    return reinterpret_cast<void *>(context->uc_mcontext.gregs[REG_RIP]);
#elif defined(__aarch64__)
    return reinterpret_cast<void *>(context->uc_mcontext.pc);
#else
    Q_UNUSED(context)
    return nullptr;
#endif
}

void note(int, siginfo_t *, void *context)
{
    const std::size_t at = taken;
    if (at < most) {
        places[at] = placeOf(static_cast<ucontext_t *>(context));
        taken = at + 1;
    }
}

bool isOf(const QByteArray &file, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(),
                       [&file](const char *name) { return file.contains(name); });
}

} // namespace

void Sampler::start()
{
    struct sigaction action = {};
    action.sa_sigaction = note;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigaction(SIGPROF, &action, nullptr);
    sigevent event{};
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = SIGPROF;
    event._sigev_un._tid = int(syscall(SYS_gettid));
    taken = 0;
    m_running = timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &m_timer) == 0;
    const itimerspec every{{0, everyNs}, {0, everyNs}};
    if (m_running) {
        timer_settime(m_timer, 0, &every, nullptr);
    }
}

void Sampler::stop()
{
    if (m_running) {
        timer_delete(m_timer);
        m_running = false;
    }
}

Sampler::Shares Sampler::take() const
{
    Shares shares;
    shares.samples = int(taken.load());
    for (std::size_t i = 0; i < std::size_t(shares.samples); ++i) {
        Dl_info info{};
        const bool known = dladdr(places[i], &info) != 0 && info.dli_fname != nullptr;
        const QByteArray file = known ? QByteArray(info.dli_fname) : QByteArray();
        double &whose = isOf(file, {"libQt6", "bench_"})              ? shares.qt
                        : isOf(file, {"/libc.", "libstdc++", "vdso"}) ? shares.system
                                                                      : shares.driver;
        whose += 1.0 / shares.samples;
    }
    return shares;
}

} // namespace sightglass::bench
