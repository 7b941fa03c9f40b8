// Whose code a thread runs: it is interrupted after so much of its own processor time, and the
// library that it was in is noted. For benchmarks; Linux only.
//
// One at a time. start() and stop() on the thread that is watched; the interrupting handler writes
// to memory that is there before, and nothing else.
#pragma once

namespace sightglass::bench {

class Sampler
{
public:
    void start();
    void stop();

    struct Shares
    {
        int samples = 0;
        double qt = 0;     // Qt's libraries and this program
        double system = 0; // the C and C++ libraries and the kernel, whoever called them
        double driver = 0; // all else: Mesa, LLVM and what they made on the way
    };
    // Since the start, or the last time it was asked. Any thread, after stop().
    Shares take() const;

private:
    void *m_timer = nullptr;
    bool m_running = false;
};

} // namespace sightglass::bench
