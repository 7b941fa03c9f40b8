// Frames down and up without a WebSocket: in order, once, held back and asked for again.
#include "streamservers.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

using Cause = TransportClosed::Cause;

class TestFallbackStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsTheSenderBackAndLosesNothing();
    void staysAwayAsLongAsTheStreamSaid();
    void leavesOutWhatIsNotForUs();
    void forgetsHalfAnEvent();
    void asksAgainForAnAnswerThatWasLost();
    void givesUpOnAnswersThatNeverCome();
    void sendsInOrderAndOnce();
    void sendsTheTokenButNotInTheAddress();
};

void TestFallbackStreams::holdsTheSenderBackAndLosesNothing()
{
    constexpr int many = 2'000;
    QByteArray bytes = eventHead + opened;
    for (int i = 0; i < many; ++i) {
        bytes += "data: " + QByteArray::number(i).rightJustified(30'000, '.') + "\n\n";
    }
    FakeServer server(sends(bytes));
    Call call(server.url(), factoryOf<EventStream>());
    call.ear.pauseOn = u"frame"_s;
    call.open();
    QTRY_VERIFY_WITH_TIMEOUT(call.ear.paused, limit);
    QCOMPARE(call.ear.frames.size(), 1u); // not one more
    QTest::qWait(500);                    // what is in the buffers on the way has moved by now
    const qint64 waiting = server.newest()->bytesToWrite();
    QVERIFY2(waiting > bytes.size() / 4, "the sender is held back");
    QTest::qWait(300);
    QCOMPARE(server.newest()->bytesToWrite(), waiting);
    QCOMPARE(call.ear.frames.size(), 1u);
    call.ear.transport->pause(false);
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), std::size_t(many), limit);
    for (int i = 0; i < many; ++i) {
        QCOMPARE(call.ear.frames[std::size_t(i)].bytes.right(8).replace('.', "").toInt(), i);
    }
    QVERIFY(call.ear.closed.empty());
}

void TestFallbackStreams::staysAwayAsLongAsTheStreamSaid()
{
    FakeServer server(sends(eventHead + "retry: 4000\n" + opened + "retry: 2500\n\n", true));
    Call call(server.url(), factoryOf<EventStream>());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(call.ear.closed[0].cause, Cause::Lost);
    QCOMPARE(call.ear.closed[0].retryAfterMs, 2'500);
}

void TestFallbackStreams::leavesOutWhatIsNotForUs()
{
    FakeServer server(sends(eventHead + ": hi\n\nevent: news\ndata: 0\n\n" + opened
                            + "event: news\ndata: 1\n\ndata: 2\n\nevent: message\ndata: 3\n\n"
                            + opened));
    Call call(server.url(), factoryOf<EventStream>());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), 2u, limit);
    QCOMPARE(call.ear.frames[0].bytes, QByteArray("2"));
    QCOMPARE(call.ear.frames[1].bytes, QByteArray("3"));
    QTest::qWait(50);
    QCOMPARE(call.ear.opened, 1);
    QCOMPARE(call.ear.subprotocol, u"sightglass.v1.json"_s);
    QVERIFY(call.ear.closed.empty());
}

void TestFallbackStreams::forgetsHalfAnEvent()
{
    FakeServer server(sends(eventHead + opened + "data: 1\n\ndata: 2\n"));
    Call call(server.url(), factoryOf<EventStream>());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.frames.size(), 1u, limit);
    QTest::qWait(100); // and then silence, which is the session's to notice
    QVERIFY(call.ear.closed.empty());
    server.newest()->disconnectFromHost();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(call.ear.frames.size(), 1u);
}

