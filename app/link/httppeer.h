// A server spoken to by HTTP requests, all to one address: how they are made, and what it means
// when one fails. Each has the credentials and the stream's name in its headers; redirects are not
// followed, nothing is cached or decompressed, and cookies live as long as this does (a load
// balancer may need them to find the same server again).
#pragma once

#include "link/transport.h"

#include <QNetworkRequest>
#include <QObject>

class QNetworkAccessManager;
class QNetworkReply;

namespace sightglass {

class HttpPeer final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 readBuffer = 256 << 10; // bytes of an answer that wait to be read
    static constexpr qsizetype maxWords = 500;      // bytes of an error's own words

    explicit HttpPeer(QObject *parent);

    // A text for a person if the request cannot be made; once.
    QString setUp(const TransportRequest &request);
    void setStream(const QByteArray &id) { m_stream = id; }
    // Numbers go into a header; 0: none. The answers are children of this.
    QNetworkReply *get(const QByteArray &accept, std::uint64_t number = 0);
    QNetworkReply *post(const QByteArray &body, std::uint64_t number = 0);
    // A request was sent: somebody took the connection.
    bool reached() const { return m_reached; }
    const TransportFacts &facts() const { return m_facts; }
    static int status(const QNetworkReply &reply);
    // `words` is what the server said in the body.
    TransportClosed failure(const QNetworkReply &reply, const QByteArray &words) const;
    // Nothing reaches anybody any more; deletes itself. With `goodbye` the server is told that the
    // stream is over, within two seconds or not at all.
    void leave(bool goodbye);

private:
    QNetworkRequest request(std::uint64_t number) const;
    QNetworkReply *started(QNetworkReply *reply);

    QNetworkAccessManager *m_http = nullptr;
    QNetworkRequest m_request;
    QByteArray m_stream;
    TransportRequest m_asked;
    TransportFacts m_facts;
    QString m_tlsError;
    bool m_reached = false;
};

} // namespace sightglass
