#include "link/httphead.h"

#include <QtTest>

using namespace sightglass;
using Fault = HttpHead::Fault;

class TestHttpHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsARequest();
    void readsAResponse();
    void waitsForTheEmptyLine();
    void refusesWhatIsNoHead_data();
    void refusesWhatIsNoHead();
    void boundsBytesAndHeaders();
    void readsRetryAfter_data();
    void readsRetryAfter();
};

void TestHttpHead::readsARequest()
{
    const QByteArray bytes = "GET /live?x=1 HTTP/1.1\r\nHost: boiler\r\nX-Empty:\r\n\r\nrest";
    const auto head = HttpHead::parse(bytes);
    QVERIFY(head.has_value());
    QCOMPARE(head->start[0], QByteArray("GET"));
    QCOMPARE(head->start[1], QByteArray("/live?x=1"));
    QCOMPARE(head->start[2], QByteArray("HTTP/1.1"));
    QCOMPARE(head->status(), 0);
    QCOMPARE(head->value("host"), QByteArray("boiler"));
    QCOMPARE(head->headers.size(), 2);
    QCOMPARE(bytes.mid(head->size), QByteArray("rest"));
}

void TestHttpHead::readsAResponse()
{
    const auto head = HttpHead::parse("HTTP/1.1 404 Not Found\r\nSERVER: x\r\nserver: y\r\n\r\n");
    QVERIFY(head.has_value());
    QCOMPARE(head->status(), 404);
    QCOMPARE(head->start[2], QByteArray("Not Found"));
    QCOMPARE(head->value("server"), QByteArray("x"));
    const auto bare = HttpHead::parse("HTTP/1.1 200\r\n\r\n"); // no reason phrase
    QVERIFY(bare.has_value());
    QCOMPARE(bare->status(), 200);
}

void TestHttpHead::waitsForTheEmptyLine()
{
    const QByteArray whole = "HTTP/1.1 200 OK\r\nA: b\r\n\r\n";
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const auto head = HttpHead::parse(whole.left(size));
        QVERIFY(!head.has_value());
        QCOMPARE(head.error(), Fault::Incomplete);
    }
    QVERIFY(HttpHead::parse(whole).has_value());
}

void TestHttpHead::refusesWhatIsNoHead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray("\r\n\r\n");
    QTest::newRow("one word") << QByteArray("GET\r\n\r\n");
    QTest::newRow("no colon") << QByteArray("GET / HTTP/1.1\r\nHost\r\n\r\n");
    QTest::newRow("no name") << QByteArray("GET / HTTP/1.1\r\n: x\r\n\r\n");
    QTest::newRow("blank in a name") << QByteArray("GET / HTTP/1.1\r\nHost : x\r\n\r\n");
    QTest::newRow("folded") << QByteArray("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n");
    QTest::newRow("bare line feed") << QByteArray("GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n");
    QTest::newRow("NUL") << QByteArray("GET / HTTP/1.1\r\nA: b\0c\r\n\r\n", 26);
    QTest::newRow("control in the first line") << QByteArray("GET /\r HTTP/1.1\r\n\r\n");
}

void TestHttpHead::refusesWhatIsNoHead()
{
    QFETCH(QByteArray, bytes);
    const auto head = HttpHead::parse(bytes);
    QVERIFY(!head.has_value());
    QCOMPARE(head.error(), Fault::Malformed);
}

void TestHttpHead::boundsBytesAndHeaders()
{
    const QByteArray first = "GET / HTTP/1.1\r\n";
    const auto endless = HttpHead::parse(first + "A: " + QByteArray(HttpHead::maxBytes, 'x'));
    QCOMPARE(endless.error(), Fault::TooLong);
    QCOMPARE(HttpHead::parse(first + QByteArray("A: b\r\n").repeated(201) + "\r\n").error(),
             Fault::TooLong);
    QVERIFY(HttpHead::parse(first + QByteArray("A: b\r\n").repeated(200) + "\r\n").has_value());
}

void TestHttpHead::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("ms"); // -1: none
    QTest::newRow("absent") << QByteArray() << qint64(-1);
    QTest::newRow("seconds") << QByteArray("120") << qint64(120'000);
    QTest::newRow("zero") << QByteArray("0") << qint64(0);
    QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
    QTest::newRow("a year") << QByteArray("31536000") << qint64(86'400'000);
    QTest::newRow("a date") << QByteArray("Fri, 31 Dec 1999 23:59:59 GMT") << qint64(59'000);
    QTest::newRow("a date gone by") << QByteArray("Thu, 30 Dec 1999 23:59:59 GMT") << qint64(0);
    QTest::newRow("words") << QByteArray("soon") << qint64(-1);
}

void TestHttpHead::readsRetryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, ms);
    const auto head = HttpHead::parse(
        "HTTP/1.1 503 Busy\r\n" + (value.isEmpty() ? QByteArray("A: b") : "Retry-After: " + value)
        + "\r\n\r\n");
    QVERIFY(head.has_value());
    const qint64 nowMs = 946'684'740'000; // 1999-12-31 23:59:00 UTC
    QCOMPARE(head->retryAfterMs(nowMs).value_or(-1), ms);
}

QTEST_APPLESS_MAIN(TestHttpHead)
#include "tst_httphead.moc"