void TestFallbackStreams::asksAgainForAnAnswerThatWasLost()
{
    FakeServer server(polls([](int number, int times) -> QByteArray {
        if (number == 1 && times == 1) {
            return "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{1}\n{2"; // cut
        }
        if (number == 2 && times == 1) {
            return whole({}, "504 Gateway Timeout");
        }
        if (number == 2 && times == 2) {
            return {}; // not a word
        }
        return number == 1   ? whole("{1}\n{2}\n{3}\n")
               : number == 2 ? whole("")
               : number == 3 ? whole("{4}\n")
                             : whole("4400 enough", "410 Gone");
    }));
    Call call(server.url(), factoryOf<LongPoll>());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(call.ear.frames.size(), 4u);
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(call.ear.frames[i].bytes, "{" + QByteArray::number(int(i) + 1) + "}");
    }
    QCOMPARE(call.ear.closed[0].cause, Cause::Closed);
    QCOMPARE(call.ear.closed[0].code, 4400);
    QCOMPARE(call.ear.closed[0].text, u"enough"_s);
}

void TestFallbackStreams::givesUpOnAnswersThatNeverCome()
{
    FakeServer server(polls([](int, int) { return QByteArray(); }));
    Call call(server.url(), factoryOf<LongPoll>());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.closed.size(), 1u, limit);
    QCOMPARE(call.ear.closed[0].cause, Cause::Lost);
    QVERIFY(server.connections() <= 1 + 3 * 4); // the system's own second tries included
}

void TestFallbackStreams::sendsInOrderAndOnce()
{
    QByteArray taken;
    QSet<int> seen;
    int failures = 0;
    FakeServer server([&](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("GET")) {
            socket.write(eventHead + opened);
            return;
        }
        QTimer::singleShot(20, &socket, [&, request] { // by then the body is there
            static const QRegularExpression number(u"sightglass-number: (\\d+)"_s,
                                                   QRegularExpression::CaseInsensitiveOption);
            const int n = number.match(QString::fromLatin1(request)).captured(1).toInt();
            taken += seen.contains(n) ? QByteArray() : QByteArray::number(n) + ' ';
            seen.insert(n);
            const bool fails = n == 2 && ++failures <= 2;
            socket.write(fails ? QByteArray() : whole({}, "204 No Content"));
            socket.disconnectFromHost();
        });
    });
    Call call(server.url(), factoryOf<EventStream>());
    call.open();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
    for (int i = 0; i < 3; ++i) {
        call.ear.transport->send({"{}", false});
        QVERIFY(call.ear.transport->unsentBytes() > 0);
        QTRY_COMPARE_WITH_TIMEOUT(call.ear.transport->unsentBytes(), 0u, limit);
    }
    QCOMPARE(taken, QByteArray("1 2 3 "));
    QCOMPARE(call.ear.pongs, 0); // nobody asked how long it takes
    call.ear.transport->ping();
    QTRY_COMPARE_WITH_TIMEOUT(call.ear.pongs, 1, limit);
    QVERIFY(call.ear.closed.empty());
}

void TestFallbackStreams::sendsTheTokenButNotInTheAddress()
{
    for (const bool events : {true, false}) {
        FakeServer server(events ? sends(eventHead + opened)
                                 : polls([](int, int) { return whole("{}\n"); }));
        Call call(server.url(u"/live"_s), fallback(events));
        call.request.bearer = "s3cret";
        call.request.subprotocols = {u"sightglass.v1.json"_s};
        call.open();
        QTRY_COMPARE_WITH_TIMEOUT(call.ear.opened, 1, limit);
        call.ear.transport->send({"{}", false});
        QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= 2, limit);
        for (const QByteArray &request : server.requests()) {
            QVERIFY(request.contains("Authorization: Bearer s3cret\r\n"));
            QVERIFY(request.contains("Sightglass-Protocol: sightglass.v1.json\r\n"));
            const QByteArray first = request.left(request.indexOf('\r'));
            QVERIFY(first == "GET /live HTTP/1.1" || first == "POST /live HTTP/1.1");
            QVERIFY(!request.contains("Accept-Encoding: gzip"));
        }
        call.ear.transport->abort();
    }
}

QTEST_GUILESS_MAIN(TestFallbackStreams)
#include "tst_fallback_streams.moc"
