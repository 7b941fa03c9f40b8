// Answers GET /metrics on a loopback port, for Prometheus and for curl; nothing else.
//
// Who may connect is everyone on this machine, a page in a browser included, so the Host must be a
// loopback name (DNS rebinding) and heads are read strictly. Bounded: connections, bytes, and five
// seconds for each. One request per connection. Lives on the thread of what the page is made of.
#pragma once

#include <QObject>
#include <QTcpServer>

#include <tl/expected.hpp>

#include <functional>

class QTcpSocket;

namespace sightglass {

struct HttpHead;

class MetricsServer final : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxConnections = 16;
    static constexpr qsizetype maxHeadBytes = 8 << 10;
    static constexpr int deadlineMs = 5'000; // from accepting to the last byte

    // `page` is called for every answer, on this thread.
    explicit MetricsServer(std::function<QByteArray()> page, int deadline = deadlineMs);

    // 0: any free port. The port, or one sentence that names it and the remedy.
    tl::expected<quint16, QString> listen(quint16 port);
    int connections() const { return m_connections; }

private:
    void accept();
    void read(QTcpSocket *socket);
    QByteArray answer(const HttpHead &head) const;

    std::function<QByteArray()> m_page;
    int m_deadlineMs;
    int m_connections = 0;
    QTcpServer m_server; // last: its connections are counted while they end
};

} // namespace sightglass
