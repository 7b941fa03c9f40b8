#include "program.h"

#include <QStandardPaths>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

QString find(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty()
               ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s})
               : found;
}

} // namespace

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

Program::Program(const QString &name, const QStringList &arguments, const QByteArray &config)
    : m_name(name)
    , m_arguments(arguments)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    const QString port = QString::number(m_port);
    m_arguments.replaceInStrings(u"@PORT@"_s, port);
    m_arguments.replaceInStrings(u"@DIR@"_s, m_dir.path());
    QFile file(m_dir.filePath(u"config"_s));
    QByteArray text = config;
    text.replace("@PORT@", port.toLatin1()).replace("@DIR@", m_dir.path().toUtf8());
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
        qFatal("cannot write %s", qPrintable(file.fileName()));
    }
}

Program::~Program()
{
    stop();
}

bool Program::isInstalled(const QString &name)
{
    return !find(name).isEmpty();
}

bool Program::start()
{
    m_process.start(find(m_name), m_arguments);
    for (int tries = 0; tries < 100 && m_process.state() != QProcess::NotRunning; ++tries) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        if (socket.waitForConnected(100)) {
            return true;
        }
        QTest::qWait(50);
    }
    return false;
}

void Program::stop()
{
    m_process.terminate();
    if (!m_process.waitForFinished(3'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

} // namespace sightglass
