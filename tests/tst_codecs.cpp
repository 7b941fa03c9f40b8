// Both encodings against hand-written frames, against themselves, and against hostile bytes.
#include "golden.h"
#include "messages.h"
#include "wire/columns.h"
#include "wire/jsoncodec.h"
#include "wire/msgpackcodec.h"

#include <QTest>

#include <random>
#include <set>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::unique_ptr<Codec> codec(bool binary, WireLimits limits = {})
{
    if (binary) {
        return std::make_unique<MsgpackCodec>(limits);
    }
    return std::make_unique<JsonCodec>(limits);
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

QString errorOf(const QByteArray &bytes, bool binary)
{
    Message message;
    const auto decoded = codec(binary)->decode(view(bytes), message);
    return decoded ? QString() : decoded.error().text;
}

QByteArray nested(bool binary, int depth)
{
    const int arrays = depth - 1; // the message itself is the first level
    if (binary) {
        return "\x83\xa4type\xa4"
               "done\xa2id\xa1x\xa1y"
               + QByteArray(arrays, '\x91') + '\x01';
    }
    return R"({"type":"done","id":"x","y":)" + QByteArray(arrays, '[') + QByteArray(arrays, ']')
           + '}';
}

} // namespace

class TestCodecs : public QObject
{
    Q_OBJECT

private:
    void bothEncodings()
    {
        QTest::addColumn<bool>("binary");
        QTest::newRow("JSON") << false;
        QTest::newRow("MessagePack") << true;
    }

private Q_SLOTS:
    // good
    void everyMeaningHasItsFile()
    {
        std::set<QString> stems;
        for (const Golden &golden : goldens()) {
            if (!golden.bad) {
                stems.insert(golden.stem);
                QVERIFY2(goldenMeanings().contains(meaningOf(golden.stem)),
                         qPrintable(golden.file));
            }
        }
        for (const QString &stem : goldenMeanings().keys()) {
            QVERIFY2(stems.contains(stem), qPrintable(stem));
        }
    }

    void readsGoldenFrames_data()
    {
        QTest::addColumn<Golden>("golden");
        for (const Golden &golden : goldens()) {
            if (!golden.bad) {
                QTest::newRow(qPrintable(golden.file)) << golden;
            }
        }
    }
    void readsGoldenFrames()
    {
        QFETCH(Golden, golden);
        Message message;
        const auto decoded = codec(golden.binary)->decode(view(golden.bytes), message);
        QVERIFY2(decoded, qPrintable(decoded ? QString() : decoded.error().text));
        QVERIFY(same(message, goldenMeanings().value(meaningOf(golden.stem))));
    }

    void encodesEveryTypeAndReadsItBack_data()
    {
        QTest::addColumn<Message>("message");
        std::set<std::size_t> types;
        QMap<QString, Message> all = goldenMeanings();
        all[u"samples, all values missing"_s] = Samples{u"c"_s, 1, {5, 6}, {7}, {none, none}};
        all[u"samples, the last times there are"_s] = Samples{
            u"c"_s,
            2,
            {columns::timeBound - 7, columns::timeBound},
            {0, 4'294'967'295u},
            {1e300, -1e-300, 0.1, 9'007'199'254'740'993.0}};
        all[u"samples, no times"_s] = Samples{u"c"_s, 3, {}, {1, 2}, {}};
        all[u"samples, times run back"_s] = Samples{u"c"_s, 4, {9, 5, 7}, {1}, {1, 2, 3}};
        all[u"gap, largest numbers"_s] = Gap{u"ж\"\\\n"_s, 1, std::uint64_t(1) << 53};
        all[u"heartbeat before 1970"_s] = Heartbeat{-1, -columns::timeBound};
        for (auto it = all.cbegin(); it != all.cend(); ++it) {
            types.insert(it->index());
            QTest::newRow(qPrintable(it.key())) << *it;
        }
        QCOMPARE(types.size(), std::variant_size_v<Message>);
    }
    void encodesEveryTypeAndReadsItBack()
    {
        QFETCH(Message, message);
        for (const bool binary : {false, true}) {
            const QByteArray bytes = codec(binary)->encode(message);
            Message read;
            const auto decoded = codec(binary)->decode(view(bytes), read);
            QVERIFY2(decoded, qPrintable(decoded ? QString() : decoded.error().text));
            QVERIFY2(same(message, read), bytes.constData());
        }
    }

    void writesNoNumberAsNull()
    {
        const Samples samples{
            u"c"_s, 1, {5}, {7, 8}, {none, std::numeric_limits<double>::infinity()}};
        QVERIFY(codec(false)->encode(samples).contains(R"("values":[[null],[null]])"));
    }

    void readsDeltas_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<qint64>>("values");
        const qint64 most = std::numeric_limits<qint64>::max();
        const qint64 least = std::numeric_limits<qint64>::min();
        QTest::newRow("none") << QByteArray() << QList<qint64>{};
        QTest::newRow("1000, 998, 1005")
            << QByteArray::fromHex("d00f030e") << QList<qint64>{1000, 998, 1005};
        QTest::newRow("the largest")
            << QByteArray::fromHex("feffffffffffffffff01") << QList<qint64>{most};
        QTest::newRow("the smallest, then wrapping")
            << QByteArray::fromHex("ffffffffffffffffff0101") << QList<qint64>{least, most};
    }
    void readsDeltas()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<qint64>, values);
        std::vector<std::int64_t> read;
        QCOMPARE(columns::readDelta(view(bytes), read), QString());
        QVERIFY(std::equal(read.begin(), read.end(), values.begin(), values.end()));
    }

