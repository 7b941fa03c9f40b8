// What comes without a WebSocket, taken apart: events, the lines of polls, how streams open and
// close. However the bytes are cut, the same comes out.
#include "link/longpollbody.h"
#include "link/opening.h"
#include "link/sseparser.h"

#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

using Events = QList<QByteArrayList>; // type, data

Events parse(SseParser &parser, const QByteArray &bytes, qsizetype piece)
{
    Events events;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        parser.feed(bytes.mid(at, piece));
        while (const auto event = parser.next()) {
            events.append(QByteArrayList{event->type, event->data});
        }
    }
    return events;
}

QByteArrayList lines(LongPollBody &body, const QByteArray &bytes, qsizetype piece)
{
    QByteArrayList all;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        body.feed(bytes.mid(at, piece));
        while (const auto line = body.next()) {
            all.append(*line);
        }
    }
    return all;
}

} // namespace

class TestStreamParsers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEvents_data();
    void readsEvents();
    void readsIdAndRetry_data();
    void readsIdAndRetry();
    void boundsALineAndAnEvent();
    void takesAnEventAsLargeAsAllowed();
    void readsLinesOfAnswers();
    void givesNoLineTwiceWhenAnAnswerComesAgain();
    void boundsALineOfAnAnswer();
    void readsHowAStreamOpens_data();
    void readsHowAStreamOpens();
    void readsHowAStreamCloses();
};

void TestStreamParsers::readsEvents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Events>("events");
    const auto row = [](const char *name, const QByteArray &bytes, const Events &events) {
        QTest::newRow(name) << bytes << events;
    };
    row("one", "data: a\n\n", {{"", "a"}});
    row("carriage returns", "data: a\r\rdata: b\r\r", {{"", "a"}, {"", "b"}});
    row("both", "data: a\r\n\r\ndata: b\r\n\r\n", {{"", "a"}, {"", "b"}});
    row("mixed", "data: a\r\n\ndata: b\n\r\ndata: c\r\r\n", {{"", "a"}, {"", "b"}, {"", "c"}});
    row("byte order mark",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        {{"", "a"}});
    row("only the first mark",
        "data: \xEF\xBB\xBF"
        "a\n\n\xEF\xBB\xBF"
        "data: b\n\n",
        {{"", "\xEF\xBB\xBF"
              "a"}});
    row("lines are joined", "data: a\ndata\ndata:b\n\n", {{"", "a\n\nb"}});
    row("one space is taken", "data:  a \n\n", {{"", " a "}});
    row("type", "event: open\ndata: a\n\ndata: b\n\n", {{"open", "a"}, {"", "b"}});
    row("the last type counts", "event: x\nevent: y\ndata:\n\n", {{"y", ""}});
    row("a type without data is forgotten", "event: x\n\ndata: a\n\n", {{"", "a"}});
    row("comments", ": hi\n:\ndata: a\n: hi\n\n", {{"", "a"}});
    row("unknown fields", "date: a\nDATA: b\ndata : c\n\n", {});
    row("an unfinished event", "data: a\n\ndata: b\n", {{"", "a"}});
    row("zeros", QByteArray("data: a\0b\n\n", 11), {{"", QByteArray("a\0b", 3)}});
    row("nothing", "\n\n\r\r\r\n", {});
}

void TestStreamParsers::readsEvents()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Events, events);
    for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
        SseParser parser(1024);
        QCOMPARE(parse(parser, bytes, piece), events);
        QVERIFY(!parser.tooLong());
    }
}

void TestStreamParsers::readsIdAndRetry_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("retryMs"); // -1: none
    QTest::newRow("both") << QByteArray("id: 7\nretry: 250\n\n") << QByteArray("7") << 250;
    QTest::newRow("at the end of an event")
        << QByteArray("id: 7\n\nid: 8\n") << QByteArray("7") << -1;
    QTest::newRow("the id stays") << QByteArray("id: 7\n\ndata: a\n\n") << QByteArray("7") << -1;
    QTest::newRow("the id is taken back") << QByteArray("id: 7\n\nid\n\n") << QByteArray() << -1;
    QTest::newRow("an id with a zero")
        << QByteArray("id: 7\n\nid: 8\0\n\n", 15) << QByteArray("7") << -1;
    QTest::newRow("no number") << QByteArray("retry: 1e3\nretry: -1\nretry:\nretry: 5s\n\n")
                               << QByteArray() << -1;
    QTest::newRow("the last number")
        << QByteArray("retry: 5\nretry: 6\nretry: x\n") << QByteArray() << 6;
    QTest::newRow("far too long") << QByteArray("retry: 99999999999999999999999\n") << QByteArray()
                                  << 86'400'000;
}

void TestStreamParsers::readsIdAndRetry()
{
    QFETCH(QByteArray, bytes);
    SseParser parser(1024);
    parse(parser, bytes, 3);
    QTEST(parser.lastId(), "id");
    QTEST(int(parser.retryMs().value_or(-1)), "retryMs");
}

