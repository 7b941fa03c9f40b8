// What other people's servers say, as series; and what the end of a connection means.
#include "dialects/auto.h"
#include "dialects/native.h"
#include "dialects/plain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr std::int64_t now = 1'700'000'000'000'000;

// Everything a dialect says, series by their names.
struct Heard final : MessageSink
{
    QStringList catalog;
    QList<std::pair<QString, double>> values; // of the last samples
    std::int64_t timeUs = 0;
    QStringList errors;
    QStringList bad;
    int samples = 0;
    int others = 0;

    void samplesRead(Samples &read) override
    {
        ++samples;
        timeUs = read.times.at(0);
        values.clear();
        for (std::size_t i = 0; i < read.series.size(); ++i) {
            values.append({catalog.value(read.series[i]), read.values.at(i)});
        }
    }
    void messageRead(Message &&message) override
    {
        if (const auto *added = std::get_if<Catalog>(&message)) {
            for (const SeriesInfo &info : added->series) {
                QCOMPARE(info.id, std::uint32_t(catalog.size()));
                catalog.append(info.name);
            }
        } else if (const auto *error = std::get_if<Error>(&message)) {
            errors.append(error->text);
        } else {
            ++others;
        }
    }
    void badFrame(const DecodeError &error) override { bad.append(error.text); }

    QString text() const
    {
        QStringList parts;
        for (const auto &[name, value] : values) {
            parts.append(name + u'=' + QString::number(value, 'g', 12));
        }
        return parts.join(u' ');
    }
};

void hear(Dialect &dialect, const QByteArray &bytes, bool binary, Heard &heard)
{
    dialect.unwrap({{bytes.constData(), std::size_t(bytes.size())}, binary}, now, heard);
}

} // namespace

