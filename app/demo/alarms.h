// The feed's own alarms about this machine: a file system that fills up, a core that stays busy.
//
// Pure: readings in, events out when something begins or ends. A limit that is crossed back and
// forth does not flicker, because clearing has a lower limit than raising.
#pragma once

#include "demo/machine.h"

#include <QHash>

namespace sightglass {

class Alarms
{
public:
    // `catalog` names the readings' series. The events have no channel and no number yet.
    std::vector<Event> check(const std::vector<SeriesInfo> &catalog,
                             const MachineReadings &readings, std::int64_t nowUs);

private:
    struct Watch
    {
        std::int64_t aboveSinceUs = 0; // 0: not above
        bool raised = false;
    };
    QHash<std::uint32_t, Watch> m_watches;
};

} // namespace sightglass
