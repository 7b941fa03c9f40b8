// A transport in the hands of a test, and an ear at its end. Real sockets, one thread.
#pragma once

#include "link/websocket.h"

#include <QtTest>

namespace sightglass {

constexpr int limit = 10'000; // ms, for what takes milliseconds

// Writes down what a transport says.
class Ear final : public Transport::Listener
{
public:
    void transportOpened(const QString &chosen) override
    {
        subprotocol = chosen;
        ++opened;
        react(QStringLiteral("opened"));
    }
    void bytesReceived() override { ++reads; }
    void frameReceived(const Frame &frame) override
    {
        QByteArray bytes(frame.bytes.data(), qsizetype(frame.bytes.size()));
        total += bytes.size();
        sameReads.push_back(frame.sameRead);
        frames.push_back({std::move(bytes), frame.binary});
        react(QStringLiteral("frame"));
    }
    void pongReceived(std::uint64_t) override { ++pongs; }
    void transportClosed(const TransportClosed &why) override
    {
        closed.push_back(why);
        react(QStringLiteral("closed"));
    }
    void react(const QString &to)
    {
        if (to == deleteOn) {
            transport.reset();
        } else if (to == pauseOn && !paused) {
            paused = true;
            transport->pause(true);
        }
    }

    QString subprotocol;
    int opened = 0;
    int reads = 0;
    int pongs = 0;
    qint64 total = 0;
    std::vector<OutFrame> frames;
    std::vector<bool> sameReads; // of frames
    std::vector<TransportClosed> closed;
    std::unique_ptr<Transport> transport;
    QString deleteOn;
    QString pauseOn;
    bool paused = false;
};

class Call
{
public:
    explicit Call(const QUrl &url, const TransportFactory &factory = WebSocket::factory())
    {
        request.url = url;
        ear.transport = factory(ear);
    }
    void open() { ear.transport->open(request); }

    TransportRequest request;
    Ear ear;
};

} // namespace sightglass
