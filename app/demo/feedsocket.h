// What a watcher of a FeedServer is spoken to through, whatever it came by: a WebSocket, an event
// stream or polls. Whole frames, in order; ended() comes once, and nothing after it.
#pragma once

#include <QByteArray>
#include <QObject>

namespace sightglass {

class FeedSocket : public QObject
{
    Q_OBJECT

public:
    virtual void send(const QByteArray &bytes, bool binary) = 0;
    virtual std::int64_t unsentBytes() const = 0;
    // Says why, and ends within some seconds even if nobody reads it.
    virtual void close(int code, const QString &reason) = 0;

Q_SIGNALS:
    void received(const QByteArray &bytes, bool binary);
    void ended();
};

} // namespace sightglass
