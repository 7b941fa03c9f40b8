// The way up without a WebSocket: frames become the lines of numbered POSTs, one on its way at a
// time. One whose answer was lost is sent again under its number, which the server takes once.
//
// Lives and calls back on the thread of its peer, which outlives it.
#pragma once

#include "link/httppeer.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>

namespace sightglass {

class Postbox final : public QObject
{
    Q_OBJECT

public:
    struct Calls
    {
        std::function<void()> heard;                               // the server answered
        std::function<void(std::uint64_t elapsedMs)> ponged;       // the same, when it was asked to
        std::function<void(const TransportClosed &closed)> failed; // for good; may delete this
    };

    Postbox(HttpPeer &peer, Calls calls, QObject *parent);

    void send(const QByteArray &line);
    void ping(); // by an empty POST, unless one is on its way already
    std::size_t unsentBytes() const { return std::size_t(m_waiting.size() + m_body.size()); }

private:
    void post();
    void answered(QNetworkReply *reply);

    HttpPeer &m_peer;
    Calls m_calls;
    QByteArray m_waiting;
    QByteArray m_body; // on its way
    bool m_busy = false;
    bool m_pinging = false;
    std::uint64_t m_number = 0; // of m_body
    int m_again = 0;
    QElapsedTimer m_since;
};

} // namespace sightglass
