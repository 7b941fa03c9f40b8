// Frames that are read by their shape: whatever comes, all is as if each had been read in full.
#include "bothways.h"
#include "dialects/decimal.h"
#include "framestream.h"

#include <QTest>

#include <bit>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr std::int64_t now = BothWays::startUs;

} // namespace

class TestShapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAnyStreamAsTheFullParserDoes()
    {
        std::uint64_t matched = 0;
        int bad = 0;
        for (unsigned seed = 0; seed < 1'500; ++seed) {
            FrameStream stream(seed);
            BothWays both;
            for (int i = 0; i < 60; ++i) {
                const QByteArray frame = stream.next();
                both.hear(frame);
                QVERIFY2(both.same(), frame + "\n" + both.quickly.said.last().toUtf8() + "\n"
                                          + both.fully.said.last().toUtf8());
            }
            matched += both.matched();
            bad += int(both.fully.said.filter(u"bad "_s).size());
        }
        QCOMPARE_GT(matched, 10'000u); // or nothing was compared
        QCOMPARE_GT(bad, 3'000);
        QCOMPARE(PlainDialect({}, false).shapes().matched(), 0u);
    }

    void decimalsAreExact()
    {
        std::mt19937_64 random(7);
        for (int i = 0; i < 300'000; ++i) {
            const double number = std::bit_cast<double>(random());
            const QByteArray text = i % 2 ? QByteArray::number(number, 'g', 1 + int(random() % 17))
                                          : QByteArray::number(double(random() >> 11) / 1e6, 'f',
                                                               int(random() % 10));
            double read = 0;
            const std::size_t taken = readDecimal({text.constData(), std::size_t(text.size())},
                                                  read);
            if (taken != 0) {
                QCOMPARE(qsizetype(taken), text.size());
                QCOMPARE(std::bit_cast<quint64>(read), std::bit_cast<quint64>(text.toDouble()));
            } else {
                const double value = text.toDouble();
                QVERIFY2(!std::isfinite(value) || text.size() > 18 || value == 0
                             || std::abs(value) < 1e-300,
                         text);
            }
        }
    }

    void takesOnlyWhatJsonCallsANumber_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("taken");
        const auto row = [](const char *text, int taken) {
            QTest::newRow(text[0] ? text : "nothing") << QByteArray(text) << taken;
        };
        for (const char *none : {"", "-", "+1", ".5", "1.", "1.e5", "01", "-01", "1e", "1e+", "nan",
                                 "Infinity", " 1", "1e999", "1234567890123456789"}) {
            row(none, 0);
        }
        row("0", 1);
        row("-0", 2);
        row("12,", 2);
        row("1.5}", 3);
        row("1e5]", 3);
        row("1.25e-3 ", 7);
        row("123456789012345678", 18);
        row("0.1234567890123456789012", 24);
    }
    void takesOnlyWhatJsonCallsANumber()
    {
        QFETCH(QByteArray, text);
        double value = 0;
        QTEST(int(readDecimal({text.constData(), std::size_t(text.size())}, value)), "taken");
    }

    void aSteadyStreamIsReadInFullOnce()
    {
        BothWays both;
        for (int i = 0; i < 100; ++i) {
            both.hear(R"({"sensor":"line-7","p":)" + QByteArray::number(i / 8.0)
                      + R"(,"on":true})");
        }
        QVERIFY(both.same());
        QCOMPARE(both.matched(), 99u);
    }

    // A text that changes is no other shape, and a number in it counts from then on.
    void textsMayChange()
    {
        BothWays both;
        for (int i = 0; i < 100; ++i) {
            both.hear(R"({"at":"12:00:0)" + QByteArray::number(i % 10) + R"(Z","p":"0.)"
                      + QByteArray::number(i) + R"("})");
        }
        QVERIFY(both.same());
        QCOMPARE(both.matched(), 98u); // one more, to see which
        QCOMPARE(both.quick.shapes().count(), 1u);
        both.hear(R"({"at":"12","p":"0.5"})");
        both.hear(R"({"at":"12:00:00Z","p":"n/a"})");
        QVERIFY(both.same());
        QCOMPARE(both.matched(), 98u);
    }

    void severalShapesTakeTurns()
    {
        BothWays both;
        for (int i = 0; i < 600; ++i) {
            both.hear("{\"" + QByteArray(1, char('a' + i % 6)) + "\":" + QByteArray::number(i)
                      + '}');
        }
        QVERIFY(both.same());
        QCOMPARE(both.matched(), 594u);
        QCOMPARE(both.quick.shapes().count(), 6u);
    }

    // Learning all the time would cost more than it brings.
    void learnsLittleOfWhatNeverRepeats()
    {
        BothWays both;
        for (int i = 0; i < 2'000; ++i) {
            both.hear("{\"k" + QByteArray::number(i) + "\":1}");
        }
        QVERIFY(both.same());
        QCOMPARE(both.quick.shapes().count(), Shapes::kept);
        for (int i = 0; i < 100; ++i) {
            both.hear("{\"steady\":1}");
        }
        QVERIFY(both.same());
        QCOMPARE_GE(both.matched(), 80u); // but of what does, soon
    }

    // As the differences of an order book do: each has another length.
    void whatDiffersLateCostsLittleMoreThanOnce()
    {
        BothWays both;
        std::mt19937 random(5);
        std::uint64_t bytes = 0;
        for (int i = 0; i < 1'000; ++i) {
            QByteArray frame = R"({"bids":[)";
            for (int level = 100 + int(random() % 150); level > 0; --level) {
                frame += R"(["42.1","0.5"],)";
            }
            frame.back() = ']';
            frame += '}';
            bytes += std::uint64_t(frame.size());
            both.hear(frame);
        }
        QVERIFY(both.same());
        QCOMPARE_GT(both.matched(), 0u);
        QCOMPARE_LT(both.quick.shapes().looked(), 4 * bytes);
    }

    void timesAreTimesOnlyNearNow()
    {
        BothWays both;
        const QByteArray frame = R"({"ts":1700000000,"a":1})";
        for (int i = 0; i < 10; ++i) {
            both.hear(frame, now + i * 40'000'000'000);
            both.hear(frame, now + i);
        }
        QVERIFY(both.same());
        QCOMPARE_GT(both.matched(), 15u);
        QVERIFY(both.fully.said.contains(u"series 1 ts"_s));
    }

    void longFramesAreReadInFull()
    {
        BothWays both;
        const QByteArray many = '[' + QByteArray("1,").repeated(int(Shape::maxSlots)) + "1]";
        const QByteArray wide = "{\"a\":\"" + QByteArray(int(Shape::maxBytes), 'x') + "\",\"b\":1}";
        for (int i = 0; i < 5; ++i) {
            both.hear(many);
            both.hear(wide);
        }
        QVERIFY(both.same());
        QCOMPARE(both.matched(), 0u);
        QCOMPARE(both.fully.said.filter(u"bad "_s).size(), 0);
    }

    void binaryFramesHaveNoShape()
    {
        BothWays both;
        for (int i = 0; i < 5; ++i) {
            both.hear(QByteArray("\x81\xa1") + "a5", now, true);
            both.hear("{\"a\":5}");
            both.hear("{\"a\":5}", now, true);
        }
        QVERIFY(both.same());
        QCOMPARE(both.matched(), 4u);
    }

    void fieldsThatAreRefusedAreNotLearned()
    {
        BothWays both;
        QByteArray json = "{";
        for (std::size_t i = 0; i <= PlainDialect::maxSeries; ++i) {
            json += '"' + QByteArray::number(qulonglong(i)) + "\":1,";
        }
        both.hear(json + "\"last\":1}");
        for (int i = 0; i < 5; ++i) {
            both.hear("{\"0\":1,\"late\":2}");
        }
        QVERIFY(both.same());
        QCOMPARE(both.matched(), 0u);
    }
};

QTEST_APPLESS_MAIN(TestShapes)
#include "tst_shapes.moc"
