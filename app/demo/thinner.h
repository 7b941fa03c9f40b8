// Leaves out what a client did not ask for: of each channel at most so many sample times a second.
//
// It thins out inside messages, which keep their numbers; one in which nothing is left still says
// its time. Of each slot of time the first sample stays, so that a reading that comes a little
// early is not missed. Pure; times are the samples' own.
#pragma once

#include "wire/series.h"

#include <QHash>

namespace sightglass {

class Thinner
{
public:
    // 0, and what is no rate: nothing is left out.
    explicit Thinner(double maxRateHz = 0);

    bool active() const { return m_slotUs > 0; }
    Samples thin(const Samples &samples);
    // How often the client may expect a value, if the source has one every `intervalMs`.
    int intervalMs(int intervalMs) const;

private:
    std::int64_t m_slotUs = 0;
    QHash<QString, std::int64_t> m_last; // channel -> the slot of its newest sample
};

} // namespace sightglass
