#include "models/notificationentry.h"

namespace sightglass {

NotificationEntry::Part NotificationEntry::part() const
{
    if (!active) {
        return Part::Earlier;
    }
    if (snoozedToUs > 0) {
        return Part::Snoozed;
    }
    if (acknowledged() || severityWeight(severity) == 0) {
        return Part::Quiet;
    }
    return severityWeight(severity) > 1 ? Part::Critical : Part::Warning;
}

int severityWeight(const QString &severity)
{
    return severity == u"critical" ? 2 : severity == u"warning" ? 1 : 0;
}

} // namespace sightglass
