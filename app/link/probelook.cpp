#include "link/probelook.h"

#include "link/probewords.h"

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int greetingMs = 400;
constexpr qsizetype enoughBytes = 2 << 10;
constexpr qsizetype statusBytes = 12; // "HTTP/1.1 400"

} // namespace

ProbeLook::ProbeLook(const QUrl &url, int withinMs, QObject *parent)
    : QObject(parent)
    , m_url(url)
{
    m_deadline.setSingleShot(true);
    m_greeting.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &ProbeLook::conclude);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, [this] {
        read();
        conclude();
    });
    m_deadline.start(std::clamp(withinMs, 0, lookMs));
    m_socket.setReadBufferSize(enoughBytes);
    const bool secure = url.scheme() == "wss"_L1;
    secure ? lookForPlain() : lookForTls();
    m_socket.connectToHost(url.host(), quint16(url.port(secure ? 443 : 80)));
}

void ProbeLook::lookForTls()
{
    // Whether its certificate can be trusted is the next question, not this one.
    m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    connect(&m_socket, &QAbstractSocket::connected, &m_socket, &QSslSocket::startClientEncryption);
    connect(&m_socket, &QSslSocket::encrypted, this, [this] { end(speaksTlsWords(m_url)); });
}

void ProbeLook::lookForPlain()
{
    connect(&m_socket, &QAbstractSocket::connected, this, [this] { m_greeting.start(greetingMs); });
    connect(&m_socket, &QIODevice::readyRead, this, &ProbeLook::read);
    connect(&m_greeting, &QTimer::timeout, this, [this] {
        m_socket.write("GET / HTTP/1.1\r\nHost: " + whereOf(m_url).toLatin1()
                       + "\r\nConnection: close\r\n\r\n");
    });
}

void ProbeLook::read()
{
    if (m_ended || m_socket.isEncrypted()) {
        return;
    }
    m_bytes += m_socket.read(enoughBytes - m_bytes.size());
    // A 400 may be the complaint of one that does speak TLS; its words are in the body.
    const bool wantsMore = m_bytes.startsWith("HTTP/")
                           && m_bytes.left(statusBytes).contains(" 400");
    if (m_bytes.size() >= enoughBytes || (m_bytes.contains('\n') && !wantsMore)) {
        conclude();
    }
}

void ProbeLook::conclude()
{
    if (m_bytes.startsWith("HTTP/")) {
        const bool tls = saysItWantsTls(m_bytes.left(statusBytes).contains(" 400") ? 400 : 0,
                                        QString::fromUtf8(m_bytes));
        end(tls ? QString() : speaksPlainWords(m_url));
    } else {
        end(m_bytes.isEmpty() || isTls(m_bytes) ? QString() : strangerWords(m_bytes, m_url));
    }
}

void ProbeLook::end(const QString &words)
{
    if (std::exchange(m_ended, true)) {
        return;
    }
    m_deadline.stop();
    m_greeting.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    Q_EMIT finished(words);
}

} // namespace sightglass