void TestStreamParsers::boundsALineAndAnEvent()
{
    const QByteArrayList floods{"data: " + QByteArray(5'000, 'x'), QByteArray(5'000, ':'),
                                "event: " + QByteArray(5'000, 'x') + "\n\n",
                                QByteArray("data: 0123456789\n").repeated(500)};
    for (const QByteArray &flood : floods) {
        for (const qsizetype piece : {1, 100, 5'000}) {
            SseParser parser(1'000);
            QCOMPARE(parse(parser, flood + "\n\ndata: a\n\n", piece), Events());
            QVERIFY(parser.tooLong());
        }
    }
    SseParser parser(1'000); // what ends in time may go on for ever
    QCOMPARE(parse(parser, QByteArray("data: 0123456789\n\n: ...\n").repeated(5'000), 64).size(),
             5'000);
}

void TestStreamParsers::takesAnEventAsLargeAsAllowed()
{
    const QByteArray data(1'000, 'x');
    SseParser parser(1'000);
    QCOMPARE(parse(parser, "data: " + data + "\n\n", 7), (Events{{"", data}}));
    QVERIFY(!parser.tooLong());
    parse(parser, "data: " + data + "x\n\n", 7);
    QVERIFY(parser.tooLong());
    SseParser joined(1'000); // the line feed between two lines counts, too
    parse(joined, "data: " + data.left(500) + "\ndata: " + data.left(500) + "\n\n", 7);
    QVERIFY(joined.tooLong());
}

void TestStreamParsers::readsLinesOfAnswers()
{
    const QByteArray bytes = "{1}\n\r\n{2}\r\n\n{3}\n";
    for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
        LongPollBody body(100);
        QCOMPARE(lines(body, bytes, piece), (QByteArrayList{"{1}", "{2}", "{3}"}));
        QVERIFY(body.whole());
        QCOMPARE(lines(body, "{4", 1), QByteArrayList());
        QVERIFY2(!body.whole(), "an answer without an end was cut");
        body.nextAnswer();
        QVERIFY(body.whole());
    }
}

void TestStreamParsers::givesNoLineTwiceWhenAnAnswerComesAgain()
{
    LongPollBody body(100);
    QCOMPARE(lines(body, "{1}\n{2}\n{3", 4), (QByteArrayList{"{1}", "{2}"}));
    body.sameAnswer();
    QCOMPARE(lines(body, "{1}\n", 4), QByteArrayList()); // cut again, even earlier
    body.sameAnswer();
    QCOMPARE(lines(body, "{1}\n{2}\n{3}\n{4}\n", 4), (QByteArrayList{"{3}", "{4}"}));
    body.sameAnswer();
    QCOMPARE(lines(body, "{1}\n{2}\n{3}\n{4}\n", 4), QByteArrayList());
    body.nextAnswer();
    QCOMPARE(lines(body, "{1}\n", 4), (QByteArrayList{"{1}"})); // says the same, but is another
}

void TestStreamParsers::boundsALineOfAnAnswer()
{
    LongPollBody body(100);
    QCOMPARE(lines(body, QByteArray(100, 'x') + '\n', 9).size(), 1);
    QVERIFY(!body.tooLong());
    QCOMPARE(lines(body, QByteArray(200, 'x') + "\n{1}\n", 9), QByteArrayList());
    QVERIFY(body.tooLong());
}

void TestStreamParsers::readsHowAStreamOpens_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("opens");
    const QByteArray id = "0123456789abcdef";
    const auto row = [&id](const char *name, const QByteArray &stream, bool opens) {
        QTest::newRow(name) << R"({"protocol":"sightglass.v1.json","stream":")" + stream + "\"}"
                            << opens;
    };
    row("good", id, true);
    row("too short", "0123456789abcde", false);
    row("too long", id.repeated(13), false);
    row("a second header", id + R"(\r\nX: y)", false);
    row("other letters", id + "é", false);
    QTest::newRow("no protocol") << R"({"stream":")" + id + "\"}" << false;
    QTest::newRow("no object") << QByteArray("[]") << false;
    QTest::newRow("no JSON") << QByteArray("<html>") << false;
    QTest::newRow("far too long") << R"({"protocol":"x","stream":")" + id + R"(","x":")"
                                         + QByteArray(5'000, 'x') + "\"}"
                                  << false;
}

void TestStreamParsers::readsHowAStreamOpens()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, opens);
    const auto opening = StreamOpening::parse(json);
    QCOMPARE(opening.has_value(), opens);
    QVERIFY(opens ? opening->protocol == u"sightglass.v1.json" : !opening.error().isEmpty());
}

void TestStreamParsers::readsHowAStreamCloses()
{
    QCOMPARE(StreamClosing::parse("1013 too slow\n").code, 1013);
    QCOMPARE(StreamClosing::parse("1013 too slow\n").reason, u"too slow"_s);
    QCOMPARE(StreamClosing::parse("4401").code, 4401);
    for (const char *none : {"", "too slow", "99999 x", "-1 x", "999 x"}) {
        QCOMPARE(StreamClosing::parse(none).code, 1006);
    }
    QVERIFY(StreamClosing::parse(QByteArray(5'000, 'x')).reason.size() <= 500);
}

QTEST_GUILESS_MAIN(TestStreamParsers)
#include "tst_streamparsers.moc"
