#include "program.h"

#include "models/pace.h"

#include <QFile>

#include <ctime>

namespace sightglass::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 20'000;
constexpr int endMs = 5'000;

} // namespace

Program::Program(const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &name : {u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CACHE_HOME"_s}) {
        environment.insert(name, m_home.path());
    }
    m_process.setProcessEnvironment(environment);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setProgram(QStringLiteral(SIGHTGLASS_PROGRAM));
    m_process.setArguments(arguments);
    m_startNs = steadyNowNs();
    m_process.start();
    m_process.waitForStarted();
    m_process.setReadChannel(QProcess::StandardError);
}

Program::~Program()
{
    m_process.terminate();
    if (!m_process.waitForFinished(endMs)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool Program::running()
{
    m_process.waitForFinished(0); // it does not hear of an end by itself: no event loop runs
    return m_process.state() == QProcess::Running;
}

double Program::saysAfter(const QByteArray &text)
{
    QByteArray all;
    while (m_process.bytesAvailable() > 0 || m_process.waitForReadyRead(patienceMs)) {
        all += m_process.readAll();
        if (all.contains(text)) {
            return double(steadyNowNs() - m_startNs) / 1e6;
        }
    }
    return -1;
}

double Program::cpuMs() const
{
    clockid_t clock = 0;
    timespec spent{};
    if (clock_getcpuclockid(pid_t(m_process.processId()), &clock) != 0
        || clock_gettime(clock, &spent) != 0) {
        return 0;
    }
    return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
}

double Program::pssMb() const
{
    QFile file(u"/proc/%1/smaps_rollup"_s.arg(m_process.processId()));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:")) {
            return line.simplified().split(' ').value(1).toDouble() / 1024;
        }
    }
    return 0;
}

bool Program::minimise()
{
    QProcess search;
    search.start(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s, u"--pid"_s,
                                QString::number(m_process.processId())});
    search.waitForFinished();
    const QString window = QString::fromLatin1(search.readAll()).section(u'\n', 0, 0);
    return !window.isEmpty() && QProcess::execute(u"xdotool"_s, {u"windowminimize"_s, window}) == 0;
}

} // namespace sightglass::bench
