// The port of a feed: takes connections, with TLS or without, and finds out what each came for.
// WebSockets go to QWebSocketServer, everything else to the HTTP desk; both end in a FeedSocket for
// enter(). Bounds how many may stand in the door.
#pragma once

#include "demo/httpdesk.h"
#include "wire/codec.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QWebSocketServer>

#include <memory>
#include <optional>
#include <unordered_map>

namespace sightglass {

class FeedDoor final : public QTcpServer
{
    Q_OBJECT

public:
    static constexpr std::size_t maxLines = 1'024; // that are not WebSockets

    struct Calls
    {
        std::function<bool()> full;
        QString fullText;
        // Owns the socket from then on.
        std::function<void(FeedSocket *socket, std::unique_ptr<Codec> codec)> enter;
    };

    // Without `tls` everything is in the clear.
    FeedDoor(DoorRules rules, std::optional<QSslConfiguration> tls, Calls calls);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void acceptWebSockets();

    DoorRules m_rules;
    std::optional<QSslConfiguration> m_tls;
    Calls m_calls;
    QWebSocketServer m_webSockets;
    HttpDesk m_desk;
    std::unordered_map<HttpLine *, std::unique_ptr<HttpLine>> m_lines;
};

} // namespace sightglass
