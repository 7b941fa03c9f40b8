// A QWebSocket as a FeedSocket.
#pragma once

#include "demo/feedsocket.h"

class QWebSocket;

namespace sightglass {

class WebSocketPeer final : public FeedSocket
{
    Q_OBJECT

public:
    explicit WebSocketPeer(QWebSocket *socket); // becomes its own
    ~WebSocketPeer() override;

    void send(const QByteArray &bytes, bool binary) override;
    std::int64_t unsentBytes() const override;
    void close(int code, const QString &reason) override;

private:
    QWebSocket *m_socket;
};

} // namespace sightglass
