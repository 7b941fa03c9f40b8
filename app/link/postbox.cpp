#include "link/postbox.h"

#include "link/opening.h"

#include <QNetworkReply>
#include <QTimer>

namespace sightglass {

using Cause = TransportClosed::Cause;

namespace {

constexpr qsizetype bodyBytes = 64 << 10; // one larger message goes by itself
constexpr int againMs = 500;
constexpr int mostAgain = 2;
constexpr int answerMs = 10'000;

} // namespace

Postbox::Postbox(HttpPeer &peer, Calls calls, QObject *parent)
    : QObject(parent)
    , m_peer(peer)
    , m_calls(std::move(calls))
{
}

void Postbox::send(const QByteArray &line)
{
    m_waiting += line;
    m_waiting += '\n';
    if (!m_busy) {
        m_busy = true;
        // What else is said in this turn goes along.
        QMetaObject::invokeMethod(this, &Postbox::post, Qt::QueuedConnection);
    }
}

void Postbox::ping()
{
    m_pinging = true;
    if (!m_busy) {
        m_busy = true;
        post();
    }
}

void Postbox::post()
{
    if (m_again == 0) {
        qsizetype end = m_waiting.size();
        if (end > bodyBytes) {
            const qsizetype last = m_waiting.lastIndexOf('\n', bodyBytes - 1);
            end = (last >= 0 ? last : m_waiting.indexOf('\n')) + 1;
        }
        m_body = m_waiting.left(end);
        m_waiting.remove(0, end);
        ++m_number;
    }
    m_since.start();
    QNetworkReply *reply = m_peer.post(m_body, m_number);
    QTimer::singleShot(answerMs, reply, [reply] { reply->abort(); });
    connect(reply, &QNetworkReply::finished, this, [this, reply] { answered(reply); });
}

void Postbox::answered(QNetworkReply *reply)
{
    reply->deleteLater();
    const int status = HttpPeer::status(*reply);
    if (reply->error() == QNetworkReply::NoError && status >= 200 && status < 300) {
        const auto elapsedMs = std::uint64_t(m_since.elapsed());
        m_again = 0;
        m_body.clear();
        m_busy = !m_waiting.isEmpty();
        if (m_busy) {
            post();
        }
        std::exchange(m_pinging, false) ? m_calls.ponged(elapsedMs) : m_calls.heard();
        return;
    }
    const bool lost = status == 0 || status == 502 || status == 504;
    if (lost && m_again < mostAgain) {
        ++m_again;
        QTimer::singleShot(againMs, this, &Postbox::post);
        return;
    }
    const QByteArray words = reply->peek(HttpPeer::maxWords);
    TransportClosed closed = m_peer.failure(*reply, words);
    if (status == 410) {
        const StreamClosing closing = StreamClosing::parse(words);
        closed = {Cause::Closed, closing.code, 0, closing.reason};
    } else if (status != 401 && status != 403 && status != 429 && status != 503) {
        closed = {Cause::Lost, 1006, 0, closed.text};
    }
    m_calls.failed(closed);
}

} // namespace sightglass
