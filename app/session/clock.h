// Time and chance as parameters, so that tests own both.
#pragma once

#include <QTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

namespace sightglass {

class Clock
{
public:
    using Timer = std::uint64_t; // 0 is no timer

    virtual ~Clock() = default;
    virtual std::int64_t wallUs() const = 0; // microseconds since the Unix epoch, UTC
    virtual std::int64_t monotonicMs() const = 0;
    // Calls back once, on this thread; never from inside after().
    virtual Timer after(std::int64_t ms, std::function<void()> call) = 0;
    virtual void cancel(Timer timer) = 0;
};

// Lives on, and calls back on, the thread that made it.
class SystemClock final : public Clock
{
public:
    ~SystemClock() override;
    std::int64_t wallUs() const override;
    std::int64_t monotonicMs() const override;
    Timer after(std::int64_t ms, std::function<void()> call) override;
    void cancel(Timer timer) override;

private:
    std::unordered_map<Timer, std::unique_ptr<QTimer>> m_timers;
    Timer m_last = 0;
};

using Random = std::function<double()>; // 0 (included) to 1 (excluded)

// How long to wait before attempt number `attempt` of an outage, the first being 0: full jitter, so
// that ten thousand clients of a restarted server spread out. Between 0 and 0.8 s for the first
// retry, so that it is through within a second; never more than 30 s.
std::int64_t backoffMs(int attempt, const Random &random);

} // namespace sightglass
