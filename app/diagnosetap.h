// A transport around a transport that measures what a pong took to come, finer than whole
// milliseconds. Everything else passes through. One thread, as all transports.
#pragma once

#include "link/transport.h"

#include <QElapsedTimer>

#include <deque>

namespace sightglass {

class DiagnoseTap final : public Transport, private Transport::Listener
{
public:
    DiagnoseTap(Transport::Listener &listener, const TransportFactory &factory,
                std::function<void(double)> roundTrip)
        : m_listener(listener)
        , m_roundTrip(std::move(roundTrip))
        , m_inner(factory(*this))
    {
    }

    void open(const TransportRequest &request) override { m_inner->open(request); }
    void send(const OutFrame &frame) override { m_inner->send(frame); }
    void ping() override
    {
        m_pings.emplace_back().start();
        m_inner->ping();
    }
    std::size_t unsentBytes() const override { return m_inner->unsentBytes(); }
    TransportFacts facts() const override { return m_inner->facts(); }
    void pause(bool paused) override { m_inner->pause(paused); }
    void close(int code, const QString &reason) override { m_inner->close(code, reason); }
    void abort() override { m_inner->abort(); }

private:
    void transportOpened(const QString &subprotocol) override
    {
        m_listener.transportOpened(subprotocol);
    }
    void bytesReceived() override { m_listener.bytesReceived(); }
    void frameReceived(const Frame &frame) override { m_listener.frameReceived(frame); }
    void pongReceived(std::uint64_t elapsedMs) override
    {
        if (!m_pings.empty()) { // a server may send pongs unasked
            m_roundTrip(double(m_pings.front().nsecsElapsed()) / 1e6);
            m_pings.pop_front();
        }
        m_listener.pongReceived(elapsedMs);
    }
    void transportClosed(const TransportClosed &closed) override
    {
        m_listener.transportClosed(closed);
    }

    Transport::Listener &m_listener;
    std::function<void(double)> m_roundTrip;
    std::deque<QElapsedTimer> m_pings; // not answered yet, oldest first
    std::unique_ptr<Transport> m_inner;
};

} // namespace sightglass
