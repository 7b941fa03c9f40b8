// What server-sent events and long polling have in common as transports: they are opened by a
// request that names a stream, send by POST, and are closed by leaving. How frames come down is
// what a subclass knows.
#pragma once

#include "link/httppeer.h"
#include "link/opening.h"
#include "link/postbox.h"

#include <QPointer>

class QNetworkReply;

namespace sightglass {

class HttpTransport : public QObject, public Transport
{
    Q_OBJECT

public:
    explicit HttpTransport(Listener &listener);
    ~HttpTransport() override;

    void open(const TransportRequest &request) final;
    void send(const OutFrame &frame) final;
    void ping() final;
    std::size_t unsentBytes() const final;
    bool reached() const final;
    TransportFacts facts() const final;
    void pause(bool paused) final;
    void close(int code, const QString &reason) final;
    void abort() final;

protected:
    // The request is sound and the peer is there: ask for the first time.
    virtual void begin(const TransportRequest &request) = 0;
    // Takes what is waiting, until it is paused or nothing waits any more.
    virtual void drain() = 0;

    // Each of these may be the end of `this`; false: it was, or of the connection.
    bool sayOpened(const QByteArray &json);
    bool sayFrame(const QByteArray &bytes);
    bool sayBytes();
    void finish(const TransportClosed &closed);
    void finishTooLong();
    void finishStrange(const QString &what); // answered, but with something else
    // An answer with an error's status; its words are waited for a moment.
    void refuse(QNetworkReply *reply);

    HttpPeer *peer() const { return m_peer; } // null once it is over
    bool isOpen() const { return m_open; }
    bool isPaused() const { return m_paused; }
    TransportClosed describe(const QNetworkReply &reply, const QByteArray &words) const;

private:
    void release(bool goodbye);

    Listener &m_listener;
    HttpPeer *m_peer = nullptr;
    QPointer<Postbox> m_post;
    std::size_t m_maxFrameBytes = 0;
    bool m_open = false;
    bool m_reached = false; // as long as there was a peer
    bool m_paused = false;
};

} // namespace sightglass
