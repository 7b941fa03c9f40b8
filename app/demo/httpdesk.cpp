#include "demo/httpdesk.h"

#include <QRandomGenerator>
#include <QUrl>
#include <QUrlQuery>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int idWords = 4; // of 32 random bits

QByteArray randomId()
{
    QByteArray bytes;
    for (int i = 0; i < idWords; ++i) {
        const quint32 word = QRandomGenerator::system()->generate();
        bytes.append(reinterpret_cast<const char *>(&word), sizeof word);
    }
    return bytes.toHex();
}

// Takes as long for a wrong token as for a right one.
bool sameToken(const QByteArray &given, const QByteArray &wanted)
{
    int different = int(given.size() ^ wanted.size());
    for (qsizetype i = 0; i < given.size(); ++i) {
        different |= given[i] ^ (wanted.isEmpty() ? '\0' : wanted[i % wanted.size()]);
    }
    return different == 0;
}

void say(HttpLine &line, int status, const QByteArray &text, const QByteArray &headers = {})
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = text;
    answer.headers = headers;
    line.answer(answer);
}

bool wantsEvents(const HttpRequest &request)
{
    return request.value("accept").toLower().contains("text/event-stream");
}

} // namespace

bool DoorRules::accepts(const QByteArray &authorization, const QByteArray &target) const
{
    if (token.isEmpty()) {
        return true;
    }
    constexpr QByteArrayView scheme("Bearer ");
    if (authorization.startsWith(scheme)) {
        return sameToken(authorization.mid(scheme.size()), token);
    }
    const QUrlQuery query(QUrl::fromEncoded(target).query(QUrl::FullyEncoded));
    return sameToken(query.queryItemValue(u"token"_s, QUrl::FullyDecoded).toUtf8(), token);
}

HttpDesk::HttpDesk(DoorRules rules, Calls calls)
    : m_rules(std::move(rules))
    , m_calls(std::move(calls))
{
}

void HttpDesk::serve(HttpLine &line, const HttpRequest &request)
{
    const QByteArray id = request.value("sightglass-stream");
    const QByteArray &method = request.method();
    if (method != "GET" && method != "POST" && method != "DELETE") {
        say(line, 405, "Use GET, POST or DELETE here.\n", "Allow: GET, POST, DELETE\r\n");
    } else if (method == "GET" && id.isEmpty() && !wantsEvents(request)) {
        page(line, request);
    } else if (!m_rules.accepts(request.value("authorization"), request.head.start[1])) {
        say(line, 401, "The token is wrong, or there is none.\n", "WWW-Authenticate: Bearer\r\n");
    } else if (!m_rules.acceptsOrigin(request.value("origin"))) {
        say(line, 403, "Pages in a browser need a token.\n");
    } else if (!id.isEmpty()) {
        const QPointer<HttpStream> stream = m_streams.value(id);
        if (stream) {
            go(line, request, *stream);
        } else {
            say(line, 410, "1006 there is no such stream, or no longer\n");
        }
    } else if (method == "DELETE") {
        say(line, 400, "Name the stream to end (Sightglass-Stream).\n");
    } else if (m_calls.full()) {
        say(line, 503, "All places are taken.\n", "Retry-After: 5\r\n");
    } else {
        open(line, method == "GET");
    }
}

void HttpDesk::open(HttpLine &line, bool events)
{
    auto *stream = new HttpStream(randomId());
    const QByteArray id = stream->id();
    m_streams.insert(id, stream);
    connect(stream, &FeedSocket::ended, this, [this, id] { m_streams.remove(id); });
    connect(stream, &QObject::destroyed, this, [this, id] { m_streams.remove(id); });
    m_calls.enter(stream);
    if (events) {
        stream->openEvents(line);
        return;
    }
    HttpAnswer answer;
    answer.type = "application/json";
    answer.body = stream->opening() + '\n';
    line.answer(answer);
}

void HttpDesk::go(HttpLine &line, const HttpRequest &request, HttpStream &stream)
{
    const std::uint64_t number = request.value("sightglass-number").toULongLong();
    if (request.method() == "GET") {
        stream.poll(line, number);
    } else if (request.method() == "POST") {
        stream.post(line, number, request.body);
    } else {
        stream.leave();
        say(line, 204, {});
    }
}

void HttpDesk::page(HttpLine &line, const HttpRequest &request)
{
    if (!request.value("sec-websocket-key").isEmpty()) {
        // Something on the way has taken the upgrade out of the request.
        say(line, 426, "A WebSocket was asked for, but not as an upgrade.\n",
            "Upgrade: websocket\r\n");
        return;
    }
    say(line, 404,
        "This is a Sightglass feed; there is no page here. Watch it with\n\n"
        "    sightglass ws://HOST:PORT/\n");
}

} // namespace sightglass
