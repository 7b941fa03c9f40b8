#include "session/status.h"

namespace sightglass {

QString stateWord(LinkState state)
{
    switch (state) {
    case LinkState::Idle:
        return QStringLiteral("offline");
    case LinkState::Dialing:
        return QStringLiteral("connecting");
    case LinkState::Greeting:
        return QStringLiteral("greeting");
    case LinkState::Live:
        return QStringLiteral("live");
    case LinkState::Waiting:
        return QStringLiteral("waiting");
    }
    return {};
}

} // namespace sightglass
