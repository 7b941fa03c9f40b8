#include "steadyserver.h"

#include "floodserver.h"
#include "models/pace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

namespace sightglass::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30'000;
constexpr int pollMs = 20;
constexpr double shortestSleepUs = 300;
constexpr double longestSleepUs = 20'000;

} // namespace

SteadyServer::SteadyServer(Script script)
    : m_script(std::move(script))
    , m_sentNs(new std::atomic<qint64>[std::size_t(m_script.remembered)]())
{
    start();
    while (m_port == 0) {
        QThread::msleep(1);
    }
}

SteadyServer::~SteadyServer()
{
    m_stop = true;
    wait();
}

qint64 SteadyServer::sentNs(qint64 number) const
{
    return number >= 0 && number < m_script.remembered ? m_sentNs[std::size_t(number)].load() : 0;
}

void SteadyServer::run()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    m_port = server.serverPort();
    while (!m_stop && !server.waitForNewConnection(pollMs)) {
    }
    std::unique_ptr<QTcpSocket> socket(m_stop ? nullptr : server.nextPendingConnection());
    if (!socket) {
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QByteArray request;
    while (!request.contains("\r\n\r\n") && socket->waitForReadyRead(patienceMs)) {
        request += socket->readAll();
    }
    socket->write(FloodServer::acceptance(request, m_script.subprotocol) + m_script.opening);
    const double periodNs = 1e9 / m_script.perSecond;
    const qint64 startNs = steadyNowNs();
    qint64 number = 0;
    while (!m_stop && socket->state() == QAbstractSocket::ConnectedState) {
        while (double(steadyNowNs() - startNs) >= double(number) * periodNs) {
            socket->write(m_script.frames(number));
            if (number < m_script.remembered) {
                m_sentNs[std::size_t(number)] = steadyNowNs();
            }
            ++number;
        }
        m_sent = number;
        socket->flush();
        if (socket->waitForReadyRead(0)) {
            socket->readAll(); // what the client says does not matter
        }
        const double leftNs = double(number) * periodNs - double(steadyNowNs() - startNs);
        QThread::usleep(ulong(std::clamp(leftNs / 1e3, shortestSleepUs, longestSleepUs)));
    }
}

QByteArray chartBoard(const QString &prefix)
{
    QJsonArray tiles;
    for (int i = 0; i < boardCharts; ++i) {
        tiles.append(QJsonObject{{u"kind"_s, u"chart"_s},
                                 {u"title"_s, u"Chart %1"_s.arg(i + 1)},
                                 {u"style"_s, u"line"_s},
                                 {u"column"_s, i % 3 * 4},
                                 {u"row"_s, i / 3 * 7},
                                 {u"columns"_s, 4},
                                 {u"rows"_s, 7},
                                 {u"series"_s, QJsonArray{u"%1%2.*"_s.arg(prefix).arg(i)}}});
    }
    return QJsonDocument(
               QJsonObject{{u"version"_s, 1}, {u"title"_s, u"Bench"_s}, {u"tiles"_s, tiles}})
        .toJson();
}

} // namespace sightglass::bench
