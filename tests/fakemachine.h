// A machine whose readings a test makes up, as many as it likes, and a server of them.
#pragma once

#include "demo/feedserver.h"

#include <QUrl>

namespace sightglass {

class FakeMachine final : public Machine
{
public:
    // `width` series on the channel "cpu", one on "machine".
    static QString usualName() { return QStringLiteral("cpu.core%1"); }
    explicit FakeMachine(int width = 2, const QString &name = usualName())
        : m_width(width)
        , m_name(name)
    {
    }

    void sampleCpu(std::int64_t, MachineReadings &out) override
    {
        ++m_count;
        for (int i = 0; i < m_width; ++i) {
            out.push_back({m_table.series(m_name.arg(i), QStringLiteral("%")), m_count});
        }
    }
    void sampleSystem(std::int64_t, MachineReadings &out) override
    {
        out.push_back({m_table.series(QStringLiteral("uptime"), QStringLiteral("s")), m_count});
    }
    void sampleProcesses(std::int64_t, MachineReadings &) override {}

private:
    int m_width;
    QString m_name;
    double m_count = 0;
};

inline FeedServer::Options quick()
{
    FeedServer::Options options;
    options.cpuMs = 10;
    options.systemMs = 50;
    return options;
}

// Hardly ever says anything.
inline FeedServer::Options quiet(int cpuMs = 60'000, int heartbeatMs = 60'000)
{
    FeedServer::Options options;
    options.cpuMs = cpuMs;
    options.systemMs = 3'600'000;
    options.heartbeatMs = heartbeatMs;
    return options;
}

class Served
{
public:
    explicit Served(const FeedServer::Options &options = quick(), int width = 2,
                    const QString &name = FakeMachine::usualName())
        : server(std::make_unique<FakeMachine>(width, name))
    {
        const auto listening = server.listen(options);
        if (!listening) {
            qFatal("%s", qPrintable(listening.error()));
        }
        port = *listening;
    }
    QUrl url(const QString &rest = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(port).arg(rest));
    }

    FeedServer server;
    quint16 port = 0;
};

} // namespace sightglass
