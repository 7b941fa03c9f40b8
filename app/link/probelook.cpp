#include "link/probelook.h"

#include "link/probewords.h"

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int tlsMs = 1'000;
constexpr int greetingMs = 300;
constexpr qsizetype enoughBytes = 2 << 10;
constexpr qsizetype statusBytes = 12; // "HTTP/1.1 400"

} // namespace

ProbeLook::ProbeLook(const QUrl &url, int withinMs, QObject *parent)
    : QObject(parent)
    , m_url(url)
{
    m_deadline.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_socket.setReadBufferSize(enoughBytes);
    // Whether its certificate can be trusted is the next question, not this one.
    m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    connect(&m_deadline, &QTimer::timeout, this, &ProbeLook::conclude);
    connect(&m_socket, &QAbstractSocket::connected, this, &ProbeLook::onConnected);
    connect(&m_socket, &QSslSocket::encrypted, this, [this] { end(speaksTlsWords(m_url)); });
    connect(&m_socket, &QIODevice::readyRead, this, &ProbeLook::read);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, [this] {
        read();
        conclude();
    });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_question == Question::Tls) {
            conclude();
            return;
        }
        m_socket.write(m_question == Question::Words
                           ? QByteArray("PING\r\n") // what many take for a line, and none acts on
                           : "GET / HTTP/1.1\r\nHost: " + whereOf(m_url).toLatin1()
                                 + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                   "Sec-WebSocket-Key: c2Vjb25kIGxvb2sgYXQgaXQ=\r\n"
                                   "Sec-WebSocket-Version: 13\r\n\r\n");
    });
    m_deadline.start(std::clamp(withinMs, 0, lookMs));
    ask(url.scheme() == "wss"_L1 ? Question::Http : Question::Tls);
}

void ProbeLook::ask(Question question)
{
    m_question = question;
    m_socket.connectToHost(m_url.host(),
                           quint16(m_url.port(m_url.scheme() == "wss"_L1 ? 443 : 80)));
}

void ProbeLook::onConnected()
{
    m_patience.start(m_question == Question::Tls ? tlsMs : greetingMs);
    if (m_question == Question::Tls) {
        m_socket.startClientEncryption();
    }
}

void ProbeLook::read()
{
    if (m_ended || m_question == Question::Tls) {
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
    if (m_ended) {
        return;
    }
    if (m_question == Question::Tls && m_deadline.isActive()) {
        const QSignalBlocker quiet(m_socket);
        m_patience.stop();
        m_socket.abort();
        QTimer::singleShot(0, this, [this] { ask(Question::Words); }); // not from inside its error
    } else if (m_bytes.startsWith("HTTP/")) {
        const bool is400 = m_bytes.left(statusBytes).contains(" 400");
        const bool plain = m_question == Question::Http
                           && !saysItWantsTls(is400 ? 400 : 0, QString::fromUtf8(m_bytes));
        end(plain ? speaksPlainWords(m_url) : QString());
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
    m_patience.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    Q_EMIT finished(words);
}

} // namespace sightglass
