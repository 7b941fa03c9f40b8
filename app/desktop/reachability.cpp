#include "desktop/reachability.h"

namespace sightglass {

Reachability::Reachability(Reach reach, Medium medium)
    : m_reach(reach)
    , m_medium(medium)
{
}

std::unique_ptr<Reachability> Reachability::ofThisSystem()
{
    auto made = std::make_unique<Reachability>();
    // No backend knows both everywhere (GLib's has no medium): the reach is what must be there.
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        return made;
    }
    const QNetworkInformation *system = QNetworkInformation::instance();
    made->m_available = true;
    made->m_reach = system->reachability();
    made->m_medium = system->transportMedium();
    connect(system, &QNetworkInformation::reachabilityChanged, made.get(), &Reachability::setReach);
    connect(system, &QNetworkInformation::transportMediumChanged, made.get(),
            &Reachability::setMedium);
    return made;
}

void Reachability::setReach(Reach reach)
{
    const Reach before = std::exchange(m_reach, reach);
    // Going away is not worth a look: what is lost is noticed, and nothing could be dialed.
    const bool away = reach == Reach::Disconnected;
    if (reach != before && !away) {
        Q_EMIT changed();
    }
}

void Reachability::setMedium(Medium medium)
{
    const Medium before = std::exchange(m_medium, medium);
    if (medium != before && medium != Medium::Unknown) {
        Q_EMIT changed();
    }
}

} // namespace sightglass