    void reusesTheColumnsOfTheMessageBefore_data() { bothEncodings(); }
    void reusesTheColumnsOfTheMessageBefore()
    {
        QFETCH(bool, binary);
        const auto one = codec(binary);
        const QByteArray large = one->encode(
            Samples{u"a"_s, 7, {1, 2, 3}, {4, 5}, {1, 2, 3, 4, 5, 6}});
        const Samples little{u"b"_s, 0, {9}, {8}, {7}};
        Message message;
        QVERIFY(one->decode(view(large), message));
        const auto *before = std::get<Samples>(message).values.data();
        QVERIFY(one->decode(view(one->encode(little)), message));
        QCOMPARE(std::get<Samples>(message).values.data(), before);
        QVERIFY(same(message, little)); // and nothing of the one before is left
    }

    void takesThirtyTwoLevels_data() { bothEncodings(); }
    void takesThirtyTwoLevels()
    {
        QFETCH(bool, binary);
        QCOMPARE(errorOf(nested(binary, 32), binary), QString());
        QVERIFY(!errorOf(nested(binary, 33), binary).isEmpty());
    }

    void readsAMapOfManyFields_data() { bothEncodings(); }
    void readsAMapOfManyFields() // with a look through all fields for each it would take minutes
    {
        QFETCH(bool, binary);
        constexpr int count = 300'000;
        QByteArray bytes = binary ? QByteArray("\xdf\x00\x04\x93\xe2\xa4type\xa4"
                                               "done\xa2id\xa1x",
                                               20)
                                  : QByteArray(R"({"type":"done","id":"x")");
        for (int i = 0; i < count; ++i) {
            const QByteArray key = QByteArray::number(i + 1'000'000);
            bytes += binary ? '\xa7' + key + '\x01' : ",\"" + key + "\":1";
        }
        bytes += binary ? "" : "}";
        QCOMPARE(errorOf(bytes, binary), QString());
    }

    // bad
    void refusesBadGoldenFrames_data()
    {
        QTest::addColumn<Golden>("golden");
        for (const Golden &golden : goldens()) {
            if (golden.bad) {
                QTest::newRow(qPrintable(golden.file)) << golden;
            }
        }
    }
    void refusesBadGoldenFrames()
    {
        QFETCH(Golden, golden);
        const QString error = errorOf(golden.bytes, golden.binary);
        QVERIFY2(error.size() > 7 && !error.contains(u'%'), qPrintable(error));
    }

