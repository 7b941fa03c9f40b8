#include "link/httptransport.h"

#include <QNetworkReply>
#include <QTimer>

namespace sightglass {

using Cause = TransportClosed::Cause;

namespace {

constexpr int closeTooBig = 1009;
constexpr int wordsMs = 1'000;

} // namespace

HttpTransport::HttpTransport(Listener &listener)
    : m_listener(listener)
{
}

HttpTransport::~HttpTransport()
{
    release(false);
}

void HttpTransport::open(const TransportRequest &request)
{
    m_peer = new HttpPeer(this);
    if (const QString text = m_peer->setUp(request); !text.isEmpty()) {
        finish({Cause::BadSetup, 1006, 0, text});
        return;
    }
    m_maxFrameBytes = request.maxFrameBytes;
    begin(request);
}

void HttpTransport::send(const OutFrame &frame)
{
    if (m_post && !frame.bytes.isEmpty()) {
        m_post->send(frame.bytes);
    }
}

void HttpTransport::ping()
{
    if (m_post) {
        m_post->ping();
    }
}

std::size_t HttpTransport::unsentBytes() const
{
    return m_post ? m_post->unsentBytes() : 0;
}

bool HttpTransport::reached() const
{
    return m_peer ? m_peer->reached() : m_reached;
}

TransportFacts HttpTransport::facts() const
{
    return m_peer ? m_peer->facts() : TransportFacts();
}

void HttpTransport::pause(bool paused)
{
    // What is not read fills the answer's bounded buffer, and then the peer feels it.
    m_paused = paused;
    if (!paused && m_peer) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_peer && !m_paused) {
                    drain();
                }
            },
            Qt::QueuedConnection);
    }
}

void HttpTransport::close(int, const QString &)
{
    release(m_open);
}

void HttpTransport::abort()
{
    release(false);
}

void HttpTransport::release(bool goodbye)
{
    if (HttpPeer *peer = std::exchange(m_peer, nullptr)) {
        if (m_post) {
            m_post->disconnect();
            m_post->deleteLater();
            m_post.clear();
        }
        m_reached = peer->reached();
        peer->leave(goodbye);
    }
}

bool HttpTransport::sayOpened(const QByteArray &json)
{
    const auto opening = StreamOpening::parse(json);
    if (!opening) {
        finishStrange(opening.error());
        return false;
    }
    m_open = true;
    m_peer->setStream(opening->stream);
    m_post = new Postbox(*m_peer,
                         {[this] { m_listener.bytesReceived(); },
                          [this](std::uint64_t elapsedMs) { m_listener.pongReceived(elapsedMs); },
                          [this](const TransportClosed &closed) { finish(closed); }},
                         m_peer);
    const QPointer<HttpTransport> alive(this);
    m_listener.transportOpened(opening->protocol);
    return alive && m_peer;
}

bool HttpTransport::sayFrame(const QByteArray &bytes)
{
    const QPointer<HttpTransport> alive(this);
    m_listener.frameReceived({{bytes.constData(), std::size_t(bytes.size())}, false});
    return alive && m_peer;
}

bool HttpTransport::sayBytes()
{
    const QPointer<HttpTransport> alive(this);
    m_listener.bytesReceived();
    return alive && m_peer;
}

void HttpTransport::finish(const TransportClosed &closed)
{
    const TransportClosed told = closed; // it may live in what is about to be deleted
    release(false);
    m_listener.transportClosed(told);
}

void HttpTransport::finishTooLong()
{
    finish({Cause::Closed, closeTooBig, 0,
            tr("more than %1 bytes without an end").arg(m_maxFrameBytes)});
}

void HttpTransport::finishStrange(const QString &what)
{
    finish({Cause::NotWebSocket, 1006, 0,
            tr("The server answered, but not with a Sightglass stream: %1.").arg(what)});
}

void HttpTransport::refuse(QNetworkReply *reply)
{
    reply->disconnect(this);
    const auto say = [this, reply] {
        reply->disconnect(this);
        finish(m_peer->failure(*reply, reply->peek(HttpPeer::maxWords)));
    };
    if (reply->isFinished() || reply->bytesAvailable() > 0) {
        say();
        return;
    }
    connect(reply, &QNetworkReply::readyRead, this, say);
    connect(reply, &QNetworkReply::finished, this, say);
    QTimer::singleShot(wordsMs, this, [this, slow = QPointer(reply)] {
        if (m_peer && slow) {
            finish(m_peer->failure(*slow, {}));
        }
    });
}

TransportClosed HttpTransport::describe(const QNetworkReply &reply, const QByteArray &words) const
{
    return m_peer->failure(reply, words);
}

} // namespace sightglass