class TestDialects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // good
    void readsNumbersOfAnyShape_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("series");
        const auto row = [](const char *json, const QString &series) {
            QTest::newRow(json) << QByteArray(json) << series;
        };
        row(R"({"a":1,"b":-2.5})", u"a=1 b=-2.5"_s);
        row(R"({"a":{"b":{"c":3}}})", u"a.b.c=3"_s);
        row(R"({"a":[1,{"b":2},[3]]})", u"a.0=1 a.1.b=2 a.2.0=3"_s);
        row(R"({"on":true,"off":false,"none":null})", u"on=1 off=0"_s);
        row(R"({"p":"42.50","q":"-0.1","r":".5"})", u"p=42.5 q=-0.1 r=0.5"_s);
        row(R"({"a":"12 V","b":"1e5","c":"","d":"+1","e":"0x10","f":"1.2.3"})", QString());
        row(R"json({"a":"nan","b":"inf","c":"-Infinity","d":"nan(1)"})json", QString());
        row(R"({"s":"123456789012345678901234567890"})", QString());
        row("17", u"value=17"_s);
        row("true", u"value=1"_s);
        row(R"("3.5")", u"value=3.5"_s);
        row("null", QString());
        row("[1,[2]]", u"0=1 1.0=2"_s);
        row("{}", QString());
        row(R"({"":1,"b":{"":2}})", u"value=1 b.=2"_s);
        row(R"({"grün":{"ж":1}})", u"grün.ж=1"_s);
        row(R"({"n":18446744073709551615,"m":-9223372036854775808})",
            u"n=1.84467440737e+19 m=-9.22337203685e+18"_s);
    }
    void readsNumbersOfAnyShape()
    {
        QFETCH(QByteArray, json);
        PlainDialect dialect({});
        Heard heard;
        hear(dialect, json, false, heard);
        QTEST(heard.text(), "series");
        QCOMPARE(heard.bad, QStringList());
        QCOMPARE(heard.timeUs, now);
    }

    void readsMessagePackToo()
    {
        PlainDialect dialect({});
        Heard heard;
        // {"a": [1, -2, 0.5, true, nil, "7"], 5: 1, "b": 18446744073709551615}
        hear(dialect,
             QByteArray::fromHex("83a161"
                                 "9601fecb3fe0000000000000c3c0a137"
                                 "0501"
                                 "a162cfffffffffffffffff"),
             true, heard);
        QCOMPARE(heard.text(), u"a.0=1 a.1=-2 a.2=0.5 a.3=1 a.5=7 b=1.84467440737e+19"_s);
    }

    void namesASeriesOnce()
    {
        PlainDialect dialect({});
        Heard heard;
        hear(dialect, R"({"a":1,"b":2})", false, heard);
        hear(dialect, R"({"b":3,"c":4,"a":5})", false, heard);
        QCOMPARE(heard.catalog, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(heard.text(), u"b=3 c=4 a=5"_s);
    }

    void takesATimeFieldNearNow_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<qint64>("timeUs");
        QTest::addColumn<QString>("series");
        const auto row = [](const char *json, std::int64_t timeUs, const QString &series) {
            QTest::newRow(json) << QByteArray(json) << qint64(timeUs) << series;
        };
        row(R"({"time":1700000001,"a":1})", now + 1'000'000, u"a=1"_s);
        row(R"({"a":1,"ts":1700000000.25})", now + 250'000, u"a=1"_s);
        row(R"({"timestamp":1700000000250})", now + 250'000, QString());
        row(R"({"ts":1700000000000007})", now + 7, QString());
        row(R"({"ts":1700000000000007000})", now + 7, QString());
        row(R"({"ts":"1700000000250"})", now + 250'000, QString());
        row(R"({"ts":1699920000})", now - 80'000'000'000, QString());
        row(R"({"ts":1699800000})", now, u"ts=1699800000"_s);
        row(R"({"ts":12})", now, u"ts=12"_s);
        row(R"({"a":{"ts":1700000001}})", now, u"a.ts=1700000001"_s);
        row(R"({"times":1700000001})", now, u"times=1700000001"_s);
    }
    void takesATimeFieldNearNow()
    {
        QFETCH(QByteArray, json);
        PlainDialect dialect({});
        Heard heard;
        hear(dialect, json, false, heard);
        QTEST(qint64(heard.timeUs), "timeUs");
        QTEST(heard.text(), "series");
    }

    void choosesByTheSubprotocol()
    {
        AutoDialect dialect({});
        QCOMPARE(dialect.subprotocols(), NativeDialect::offered());
        for (const QString &name : NativeDialect::offered()) {
            QVERIFY(dialect.opened(name));
            QVERIFY(dialect.hasGreeting());
            Heard heard;
            const OutFrame frame = dialect.wrap(Done{u"x"_s});
            QCOMPARE(frame.binary, name.endsWith(u"msgpack"_s));
            hear(dialect, frame.bytes, frame.binary, heard);
            QCOMPARE(heard.others, 1);
        }
        QVERIFY(dialect.opened({}));
        QVERIFY(!dialect.hasGreeting());
        QVERIFY(dialect.wrap(Done{u"x"_s}).bytes.isEmpty());
        Heard heard;
        hear(dialect, "5", false, heard);
        QCOMPARE(heard.samples, 1);
    }

    void asksWithoutTheOfferAfterARefusal()
    {
        AutoDialect dialect({});
        dialect.refused();
        QCOMPARE(dialect.subprotocols(), QStringList());
        dialect.refused(); // not the offer, then: the next attempt makes it again
        QCOMPARE(dialect.subprotocols(), NativeDialect::offered());
        dialect.refused();
        QVERIFY(dialect.opened({}));
        dialect.refused(); // it worked so once: stay with it
        QCOMPARE(dialect.subprotocols(), QStringList());
    }

    void createsByName()
    {
        QVERIFY(dynamic_cast<NativeDialect *>(Dialect::create(u"native"_s, {}).get()));
        QVERIFY(dynamic_cast<PlainDialect *>(Dialect::create(u"plain"_s, {}).get()));
        QVERIFY(dynamic_cast<AutoDialect *>(Dialect::create(u"auto"_s, {}).get()));
        QVERIFY(!Dialect::create(u"socketio"_s, {}));
        QVERIFY(!Dialect::create({}, {}));
    }

    void saysWhatAnEndMeans_data() // resources/protocol/README.md, "Limits and how it ends"
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("stops");
        QTest::addColumn<QString>("says");
        for (const int code : {1003, 1008, 1009, 1010, 4000, 4401, 4426, 4999}) {
            QTest::addRow("%d stops", code) << code << true << QString();
        }
        for (const int code : {1000, 1001, 1002, 1005, 1006, 1011, 1012, 1013, 1015, 3999, 4400}) {
            QTest::addRow("%d tries again", code) << code << false << QString();
        }
        QTest::newRow("the version")
            << 4426 << true << u"speaks version 2; this Sightglass speaks 1"_s;
        QTest::newRow("the token") << 4401 << true << u"token"_s;
        QTest::newRow("the reason") << 4400 << false << u": 2"_s;
        QTest::newRow("the code") << 4321 << true << u"4321: 2"_s;
    }
    void saysWhatAnEndMeans()
    {
        QFETCH(int, code);
        QFETCH(QString, says);
        NativeDialect dialect({});
        const Ending ending = dialect.ending(code, u"2"_s);
        QTEST(ending.final, "stops");
        QVERIFY(ending.text.size() > 10);
        QVERIFY2(ending.text.contains(says), qPrintable(ending.text));
        QVERIFY(ending.retryAfterMs == 0 || !ending.final);
    }

    void waitsLongerWhenAskedToComeBackLater()
    {
        for (const int code : {1002, 1012, 1013}) { // QWebSocket makes the first of the others
            QVERIFY(NativeDialect({}).ending(code, {}).retryAfterMs >= 1000);
        }
    }

    // A server of another version picks no subprotocol, and then says its version.
    void readsTheVersionWithoutASubprotocol()
    {
        AutoDialect dialect({});
        QVERIFY(dialect.opened({}));
        const Ending ending = dialect.ending(4426, u"2"_s);
        QVERIFY(ending.final);
        QCOMPARE(ending.text, u"This server speaks version 2; this Sightglass speaks 1."_s);
    }

    // bad
    void refusesWhatIsNoValue_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("binary");
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("words") << QByteArray("hello") << false;
        QTest::newRow("half") << QByteArray(R"({"a":1,"b":)") << false;
        QTest::newRow("two") << QByteArray("1 2") << false;
        QTest::newRow("not UTF-8") << QByteArray("\"\xff\"") << false;
        QTest::newRow("deep") << QByteArray(1000, '[') + QByteArray(1000, ']') << false;
        QTest::newRow("nothing, binary") << QByteArray() << true;
        QTest::newRow("half, binary") << QByteArray("\x82\xa1") << true;
        QTest::newRow("two, binary") << QByteArray("\x01\x02") << true;
        QTest::newRow("deep, binary") << QByteArray(1000, '\x91') + '\x01' << true;
        QTest::newRow("huge, binary") << QByteArray("\xdd\xff\xff\xff\xff\x01") << true;
    }
    void refusesWhatIsNoValue()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, binary);
        PlainDialect dialect({});
        Heard heard;
        hear(dialect, bytes, binary, heard);
        QCOMPARE(heard.samples, 0);
        QCOMPARE(heard.bad.size(), 1);
        QVERIFY(heard.bad.first().size() > 7);
        hear(dialect, binary ? "\x05" : "5", binary, heard); // and goes on
        QCOMPARE(heard.text(), u"value=5"_s);
    }

    void saysOnceThatThereAreTooManySeries()
    {
        PlainDialect dialect({});
        Heard heard;
        for (int frame = 0; frame < 3; ++frame) {
            QByteArray json = "{";
            for (int i = 0; i < 9'000; ++i) {
                json += '"' + QByteArray::number(frame * 9'000 + i) + "\":1,";
            }
            hear(dialect, json + R"("last":1})", false, heard);
        }
        QCOMPARE(std::size_t(heard.catalog.size()), PlainDialect::maxSeries);
        QCOMPARE(heard.errors.size(), 1);
        QVERIFY(heard.errors.first().contains(u"20000"_s));
        hear(dialect, R"({"new":1,"0":7})", false, heard);
        QCOMPARE(heard.text(), u"0=7"_s); // the ones known before go on
        QCOMPARE(heard.errors.size(), 1);
    }

    void cutsEndlessPaths()
    {
        PlainDialect dialect({});
        Heard heard;
        const QByteArray name(100'000, 'a');
        hear(dialect, "{\"" + name + "\":{\"" + name + "\":1}}", false, heard);
        QCOMPARE(heard.values.size(), 1);
        QVERIFY(heard.catalog.first().size() < 2'000);
    }

    void namesTheWayOutForOtherServers()
    {
        const auto opened = NativeDialect({}).opened(u"graphql-ws"_s);
        QVERIFY(!opened);
        QVERIFY(opened.error().contains(u"plain"_s));
    }
};

QTEST_APPLESS_MAIN(TestDialects)
#include "tst_dialects.moc"
