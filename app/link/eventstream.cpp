#include "link/eventstream.h"

#include <QNetworkReply>

namespace sightglass {

using namespace Qt::StringLiterals;
using Cause = TransportClosed::Cause;

namespace {

constexpr qint64 chunkBytes = 64 << 10;
constexpr int ok = 200;

} // namespace

void EventStream::begin(const TransportRequest &request)
{
    m_parser.emplace(request.maxFrameBytes);
    m_reply = peer()->get("text/event-stream");
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &EventStream::onHead);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        if (sayBytes()) {
            drain();
        }
    });
    connect(m_reply, &QNetworkReply::finished, this, [this] { drain(); });
}

void EventStream::onHead()
{
    if (HttpPeer::status(*m_reply) != ok) {
        refuse(m_reply);
        return;
    }
    const QString type = m_reply->header(QNetworkRequest::ContentTypeHeader).toString();
    if (type.section(u';', 0, 0).trimmed().compare("text/event-stream"_L1, Qt::CaseInsensitive)
        != 0) {
        finishStrange(type.isEmpty() ? tr("it names no type")
                                     : tr("its type is “%1”").arg(type.left(80)));
    }
}

void EventStream::drain()
{
    while (!isPaused()) {
        while (const auto event = m_parser->next()) {
            if (!take(*event)) {
                return;
            }
            if (isPaused()) {
                return;
            }
        }
        if (m_parser->tooLong()) {
            finishTooLong();
            return;
        }
        if (m_reply->bytesAvailable() == 0) {
            break;
        }
        m_parser->feed(m_reply->read(chunkBytes));
    }
    if (!isPaused() && m_reply->isFinished()) {
        onEnd();
    }
}

bool EventStream::take(const SseParser::Event &event)
{
    if (event.type == "open" && !isOpen()) {
        return sayOpened(event.data);
    }
    if (event.type == "close") {
        const StreamClosing closing = StreamClosing::parse(event.data);
        finish({Cause::Closed, closing.code, 0, closing.reason, m_parser->retryMs().value_or(0)});
        return false;
    }
    if (!event.type.isEmpty() && event.type != "message") {
        return true; // not for us; that is how this grows
    }
    if (!isOpen()) {
        finishStrange(tr("its first event does not open it"));
        return false;
    }
    return sayFrame(event.data);
}

void EventStream::onEnd()
{
    if (HttpPeer::status(*m_reply) != ok) {
        finish(describe(*m_reply, m_reply->peek(HttpPeer::maxWords)));
    } else if (!isOpen()) {
        finishStrange(tr("it ended before it was open"));
    } else {
        finish({Cause::Lost, 1006, 0, {}, m_parser->retryMs().value_or(0)});
    }
}

} // namespace sightglass
