#include "host.h"

#include "machine.h"
#include "witness.h"

#include "demo/feedserver.h"

#include <QProcess>
#include <QRegularExpression>

#include <csignal>

namespace sightglass::fault {

using namespace Qt::StringLiterals;

namespace {

class Inside final : public Host
{
public:
    explicit Inside(int retainMs)
    {
        m_options.cpuMs = 20;
        m_options.systemMs = 120;
        m_options.retainMs = retainMs;
        m_options.onPublished = [this](const Stream &stream) { m_sent.add(stream, wallUs()); };
        start();
    }

    quint16 port() const override { return m_port; }
    void die() override { m_server.reset(); }
    void liveAgain() override
    {
        m_sent.newLife();
        start();
    }

private:
    void start()
    {
        m_server = std::make_unique<FeedServer>(std::make_unique<ScriptedMachine>());
        const auto port = m_server->listen(m_options);
        if (!port) {
            qFatal("%s", qPrintable(port.error()));
        }
        m_port = *port;
    }

    FeedServer::Options m_options;
    std::unique_ptr<FeedServer> m_server;
    quint16 m_port = 0;
};

class Child final : public Host
{
public:
    explicit Child(QString program)
        : m_program(std::move(program))
    {
        start();
    }
    ~Child() override { Child::die(); }

    quint16 port() const override { return m_port; }
    void die() override
    {
        m_witness.reset();
        m_process->disconnect(this);
        m_process->kill(); // works on a stopped one, too
        m_process->waitForFinished();
    }
    void liveAgain() override
    {
        m_sent.newLife();
        start();
    }
    void stop() override { send(SIGSTOP); }
    void resume() override { send(SIGCONT); }
    bool knows(std::int64_t untilUs) const override
    {
        return m_witness && m_witness->newestUs() > untilUs;
    }

private:
    void send(int signal) const
    {
        if (m_process->processId() > 0) { // 0 would be all of us
            ::kill(pid_t(m_process->processId()), signal);
        }
    }
    void start()
    {
        m_port = 0;
        m_process = std::make_unique<QProcess>();
        connect(m_process.get(), &QProcess::readyReadStandardOutput, this, [this] { listen(); });
        m_process->start(m_program, {u"serve"_s, u"--port"_s, u"0"_s});
    }
    void listen()
    {
        static const QRegularExpression pattern(u"listening ws://[^:]*:(\\d+)/"_s);
        m_output += QString::fromUtf8(m_process->readAllStandardOutput());
        const auto match = pattern.match(m_output);
        if (match.hasMatch()) {
            m_port = quint16(match.captured(1).toInt());
            m_output.clear();
            m_witness = std::make_unique<Witness>(m_port, m_sent);
        }
    }

    QString m_program;
    QString m_output;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<Witness> m_witness;
    quint16 m_port = 0;
};

} // namespace

std::unique_ptr<Host> Host::inside(int retainMs)
{
    return std::make_unique<Inside>(retainMs);
}

std::unique_ptr<Host> Host::child(const QString &program)
{
    return std::make_unique<Child>(program);
}

} // namespace sightglass::fault
