#include "ear.h"
#include "fakeserver.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;

namespace {

FakeServer::Script opensAnd(std::function<void(QTcpSocket &)> then)
{
    return [then](QTcpSocket &socket, const QByteArray &request) {
        socket.write(FakeServer::upgrade(request));
        socket.flush();
        then(socket);
    };
}

} // namespace

Q_DECLARE_METATYPE(sightglass::FakeServer::Script)

class TestWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsOnceWithTheRightCause_data();
    void endsOnceWithTheRightCause();
    void saysWhichFramesCameOfOneRead();
    void endsWhenNobodyListens();
    void endsWhenClosedBeforeTheRequestIsAnswered();
    void staysSilentTowardsASilentServer();
    void takesAMaskedFrameAsQWebSocketDoes();
    void carriesFramesIntactBothWays();
    void carriesFramesThatComeInPieces();
    void hearsBytesOfAnUnfinishedFrame();
};

void TestWebSocket::endsOnceWithTheRightCause_data()
{
    QTest::addColumn<FakeServer::Script>("script");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, FakeServer::Script script, Cause cause, int code,
                        int status = 0) {
        QTest::newRow(name) << script << cause << code << status;
    };
    using F = FakeServer;
    row("200", F::answers("200 OK"), Cause::Refused, 1006, 200);
    row("301", F::answers("301 Moved", "Location: /there\r\n"), Cause::Refused, 1006, 301);
    row("401", F::answers("401 Unauthorized"), Cause::Refused, 1006, 401);
    row("403", F::answers("403 Forbidden"), Cause::Refused, 1006, 403);
    row("404", F::answers("404 Not Found"), Cause::Refused, 1006, 404);
    row("503", F::answers("503 Busy"), Cause::Refused, 1006, 503);
    row(
        "503 and gone",
        [](QTcpSocket &socket, const QByteArray &request) {
            F::answers("503 Busy")(socket, request);
            socket.disconnectFromHost();
        },
        Cause::Refused, 1006, 503);
    row(
        "garbage",
        [](QTcpSocket &socket, const QByteArray &) { socket.write("SSH-2.0-x\r\n\r\n"); },
        Cause::NotWebSocket, 1006);
    row(
        "closed before the answer",
        [](QTcpSocket &socket, const QByteArray &) { socket.disconnectFromHost(); },
        Cause::Unreachable, 1006);
    row(
        "reset before the answer", [](QTcpSocket &socket, const QByteArray &) { F::reset(socket); },
        Cause::Unreachable, 1006);
    row("no close frame", opensAnd([](QTcpSocket &s) { s.disconnectFromHost(); }), Cause::Lost,
        1006);
    row("reset", opensAnd([](QTcpSocket &socket) {
            socket.waitForBytesWritten();
            QTimer::singleShot(50, &socket, [&socket] { F::reset(socket); });
        }),
        Cause::Lost, 1006);
    row("truncated frame and gone", opensAnd([](QTcpSocket &socket) {
            socket.write(F::frame(F::Text, "whole").left(4));
            socket.disconnectFromHost();
        }),
        Cause::Lost, 1006);
    row("too large a frame", F::opensAndSends(F::frame(F::Binary, QByteArray(2'001, 'x'))),
        Cause::Closed, 1009);
    row("too large a message",
        F::opensAndSends(F::frame(F::Binary, QByteArray(1'500, 'x'), F::NotFinal)
                         + F::frame(F::Continuation, QByteArray(1'500, 'x'))),
        Cause::Closed, 1009);
    row("not UTF-8", F::opensAndSends(F::frame(F::Text, "\xc3\x28")), Cause::Closed, 1007);
    row("reserved opcode", F::opensAndSends(F::frame(5, "?")), Cause::Closed, 1002);
    for (const int code : {1001, 1008, 1011, 4401, 4426, 4999}) {
        row(qPrintable(QString::number(code)), F::opensAndSends(F::closeFrame(code, "why")),
            Cause::Closed, code);
    }
    row("1000 with a reason", F::opensAndSends(F::closeFrame(1000, "why")), Cause::Closed, 1000);
}

void TestWebSocket::endsOnceWithTheRightCause()
{
    QFETCH(FakeServer::Script, script);
    QFETCH(Cause, cause);
    QFETCH(int, code);
    QFETCH(int, status);
    FakeServer server(script);
    Call call(server.url());
    call.request.maxFrameBytes = 2'000;
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    const TransportClosed closed = call.ear.closed[0];
    QCOMPARE(int(closed.cause), int(cause));
    QCOMPARE(closed.code, code);
    QCOMPARE(closed.httpStatus, status);
    QVERIFY(call.ear.frames.empty());
    QTest::qWait(50);
    QCOMPARE(call.ear.closed.size(), 1u);
    if (server.newest()) {
        QTRY_VERIFY_WITH_TIMEOUT(!server.newest(), limit); // nothing is left connected
    }
}

// Those are given one time; what came later must never be given that of what came before.
void TestWebSocket::saysWhichFramesCameOfOneRead()
{
    using F = FakeServer;
    const QByteArray three = F::frame(F::Text, "1") + F::frame(F::Binary, "2")
                             + F::frame(F::Text, "3");
    FakeServer server([&three](QTcpSocket &socket, const QByteArray &request) {
        socket.write(F::upgrade(request) + three);
    });
    Call call(server.url());
    call.open();
    const std::vector<bool> ofOne{false, true, true};
    std::vector<bool> expected;
    for (int round = 0; round < 4; ++round) {
        expected.insert(expected.end(), ofOne.begin(), ofOne.end());
        QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), expected.size(), limit);
        QCOMPARE(call.ear.sameReads, expected);
        QCoreApplication::processEvents();
        server.newest()->write(three);
    }
}

void TestWebSocket::endsWhenNobodyListens()
{
    QUrl url;
    {
        const FakeServer gone;
        url = gone.url();
    }
    Call call(url);
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(int(call.ear.closed[0].cause), int(Cause::Unreachable));
    QVERIFY2(call.ear.closed[0].text.contains(QString::number(url.port())),
             qPrintable(call.ear.closed[0].text));
}

void TestWebSocket::endsWhenClosedBeforeTheRequestIsAnswered()
{
    FakeServer server;
    server.onAccept([](QTcpSocket &socket) {
        QTimer::singleShot(20, &socket, [&socket] { FakeServer::reset(socket); });
    });
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(int(call.ear.closed[0].cause), int(Cause::Unreachable));
    QCOMPARE(call.ear.opened, 0);
}

void TestWebSocket::staysSilentTowardsASilentServer()
{
    FakeServer server; // the deadline is the session's
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, limit);
    QTest::qWait(100);
    QCOMPARE(call.ear.opened, 0);
    QVERIFY(call.ear.closed.empty());
    call.ear.transport->close(1001, {});
    QTRY_VERIFY_WITH_TIMEOUT(!server.newest(), limit);
    QVERIFY(call.ear.closed.empty());
    QVERIFY(server.frames().empty());
}

void TestWebSocket::takesAMaskedFrameAsQWebSocketDoes()
{
    // RFC 6455, section 5.1, wants it refused; QWebSocket takes it, which does no harm.
    FakeServer server(FakeServer::opensAndSends(
        FakeServer::frame(FakeServer::Text, "masked", FakeServer::Masked)));
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), 1u, limit);
    QCOMPARE(call.ear.frames[0].bytes, "masked");
}

void TestWebSocket::carriesFramesIntactBothWays()
{
    QByteArray large(1 << 20, '\0');
    for (qsizetype i = 0; i < large.size(); ++i) {
        large[i] = char(i * 31);
    }
    const QByteArray text = u"°C — 温度 𝛑 "_s.repeated(1'000).toUtf8();
    FakeServer server(FakeServer::opensAndSends(FakeServer::frame(FakeServer::Binary, large)
                                                + FakeServer::frame(FakeServer::Text, text)
                                                + FakeServer::frame(FakeServer::Text, {})));
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), 3u, limit);
    QVERIFY(call.ear.frames[0].binary && call.ear.frames[0].bytes == large);
    QVERIFY(!call.ear.frames[1].binary && call.ear.frames[1].bytes == text);
    QVERIFY(!call.ear.frames[2].binary && call.ear.frames[2].bytes.isEmpty());
    QVERIFY(call.ear.reads > 1);

    call.ear.transport->send({large, true});
    call.ear.transport->send({text, false});
    call.ear.transport->ping();
    QByteArray came;
    const auto gather = [&] {
        came.clear();
        for (const auto &in : server.frames()) {
            came += in.opcode < FakeServer::Close ? in.payload : QByteArray();
        }
        return came.size();
    };
    QTRY_COMPARE_WITH_TIMEOUT(gather(), large.size() + text.size(), limit);
    QVERIFY(came == large + text);
    QCOMPARE(server.frames().front().opcode, int(FakeServer::Binary));
    QCOMPARE(server.frames().back().opcode, int(FakeServer::Ping));
    server.newest()->write(FakeServer::frame(FakeServer::Pong, server.frames().back().payload));
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.pongs, 1, limit);
}

