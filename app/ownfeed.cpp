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
    setObjectName(QStringLiteral("feed"));
}

OwnFeed::~OwnFeed()
{
    quit();
    wait();
}

tl::expected<Source, QString> OwnFeed::start(FeedServer::Options options)
{
    m_options = std::move(options);
    m_options.address = QHostAddress::LocalHost;
    m_options.port = 0;
    m_options.token = randomToken();
    m_options.certificateFile.clear();
    Source source;
    source.name = QCoreApplication::translate("ownfeed", "This machine");
    source.dialect = QStringLiteral("native");
    source.token = m_options.token;
    QThread::start();
    const auto port = m_port.get_future().get();
    if (!port) {
        return tl::unexpected(port.error());
    }
    source.address = QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(*port));
    return source;
}

void OwnFeed::run()
{
    FeedServer server(Machine::create());
    const auto port = server.listen(m_options);
    m_port.set_value(port);
    if (port) {
        exec();
    }
}

} // namespace sightglass
