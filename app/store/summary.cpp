#include "store/summary.h"

#include "store/walk.h"

namespace sightglass {

Summary summarise(const Column &column, std::int64_t fromUs, std::int64_t toUs)
{
    Summary summary;
    if (column.empty() || toUs < fromUs) {
        return summary;
    }
    constexpr auto latest = std::numeric_limits<std::int64_t>::max();
    Tally tally(column);
    Walk(column, fromUs, true).takeUntil(toUs == latest ? toUs : toUs + 1, tally);
    const Brief &brief = tally.brief();
    if (brief.finite == 0) {
        return summary;
    }
    summary.min = brief.min;
    summary.max = brief.max;
    summary.maxUs = brief.maxUs;
    summary.mean = brief.sum / double(brief.finite);
    summary.last = tally.last().value;
    summary.count = brief.finite;
    return summary;
}

} // namespace sightglass