void TestWebSocket::carriesFramesThatComeInPieces()
{
    using F = FakeServer;
    const QByteArray bytes = F::frame(F::Text, "{\"a\":", F::NotFinal) + F::frame(F::Ping, "?")
                             + F::frame(F::Continuation, "1}");
    FakeServer server(opensAnd([bytes](QTcpSocket &socket) {
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QTimer::singleShot(int(i) * 2, &socket, [&socket, byte = bytes.mid(i, 1)] {
                socket.write(byte);
                socket.flush();
            });
        }
    }));
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), 1u, limit);
    QCOMPARE(call.ear.frames[0].bytes, "{\"a\":1}");
    QTRY_VERIFY_WITH_TIMEOUT(!server.frames().empty(), limit);
    QCOMPARE(server.frames()[0].opcode, int(F::Pong));
}

void TestWebSocket::hearsBytesOfAnUnfinishedFrame()
{
    const QByteArray frame = FakeServer::frame(FakeServer::Text, QByteArray(2'000, 'x'));
    FakeServer server(FakeServer::opensAndSends(frame.left(1'000)));
    Call call(server.url());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    const int before = call.ear.reads;
    server.newest()->write(frame.mid(1'000, 500));
    QTRY_VERIFY_WITH_TIMEOUT(call.ear.reads > before, limit);
    QVERIFY(call.ear.frames.empty());
    server.newest()->write(frame.mid(1'500));
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), 1u, limit);
}

QTEST_GUILESS_MAIN(TestWebSocket)
#include "tst_websocket.moc"
