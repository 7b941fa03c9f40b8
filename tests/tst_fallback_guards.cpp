// Servers that misbehave, against both fallbacks: a clear end, once, soon, in bounded memory.
#include "streamservers.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;

class TestFallbackGuards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsClearly_data();
    void endsClearly();
    void refusesClearly_data();
    void refusesClearly();
    void boundsWhatNeverEnds_data();
    void boundsWhatNeverEnds();
    void followsNoRedirect();
    void survivesDeletionInItsOwnCallback_data();
    void survivesDeletionInItsOwnCallback();
    void abortIsFinal_data();
    void abortIsFinal();
    void refusesWhatIsUnsound();
};

void TestFallbackGuards::endsClearly_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("cause");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &answer, Cause cause,
                        const QString &words) {
        QTest::newRow(name) << answer << int(cause) << words;
    };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    row("a page", ok + "Content-Type: text/html\r\n\r\n<html>", Cause::NotWebSocket,
        u"text/html"_s);
    row("no type", ok + "\r\ndata: x\n\n", Cause::NotWebSocket, u"no type"_s);
    row("almost", ok + "Content-Type: text/event-streams\r\n\r\n" + opened, Cause::NotWebSocket,
        u"text/event-streams"_s);
    row("another first event", eventHead + "data: {}\n\n", Cause::NotWebSocket, u"first event"_s);
    row("opens with nonsense", eventHead + "event: open\ndata: hi\n\n", Cause::NotWebSocket,
        u"open a stream"_s);
    row("nothing", eventHead, Cause::NotWebSocket, u"ended before"_s);
    row("ends", eventHead + opened, Cause::Lost, {});
    row("ends in an event", eventHead + opened + "data: {\"a\":", Cause::Lost, {});
    row("closes", eventHead + opened + "event: close\ndata: 4400 too fast\n\n", Cause::Closed,
        u"too fast"_s);
    row("no HTTP", "hello\r\n\r\n", Cause::Unreachable, u"closed the connection"_s);
    row("no answer", "", Cause::Unreachable, u"closed the connection"_s);
}

void TestFallbackGuards::endsClearly()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, words);
    FakeServer server(sends(answer, true));
    Call call(server.url(), factoryOf<EventStream>());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QTEST(int(call.ear.closed[0].cause), "cause");
    QVERIFY2(call.ear.closed[0].text.contains(words), qPrintable(call.ear.closed[0].text));
    QVERIFY(call.ear.frames.empty());
    QTest::qWait(50);
    QCOMPARE(call.ear.closed.size(), 1u);
}