    void refusesWhatBreaksItsType_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *json, const QString &says) {
            QTest::newRow(json) << QByteArray(json) << says;
        };
        row(R"({"type":"other","type":"samples"})", u"twice"_s);
        row(R"({"type":"catalog"})", u"series"_s);
        row(R"({"type":"catalog","series":{"id":1}})", u"series"_s);
        row(R"({"type":"catalog","series":[1]})", u"id"_s);
        row(R"({"type":"catalog","series":[{"id":1,"name":"a","kind":"dial"}]})", u"kind"_s);
        row(R"({"type":"catalog","series":[{"id":1,"name":"a","labels":[1]}]})", u"labels"_s);
        row(R"({"type":"catalog","series":[{"id":1,"name":"a","labels":{"b":1}}]})", u"labels"_s);
        row(R"({"type":"catalog","series":[{"id":1,"name":"a","states":{"b":"c"}}]})", u"states"_s);
        row(R"({"type":"event","channel":"c","key":"k","title":"t","timeUs":1,"severity":"info"})",
            u"state"_s);
        row(R"({"type":"event","channel":"c","key":"k","title":"t","timeUs":1,"state":"raised"})",
            u"severity"_s);
        row(R"({"type":"event","channel":"c","key":"k","title":"t","timeUs":1.5,"state":"info",)"
            R"("severity":"info"})",
            u"timeUs"_s);
        row(R"({"type":"gap","channel":"c","from":5,"to":4})", u"to"_s);
        row(R"({"type":"gap","channel":"c","from":0,"to":4})", u"to"_s);
        row(R"({"type":"subscribed","channel":"c","epoch":"e","seq":1,"recovered":"no"})",
            u"recovered"_s);
        row(R"({"type":"bye","reason":"r","final":1})", u"final"_s);
        row(R"({"type":"hello","client":"c","resume":{"session":"s","streams":{"a":{"seq":1}}}})",
            u"epoch"_s);
        row(R"({"type":"hello","client":"c","resume":"s"})", u"resume"_s);
        row(R"({"type":"samples","channel":"c","seq":9007199254740993,"t0":0,"series":[],"values":[]})",
            u"seq"_s);
        row(R"({"type":"samples","channel":"c","t0":9007199254740993,"series":[],"values":[]})",
            u"t0"_s);
        row(R"({"type":"samples","channel":"c","t0":0,"dt":[9007199254740992,1e300],)"
            R"("series":[],"values":[]})",
            u"dt"_s);
    }
    void refusesWhatBreaksItsType()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        const QString error = errorOf(json, false);
        QVERIFY2(error.contains(says), qPrintable(u"it said: "_s + error));
    }

    void namesTheLimitOfAFrame_data() { bothEncodings(); }
    void namesTheLimitOfAFrame()
    {
        QFETCH(bool, binary);
        WireLimits limits;
        limits.frameBytes = 64;
        Message message;
        const auto one = codec(binary, limits);
        const auto decoded = one->decode(std::string(65, ' '), message);
        QVERIFY(!decoded);
        QVERIFY(decoded.error().text.contains(u"64"_s));
        QVERIFY(one->decode(view(one->encode(Done{u"x"_s})), message));
    }

    void namesTheLimitOfSeries_data() { bothEncodings(); }
    void namesTheLimitOfSeries()
    {
        QFETCH(bool, binary);
        Samples samples{u"c"_s, 1, {}, std::vector<std::uint32_t>(1'000'000, 1), {}};
        QVERIFY(errorOf(codec(binary)->encode(samples), binary).contains(u"100000"_s));
        Catalog catalog;
        catalog.series.resize(100'001);
        QVERIFY(errorOf(codec(binary)->encode(catalog), binary).contains(u"100000"_s));
        catalog.series.resize(100'000);
        QCOMPARE(errorOf(codec(binary)->encode(catalog), binary), QString());
    }

    // Each list alone could be as long as it says, and msgpack-cxx would make room for all of them.
    void refusesListsThatTogetherClaimMoreThanThereIs()
    {
        QByteArray bytes;
        for (int i = 0; i < 20; ++i) {
            bytes += QByteArray("\xdc\x01\x00", 3); // a list of 256
        }
        bytes += QByteArray(256 - 57, '\x01'); // which the innermost is
        QVERIFY(errorOf(bytes, true).contains(u"longer than the frame"_s));
    }

    void survivesChangedBytes()
    {
        constexpr int mutations = 20'000;
        std::mt19937 random(20'261'123);
        const QList<Golden> all = goldens();
        const auto json = codec(false);
        const auto msgpack = codec(true);
        Message message;
        int good = 0;
        for (int i = 0; i < mutations; ++i) {
            const Golden &golden = all[qsizetype(random() % std::size_t(all.size()))];
            QByteArray bytes = golden.bytes;
            for (std::size_t flips = 1 + random() % 4; flips > 0 && !bytes.isEmpty(); --flips) {
                bytes[qsizetype(random() % std::size_t(bytes.size()))] ^= char(1 << random() % 8);
            }
            bytes.truncate(random() % 8 ? bytes.size() : qsizetype(random() % 64));
            const auto decoded = (golden.binary ? *msgpack : *json).decode(view(bytes), message);
            if (!decoded) {
                QVERIFY(!decoded.error().text.isEmpty());
                continue;
            }
            ++good;
            if (const auto *samples = std::get_if<Samples>(&message)) {
                QCOMPARE(samples->values.size(), samples->series.size() * samples->times.size());
            }
        }
        QVERIFY(good > mutations / 100); // else the changes never got past the first check
        QVERIFY(good < mutations);
    }
};

QTEST_APPLESS_MAIN(TestCodecs)
#include "tst_codecs.moc"
