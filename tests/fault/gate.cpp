#include "gate.h"

#include "demo/stream.h"
#include "dialects/native.h"
#include "fakeserver.h"

#include <QHostAddress>
#include <QtEndian>

namespace sightglass::fault {

using namespace Qt::StringLiterals;

namespace {

// Each refusal is followed by one, so whoever comes early is still caught, as the second.
constexpr std::int64_t probeUs = 10'000'000;

const QByteArray endOfHead("\r\n\r\n");

// How many bytes the first frame takes, 0 if they are not all there. A server does not mask.
qsizetype frameSize(const QByteArray &bytes)
{
    if (bytes.size() < 2) {
        return 0;
    }
    const auto *raw = reinterpret_cast<const uchar *>(bytes.constData());
    qsizetype size = raw[1] & 0x7f;
    const qsizetype head = size == 126 ? 4 : size == 127 ? 10 : 2;
    if (bytes.size() < head) {
        return 0;
    }
    if (head == 4) {
        size = qFromBigEndian<quint16>(raw + 2);
    } else if (head == 10) {
        size = qsizetype(qFromBigEndian<quint64>(raw + 2));
    }
    return bytes.size() >= head + size ? head + size : 0;
}

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':')) {
            return line.mid(name.size() + 1).trimmed();
        }
    }
    return {};
}

} // namespace

Gate::Gate(std::optional<QSslConfiguration> tls)
    : m_door(std::move(tls))
{
    if (!m_door.listen(QHostAddress::LocalHost)) {
        qFatal("no port to listen on");
    }
    connect(&m_door, &QTcpServer::newConnection, this, &Gate::accept);
}

Gate::~Gate()
{
    for (const auto &link : m_links) {
        link->client->disconnect(this);
        link->server->disconnect(this);
    }
}

void Gate::accept()
{
    sweep();
    while (QTcpSocket *client = m_door.nextPendingConnection()) {
        auto link = std::make_unique<Link>();
        client->setParent(nullptr);
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        link->client.reset(client);
        link->server = std::make_unique<QTcpSocket>();
        link->server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        Link *raw = link.get();
        connect(client, &QTcpSocket::readyRead, this, [this, raw] { fromClient(*raw); });
        connect(client, &QTcpSocket::disconnected, this, [raw] {
            raw->over = true;
            raw->server->abort();
        });
        connect(raw->server.get(), &QTcpSocket::readyRead, this, [this, raw] { fromServer(*raw); });
        connect(raw->server.get(), &QTcpSocket::disconnected, this,
                [this, raw] { finish(*raw, {}); });
        connect(raw->server.get(), &QTcpSocket::errorOccurred, this,
                [this, raw] { finish(*raw, {}); });
        m_links.push_back(std::move(link));
    }
}

void Gate::sweep()
{
    std::erase_if(m_links, [](const std::unique_ptr<Link> &link) {
        return link->over && link->client->state() == QAbstractSocket::UnconnectedState;
    });
}

void Gate::fromClient(Link &link)
{
    const QByteArray bytes = link.client->readAll();
    if (link.over) {
        return;
    }
    if (link.server->state() != QAbstractSocket::UnconnectedState) {
        link.server->write(bytes);
        return;
    }
    link.up += bytes;
    const auto end = link.up.indexOf(endOfHead);
    if (end >= 0) {
        const QByteArray rest = link.up.mid(end + endOfHead.size());
        meet(link, std::exchange(link.up, {}).left(end + endOfHead.size()), rest);
    }
}

void Gate::count()
{
    ++m_upgrades;
    m_early += wallUs() < m_notBeforeUs ? 1 : 0;
    m_notBeforeUs = 0;
}

void Gate::meet(Link &link, QByteArray head, const QByteArray &rest)
{
    // The request that asks at once what was wrong gets the same answer and does not count.
    if (wallUs() < std::exchange(m_probeUntilUs, 0)) {
        answer(link);
        return;
    }
    count();
    if (m_refusals > 0) {
        --m_refusals;
        m_probeUntilUs = wallUs() + probeUs;
        answer(link);
        return;
    }
    if (m_jsonOnly) {
        head.replace("sightglass.v1.msgpack,", "");
    }
    link.server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
    link.server->write(head + rest);
}

void Gate::answer(Link &link)
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(m_status) + " No\r\nContent-Length: 0\r\n";
    if (m_retryAfterMs >= 0) {
        text += "Retry-After: " + QByteArray::number(m_retryAfterMs / 1000) + "\r\n";
        m_notBeforeUs = wallUs() + m_retryAfterMs * 1000;
    }
    if (m_status >= 300 && m_status < 400) {
        text += "Location: /elsewhere\r\n";
    }
    link.client->write(text + "\r\n");
    // Half of the servers leave the connection open.
    if (m_upgrades % 2 == 0) {
        finish(link, {});
    }
}

void Gate::fromServer(Link &link)
{
    link.down += link.server->readAll();
    if (link.over || link.client->state() != QAbstractSocket::ConnectedState) {
        return;
    }
    if (!link.answered) {
        const auto end = link.down.indexOf(endOfHead);
        if (end < 0) {
            return;
        }
        const QByteArray head = link.down.left(end + endOfHead.size());
        link.subprotocol = headerOf(head, "Sec-WebSocket-Protocol");
        link.answered = true;
        link.client->write(head);
        link.down.remove(0, head.size());
    }
    while (const qsizetype size = frameSize(link.down)) {
        link.client->write(link.down.left(size));
        link.down.remove(0, size);
    }
    link.client->flush();
}

void Gate::finish(Link &link, const QByteArray &lastWords)
{
    if (std::exchange(link.over, true)) {
        return;
    }
    if (link.client->state() == QAbstractSocket::ConnectedState) {
        link.client->write(lastWords);
        link.client->flush();
        link.client->disconnectFromHost();
    }
    link.server->abort();
}

void Gate::refuse(int status, int retryAfterMs, int times)
{
    m_status = status;
    m_retryAfterMs = retryAfterMs;
    m_refusals = times;
}

void Gate::sendClose(int code)
{
    for (const auto &link : m_links) {
        if (link->answered) {
            finish(*link, FakeServer::closeFrame(code));
        }
    }
}

void Gate::sendBye(int retryAfterMs, bool final)
{
    Bye bye;
    bye.reason = u"Enough."_s;
    bye.final = final;
    if (retryAfterMs >= 0) {
        bye.retryAfterMs = retryAfterMs;
        m_notBeforeUs = final ? 0 : wallUs() + retryAfterMs * 1000;
    }
    for (const auto &link : m_links) {
        const auto codec = NativeDialect::codecFor(QString::fromLatin1(link->subprotocol), {});
        if (link->answered && codec) {
            const int opcode = codec->binary() ? FakeServer::Binary : FakeServer::Text;
            finish(*link, FakeServer::frame(opcode, codec->encode(bye)));
        }
    }
}

void Gate::sendHalfAFrame()
{
    for (const auto &link : m_links) {
        if (link->answered) {
            finish(*link, FakeServer::frame(FakeServer::Text, "half of it").left(7));
        }
    }
}

} // namespace sightglass::fault
