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

QString endReasonWord(EndReason reason)
{
    static const std::array<QString, endReasons> words{
        QStringLiteral("lost"),       QStringLiteral("silent"),   QStringLiteral("closed"),
        QStringLiteral("goodbye"),    QStringLiteral("refused"),  QStringLiteral("unreachable"),
        QStringLiteral("no-answer"),  QStringLiteral("no-token"), QStringLiteral("certificate"),
        QStringLiteral("unreadable"), QStringLiteral("setup"),
    };
    return words[std::size_t(reason)];
}

QString wayWord(Way way)
{
    switch (way) {
    case Way::WebSocket:
        return QStringLiteral("websocket");
    case Way::EventStream:
        return QStringLiteral("sse");
    case Way::LongPoll:
        return QStringLiteral("longpoll");
    }
    return {};
}

} // namespace sightglass
