// A session whose time, network, dice and reader belong to the test.
#pragma once

#include "dialects/native.h"
#include "fakes.h"

#include <QtTest>

namespace sightglass {

class Rig
{
public:
    explicit Rig(const QString &dialect = QStringLiteral("native"),
                 std::vector<Route> fallbacks = {})
    {
        Session::Setup setup;
        setup.url = QUrl(QStringLiteral("ws://boiler.example:8080/live"));
        setup.credentials = std::make_shared<GivenToken>("secret");
        setup.historyMs = 60'000;
        setup.tls.caFile = QStringLiteral("ca.pem");
        setup.fallbacks = std::move(fallbacks);
        session = std::make_unique<Session>(
            setup, peer.factory(), Dialect::create(dialect, setup.limits), clock,
            [this] { return dice; }, outlet);
    }

    const LinkStatus &status() const { return session->status(); }

    void goLive()
    {
        session->start();
        peer.welcome();
    }

    void lose() { peer.close({TransportClosed::Cause::Lost, 1006, 0, {}}); }

    void dialAgain()
    {
        while (status().state == LinkState::Waiting) {
            QVERIFY(clock.advanceToNext());
        }
    }

    void catalogOne()
    {
        SeriesInfo info;
        info.id = 7;
        info.name = QStringLiteral("boiler.temperature");
        peer.say(Catalog{{info}});
    }

    void subscribed(std::uint64_t seq = 0)
    {
        peer.say(Subscribed{QStringLiteral("demo"), {QStringLiteral("e1"), seq}, false});
    }

    void sample(std::uint64_t seq, std::int64_t timeUs, std::size_t rows = 1)
    {
        Samples samples;
        samples.channel = QStringLiteral("demo");
        samples.seq = seq;
        samples.series = {7};
        for (std::size_t i = 0; i < rows; ++i) {
            samples.times.push_back(timeUs + std::int64_t(i));
            samples.values.push_back(double(seq));
        }
        peer.say(samples);
    }

    std::vector<double> values()
    {
        clock.advance(Session::flushMs);
        std::vector<double> out;
        for (const auto &sample : outlet.all<CollectingOutlet::Sample>()) {
            out.push_back(sample.value);
        }
        return out;
    }

    FakeClock clock;
    CollectingOutlet outlet;
    ScriptedPeer peer;
    double dice = 0.999;
    std::unique_ptr<Session> session;
};

} // namespace sightglass
