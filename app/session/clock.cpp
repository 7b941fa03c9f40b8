#include "session/clock.h"

#include <algorithm>
#include <chrono>

namespace sightglass {

namespace {

// Under a second, so that the longest first wait and a handshake together are about one.
constexpr std::int64_t firstMs = 800;
constexpr std::int64_t capMs = 30'000;
constexpr int doublings = 6; // from the first window to the cap

} // namespace

SystemClock::~SystemClock() = default;

std::int64_t SystemClock::wallUs() const
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t SystemClock::monotonicMs() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Clock::Timer SystemClock::after(std::int64_t ms, std::function<void()> call)
{
    const Timer timer = ++m_last;
    auto owned = std::make_unique<QTimer>();
    owned->setSingleShot(true);
    // A coarse one may come early by a twentieth: before the time that a server asked for.
    owned->setTimerType(Qt::PreciseTimer);
    QObject::connect(owned.get(), &QTimer::timeout, owned.get(),
                     [this, timer, call = std::move(call)] {
                         // The callback may cancel its own timer or start others: move both out
                         // first.
                         auto node = m_timers.extract(timer);
                         if (!node.empty()) {
                             node.mapped().release()->deleteLater();
                         }
                         const auto run = call;
                         run();
                     });
    owned->start(int(std::clamp<std::int64_t>(ms, 0, std::numeric_limits<int>::max())));
    m_timers.emplace(timer, std::move(owned));
    return timer;
}

void SystemClock::cancel(Timer timer)
{
    m_timers.erase(timer);
}

std::int64_t backoffMs(int attempt, const Random &random)
{
    const std::int64_t window = std::min(capMs, firstMs << std::clamp(attempt, 0, doublings));
    return std::int64_t(random() * double(window));
}

} // namespace sightglass
