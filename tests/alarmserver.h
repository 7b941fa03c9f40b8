// A feed server of a machine with one full disk: one alarm, raised from the start.
#pragma once

#include "fakemachine.h"

namespace sightglass {

class FullMachine final : public Machine
{
public:
    void sampleCpu(std::int64_t, MachineReadings &out) override
    {
        out.push_back({m_table.series(QStringLiteral("cpu.total"), QStringLiteral("%")), 1});
    }
    void sampleSystem(std::int64_t, MachineReadings &out) override
    {
        const QString name = QStringLiteral("filesystem.root.used");
        out.push_back({m_table.series(name, QStringLiteral("%")), 95});
    }
    void sampleProcesses(std::int64_t, MachineReadings &) override {}
};

class AlarmServer
{
public:
    static inline const QString key = QStringLiteral("filesystem.root.used");

    explicit AlarmServer(quint16 wantedPort = 0)
        : server(std::make_unique<FullMachine>())
    {
        FeedServer::Options options = quick();
        options.port = wantedPort;
        const auto listening = server.listen(options);
        if (!listening) {
            qFatal("%s", qPrintable(listening.error()));
        }
        port = *listening;
    }
    QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(port)); }

    FeedServer server;
    quint16 port = 0;
};

} // namespace sightglass
