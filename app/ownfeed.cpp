#include "ownfeed.h"

#include <QCoreApplication>
#include <QRandomGenerator>

namespace sightglass {

namespace {

constexpr int tokenWords = 8;

QString randomToken()
{
    QByteArray bytes;
    for (int i = 0; i < tokenWords; ++i) {
        const quint32 word = QRandomGenerator::system()->generate();
        bytes.append(reinterpret_cast<const char *>(&word), sizeof word);
    }
    return QString::fromLatin1(bytes.toHex());
}

} // namespace

OwnFeed::OwnFeed()
{
    m_thread.setObjectName(QStringLiteral("feed"));
    m_thread.start();
}

OwnFeed::~OwnFeed()
{
    if (m_server) {
        QMetaObject::invokeMethod(
            m_server, [this] { delete std::exchange(m_server, nullptr); },
            Qt::BlockingQueuedConnection);
    }
    m_thread.quit();
    m_thread.wait();
}

tl::expected<Source, QString> OwnFeed::start(FeedServer::Options options)
{
    options.address = QHostAddress::LocalHost;
    options.port = 0;
    options.token = randomToken();
    options.certificateFile.clear();
    auto machine = Machine::create();
    const QString name = QCoreApplication::translate("ownfeed", "This machine");
    m_server = new FeedServer(std::move(machine));
    m_server->moveToThread(&m_thread);
    tl::expected<quint16, QString> port;
    QMetaObject::invokeMethod(
        m_server, [&] { port = m_server->listen(options); }, Qt::BlockingQueuedConnection);
    if (!port) {
        return tl::unexpected(port.error());
    }
    Source source;
    source.name = name;
    source.address = QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(*port));
    source.dialect = QStringLiteral("native");
    source.token = options.token;
    return source;
}

} // namespace sightglass
