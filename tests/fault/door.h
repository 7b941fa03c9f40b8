// Listens for connections that are plain TCP or, given a certificate, TLS.
#pragma once

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>

#include <optional>

namespace sightglass::fault {

class Door final : public QTcpServer
{
public:
    explicit Door(std::optional<QSslConfiguration> tls)
        : m_tls(std::move(tls))
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        if (!m_tls) {
            QTcpServer::incomingConnection(descriptor);
            return;
        }
        auto *socket = new QSslSocket(this);
        socket->setSslConfiguration(*m_tls);
        socket->setSocketDescriptor(descriptor);
        addPendingConnection(socket);
        socket->startServerEncryption();
    }

private:
    std::optional<QSslConfiguration> m_tls;
};

} // namespace sightglass::fault
