#include "link/longpoll.h"

#include <QNetworkReply>
#include <QTimer>

namespace sightglass {

using namespace Qt::StringLiterals;
using Cause = TransportClosed::Cause;

namespace {

constexpr qint64 chunkBytes = 64 << 10;
constexpr int answerMs = 45'000; // servers answer within 25 s, with nothing if need be
constexpr int againMs = 500;
constexpr int mostAgain = 2;
constexpr int ok = 200;
constexpr int noContent = 204;
constexpr int gone = 410;

} // namespace

void LongPoll::begin(const TransportRequest &request)
{
    m_body.emplace(request.maxFrameBytes);
    QNetworkReply *reply = peer()->post("\n"); // of an empty one nothing says that it was sent
    connect(reply, &QNetworkReply::metaDataChanged, this, [this, reply] {
        if (HttpPeer::status(*reply) != ok) {
            refuse(reply);
        }
    });
    connect(reply, &QNetworkReply::readyRead, this, [this, reply] {
        if (reply->bytesAvailable() > StreamOpening::maxBytes) {
            finishStrange(tr("it has more to say than how it opens"));
        }
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply] { onOpened(reply); });
}

void LongPoll::onOpened(QNetworkReply *reply)
{
    reply->deleteLater();
    reply->disconnect(this);
    if (reply->error() != QNetworkReply::NoError) {
        finish(describe(*reply, reply->peek(HttpPeer::maxWords)));
    } else if (sayOpened(reply->readAll()) && !isPaused()) {
        poll();
    }
}

void LongPoll::poll()
{
    m_reply = peer()->get("application/x-ndjson", m_number);
    QTimer::singleShot(answerMs, m_reply, [reply = m_reply.data()] { reply->abort(); });
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        if (sayBytes()) {
            drain();
        }
    });
    connect(m_reply, &QNetworkReply::finished, this, [this] { drain(); });
}

void LongPoll::drain()
{
    if (!m_reply) {
        if (isOpen() && !isPaused()) {
            poll(); // it was paused between two
        }
        return;
    }
    const int status = HttpPeer::status(*m_reply);
    while (!isPaused() && status == ok) {
        while (const auto line = m_body->next()) {
            if (!sayFrame(*line) || isPaused()) {
                return;
            }
        }
        if (m_body->tooLong()) {
            finishTooLong();
            return;
        }
        if (m_reply->bytesAvailable() == 0) {
            break;
        }
        m_body->feed(m_reply->read(chunkBytes));
    }
    // The words of an error are not waited for to their end.
    if (!isPaused() && (m_reply->isFinished() || (status != ok && m_reply->bytesAvailable() > 0))) {
        onPollEnd();
    }
}

void LongPoll::onPollEnd()
{
    const int status = HttpPeer::status(*m_reply);
    m_reply->disconnect(this);
    m_reply->deleteLater();
    const bool whole = m_reply->error() == QNetworkReply::NoError && m_body->whole();
    if (whole && (status == ok || status == noContent)) {
        m_reply.clear();
        m_again = 0;
        ++m_number;
        m_body->nextAnswer();
        poll();
    } else if (status == gone) {
        finishGone();
    } else {
        onPollFailed();
    }
}

void LongPoll::onPollFailed()
{
    const int status = HttpPeer::status(*m_reply);
    const bool lost = status == 0 || status == ok || status == 502 || status == 504;
    if (lost && m_again < mostAgain) {
        ++m_again;
        m_body->sameAnswer();
        m_reply.clear();
        QTimer::singleShot(againMs, this, [this] {
            if (peer() && !m_reply && !isPaused()) {
                poll();
            }
        });
        return;
    }
    TransportClosed closed = describe(*m_reply, m_reply->peek(HttpPeer::maxWords));
    if (status != 401 && status != 403 && status != 429 && status != 503) {
        closed = {Cause::Lost, 1006, 0, closed.text};
    }
    finish(closed);
}

void LongPoll::finishGone()
{
    const StreamClosing closing = StreamClosing::parse(m_reply->peek(HttpPeer::maxWords));
    finish({Cause::Closed, closing.code, 0, closing.reason});
}

} // namespace sightglass