void TestFallbackGuards::refusesClearly_data()
{
    QTest::addColumn<bool>("events");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("retryMs");
    QTest::addColumn<QString>("words");
    for (const bool events : {true, false}) {
        const auto row = [events](const char *name, const QByteArray &answer, int status,
                                  int retryMs = 0, const QString &words = {}) {
            QTest::addRow("%s, %s", name, events ? "events" : "polls")
                << events << "HTTP/1.1 " + answer << status << retryMs << words;
        };
        row("nothing more", "204 No Content\r\n\r\n", 204);
        row("not here", "404 Not Found\r\nContent-Length: 0\r\n\r\n", 404);
        row("later", "503 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", 503, 7'000);
        row("too many", "429 No\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n", 429, 1'000);
        row("words", "400 Bad\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nno,\n  no",
            400, 0, u"no, no"_s);
        row("markup", "400 No\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<b>no.", 400);
        row("words without an end", "400 Bad\r\nContent-Type: text/plain\r\n\r\nno, no", 400, 0,
            u"no, no"_s);
        row("no words, no end", "400 No\r\n\r\n", 400);
        row("who are you", "401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n", 401);
    }
}

void TestFallbackGuards::refusesClearly()
{
    QFETCH(bool, events);
    QFETCH(QByteArray, answer);
    FakeServer server(sends(answer)); // and the connection stays
    Call call(server.url(), fallback(events));
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(call.ear.closed[0].cause, Cause::Refused);
    QTEST(call.ear.closed[0].httpStatus, "status");
    QTEST(int(call.ear.closed[0].retryAfterMs), "retryMs");
    QTEST(call.ear.closed[0].text, "words");
    QVERIFY(call.ear.transport->reached());
    QCOMPARE(call.ear.opened, 0);
}

void TestFallbackGuards::boundsWhatNeverEnds_data()
{
    QTest::addColumn<bool>("events");
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("more");
    const QByteArray kilobyte(1'000, 'x');
    QTest::newRow("a line") << true << eventHead + opened + "data: " << kilobyte;
    QTest::newRow("an event") << true << eventHead + opened << "data: " + kilobyte + "\n";
    QTest::newRow("a name") << true << eventHead + opened << kilobyte;
    QTest::newRow("an opening") << true << eventHead << kilobyte;
    QTest::newRow("a message of a poll")
        << false << QByteArray("HTTP/1.1 200 OK\r\n\r\n") << kilobyte;
}

void TestFallbackGuards::boundsWhatNeverEnds()
{
    QFETCH(bool, events);
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, more);
    qint64 sent = 0;
    FakeServer server([&](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("POST")) {
            socket.write(whole(opening));
            socket.disconnectFromHost();
            return;
        }
        socket.write(start);
        connect(&socket, &QTcpSocket::bytesWritten, &socket, [&sent, &socket, more](qint64 bytes) {
            sent += bytes;
            if (socket.bytesToWrite() < 100'000) {
                socket.write(more);
            }
        });
    });
    Call call(server.url(), fallback(events));
    call.request.maxFrameBytes = 1 << 20;
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(call.ear.closed[0].cause, Cause::Closed);
    QCOMPARE(call.ear.closed[0].code, 1009);
    QVERIFY(call.ear.frames.empty());
    QVERIFY2(sent < 32 << 20, "the kernel's buffers hold some of it");
}

void TestFallbackGuards::followsNoRedirect()
{
    FakeServer elsewhere(sends(eventHead + opened));
    FakeServer server(sends("HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:"
                            + QByteArray::number(elsewhere.port())
                            + "/\r\nContent-Length: 0\r\n\r\n"));
    for (const bool events : {true, false}) {
        Call call(server.url(), fallback(events));
        call.request.bearer = "s3cret";
        call.open();
        QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
        QCOMPARE(call.ear.closed[0].httpStatus, 307);
    }
    QCOMPARE(elsewhere.connections(), 0);
}

void TestFallbackGuards::survivesDeletionInItsOwnCallback_data()
{
    QTest::addColumn<bool>("events");
    QTest::addColumn<QString>("on");
    for (const bool events : {true, false}) {
        for (const QString &on : {u"opened"_s, u"frame"_s, u"closed"_s}) {
            QTest::addRow("%s, %s", events ? "events" : "polls", qPrintable(on)) << events << on;
        }
    }
}

void TestFallbackGuards::survivesDeletionInItsOwnCallback()
{
    QFETCH(bool, events);
    QFETCH(QString, on);
    FakeServer server(events ? sends(eventHead + opened + "data: 1\n\ndata: 2\n\n", true)
                             : polls([](int number, int) {
                                   return number == 1 ? whole("{1}\n{2}\n") : whole({}, "410 Gone");
                               }));
    Call call(server.url(), fallback(events));
    call.ear.deleteOn = on;
    call.open();
    QTRY_VERIFY_WITH_TIMEOUT(!call.ear.transport, limit);
    QTest::qWait(100);
    QCOMPARE(call.ear.frames.size(), on == u"opened" ? 0u : on == u"frame" ? 1u : 2u);
    QCOMPARE(call.ear.closed.size(), on == u"closed" ? 1u : 0u);
}

void TestFallbackGuards::abortIsFinal_data()
{
    QTest::addColumn<bool>("events");
    QTest::newRow("server-sent events") << true;
    QTest::newRow("long polling") << false;
}

void TestFallbackGuards::abortIsFinal()
{
    QFETCH(bool, events);
    FakeServer server(
        events ? sends(eventHead + opened + "data: 1\n\n")
               : polls([](int number, int) { return number == 1 ? whole("{1}\n") : waits; }));
    for (const bool politely : {true, false}) {
        Call call(server.url(), fallback(events));
        call.open();
        QTRY_VERIFY_WITH_TIMEOUT(!call.ear.frames.empty(), limit);
        const QByteArrayList before = server.requests();
        politely ? call.ear.transport->close(1001, {}) : call.ear.transport->abort();
        call.ear.transport->send({"{}", false}); // into the void
        const std::size_t frames = call.ear.frames.size();
        QTest::qWait(100);
        QCOMPARE(call.ear.frames.size(), frames);
        QVERIFY(call.ear.closed.empty());
        const bool told = std::ranges::any_of(server.requests().mid(before.size()),
                                              [](auto &one) { return one.startsWith("DELETE"); });
        QCOMPARE(told, politely);
    }
}

void TestFallbackGuards::refusesWhatIsUnsound()
{
    for (const bool events : {true, false}) {
        Call call(QUrl(u"ws://127.0.0.1:1/"_s), fallback(events));
        call.request.bearer = "a\r\nX: y";
        call.open();
        QCOMPARE(call.ear.closed.size(), 1u);
        QCOMPARE(call.ear.closed[0].cause, Cause::BadSetup);
        Call nobody(QUrl(u"ws://127.0.0.1:1/"_s), fallback(events));
        nobody.open();
        QTRY_COMPARE_WITH_TIMEOUT(nobody.ear.closed.size(), 1u, limit);
        QCOMPARE(nobody.ear.closed[0].cause, Cause::Unreachable);
        QVERIFY(!nobody.ear.transport->reached());
    }
}

QTEST_GUILESS_MAIN(TestFallbackGuards)
#include "tst_fallback_guards.moc"
