// Packed times and values come back bit for bit, all of them and one by one, and take what they
// should.
#include "store/chunk.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

using namespace sightglass;

namespace {

using Random = std::mt19937_64;
using NextValue = std::function<double(Random &)>;
using NextStep = std::function<std::uint64_t(Random &)>;

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

double below(Random &random, int bound)
{
    return double(random() % std::uint64_t(bound));
}

double noise(Random &random)
{
    return std::normal_distribution<double>(0, 1)(random);
}

bool same(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// Also that what is said of blocks and parts is what is in them.
bool comesBack(const std::vector<double> &values)
{
    const PackedValues packed(values);
    std::vector<double> back(values.size());
    packed.read(0, back);
    bool good = packed.count() == values.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
        good = good && same(back[i], values[i]) && same(packed.at(i), values[i]);
    }
    for (std::size_t from = 0; from < values.size(); from += 37) {
        const auto some = std::span(back).first(std::min<std::size_t>(200, values.size() - from));
        packed.read(from, some);
        good = good && std::equal(some.begin(), some.end(), values.begin() + long(from), same);
    }
    for (std::size_t b = 0; b * PackedValues::blockSize < values.size(); ++b) {
        const std::size_t from = b * PackedValues::blockSize;
        const std::size_t n = std::min(PackedValues::blockSize, values.size() - from);
        Brief brief;
        std::vector<std::int64_t> places(n);
        std::iota(places.begin(), places.end(), std::int64_t(from));
        brief.note(places, std::span(values).subspan(from, n));
        const auto [min, max, finite, broken] = packed.extremes(b);
        good = good && finite == (brief.finite > 0) && broken == brief.broken()
               && (!finite
                   || (std::int64_t(min) == brief.minUs && std::int64_t(max) == brief.maxUs));
    }
    return good;
}

bool comesBack(const std::vector<std::int64_t> &times)
{
    const PackedTimes packed(times);
    std::vector<std::int64_t> back(times.size());
    packed.read(0, back);
    bool good = back == times && packed.equals(0, times);
    for (std::size_t i = 0; i < times.size(); ++i) {
        good = good && packed.at(i) == times[i];
    }
    back.resize(times.size() / 2);
    packed.read(times.size() - back.size(), back);
    return good && std::equal(back.begin(), back.end(), times.end() - long(back.size()));
}

} // namespace

class TestPacking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesComeBackBitForBit_data()
    {
        QTest::addColumn<NextValue>("next");
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("most"); // bytes a value, of a full chunk
        const auto row = [](const char *name, PackedValues::Kind kind, double most,
                            const NextValue &next) {
            QTest::newRow(name) << next << int(kind) << most;
        };
        using Kind = PackedValues::Kind;
        row("constant", Kind::Constant, 0.1, [](Random &) { return 36.6; });
        row("always broken", Kind::Constant, 0.1, [](Random &) { return noValue; });
        row("counts", Kind::Scaled, 1.5, [](Random &r) { return below(r, 1000); });
        row("whole pages", Kind::Scaled, 1.5,
            [](Random &r) { return 4096 * (1e6 + below(r, 1000)); });
        row("two decimals", Kind::Scaled, 2.0, [](Random &r) { return below(r, 10'000) / 100; });
        row("float sensor", Kind::Scaled, 3.3, [](Random &r) { return float(21 + noise(r)); });
        row("with breaks", Kind::Scaled, 2.7,
            [](Random &r) { return r() % 50 == 0 ? noValue : below(r, 10'000) / 100; });
        row("with a negative zero", Kind::Scaled, 2.0,
            [](Random &r) { return r() % 40 == 0 ? -0.0 : below(r, 100) / 10; });
        row("with infinities", Kind::Scaled, 2.7, [](Random &r) {
            return r() % 50 == 0 ? (r() % 2 == 0 ? infinity : -infinity) : below(r, 9999) / 100;
        });
        row("few different", Kind::Table, 0.5,
            [](Random &r) { return r() % 3 == 0 ? 1e300 : std::acos(-1.0); });
        row("about 2^53", Kind::Table, 0.8, [](Random &r) { return 0x1p53 - below(r, 5); });
        row("denormals", Kind::Bits, 3.0, [](Random &r) { return 5e-324 * below(r, 9999); });
        row("float noise", Kind::Split, 4.2, [](Random &r) { return float(noise(r)); });
        row("full mantissas", Kind::Bits, 8.3, [](Random &r) { return noise(r); });
        row("any bits", Kind::Bits, 8.3, [](Random &r) { return std::bit_cast<double>(r()); });
    }
    void valuesComeBackBitForBit()
    {
        QFETCH(NextValue, next);
        QFETCH(double, most);
        Random random(1);
        for (const std::size_t n : {1, 2, 127, 128, 129, 512, 1000, 1024}) {
            std::vector<double> values(n);
            std::generate(values.begin(), values.end(), [&] { return next(random); });
            QVERIFY2(comesBack(values), qPrintable(QString::number(n)));
            if (n == 512) {
                const PackedValues packed(values);
                QTEST(int(packed.kind()), "kind");
                QVERIFY2(double(packed.bytes()) <= most * double(n),
                         qPrintable(QString::number(double(packed.bytes()) / double(n))));
            }
        }
    }

    // Also with what does not fit the way the others are written.
    void mixturesComeBackBitForBit()
    {
        const std::vector<double> odd{noValue,
                                      infinity,
                                      -infinity,
                                      -0.0,
                                      0.0,
                                      5e-324,
                                      0x1p53,
                                      0x1p53 + 2,
                                      1e308,
                                      -1e308,
                                      1.0 / 3.0,
                                      0.1,
                                      -0.1,
                                      1e-300,
                                      2.5,
                                      0x1p-1022,
                                      123456789.123456789};
        for (std::uint64_t seed = 1; seed <= 400; ++seed) {
            Random random(seed);
            std::vector<double> values(1 + random() % 600);
            const std::uint64_t rarity = 1 + random() % 100;
            const double scale = std::pow(10, double(random() % 12));
            for (double &value : values) {
                value = random() % rarity == 0 ? odd[random() % odd.size()]
                                               : below(random, 100'000) / scale;
            }
            QVERIFY2(comesBack(values), qPrintable(QString::number(seed)));
        }
    }

    void timesComeBack_data()
    {
        QTest::addColumn<NextStep>("next");
        QTest::addColumn<double>("most"); // bytes each, of a full chunk
        const auto row = [](const char *name, double most, const NextStep &next) {
            QTest::newRow(name) << next << most;
        };
        row("regular", 0.4, [](Random &) { return 1'000'000; });
        row("all at once", 0.4, [](Random &) { return 0; });
        row("some ms late", 1.0, [](Random &r) { return 1'000'000 + r() % 7 * 1'000; });
        row("some us late", 2.2, [](Random &r) { return 1'000'000 + r() % 5'000; });
        row("sixty a second", 0.7, [](Random &r) { return 16'666 + r() % 2; });
        row("with pauses", 2.0,
            [](Random &r) { return r() % 60 == 0 ? 3'600'000'000 : 1'000'000 + r() % 9 * 1'000; });
        row("a year off", 9.0, [](Random &r) { return r() % 300 == 0 ? 1LL << 45 : r() % 100; });
    }
    void timesComeBack()
    {
        QFETCH(NextStep, next);
        QFETCH(double, most);
        for (const std::size_t n : {1, 2, 3, 127, 128, 129, 512, 1024}) {
            Random random(n);
            std::vector<std::int64_t> times;
            std::uint64_t time = 1'700'000'000'000'000;
            for (std::size_t i = 0; i < n; ++i) {
                time += next(random);
                times.push_back(std::int64_t(time));
            }
            QVERIFY(comesBack(times));
            const double each = double(PackedTimes(times).bytes()) / double(n);
            QVERIFY2(n != 512 || each <= most, qPrintable(QString::number(each)));
        }
    }

    void theWholeOfTimeComesBack()
    {
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        QVERIFY(comesBack(std::vector<std::int64_t>{least, -5, 0, most}));
        QVERIFY(comesBack(std::vector<std::int64_t>{least, least, most, most, most}));
        Chunk chunk; // evenly, over all of it
        chunk.brief.firstUs = least;
        chunk.brief.lastUs = most;
        chunk.brief.count = 2;
        QCOMPARE(chunk.timeAt(1), most);
        QCOMPARE(chunk.firstFrom(0), std::size_t(1));
    }

    void seriesOfAChannelShareTheirTimes()
    {
        const auto total = std::make_shared<std::size_t>(0);
        Random random(1);
        std::vector<std::int64_t> times;
        for (int i = 0; i < 2'000; ++i) {
            times.push_back(i * 1'000'000 + std::int64_t(random() % 5'000));
        }
        {
            TimeShare share(total);
            const auto first = share.pack(std::span(times).first(512), 1);
            const std::size_t bytes = *total;
            QVERIFY(bytes > 0);
            QCOMPARE(share.pack(std::span(times).first(512), 1).times, first.times);
            QCOMPARE(*total, bytes);
            // One that came a hundred samples later is led back to where the others' chunk ends.
            const auto late = share.pack(std::span(times).subspan(100, 512), 1);
            QCOMPARE(late.times, first.times);
            QCOMPARE(late.taken, std::size_t(412));
            QCOMPARE(late.times->at(late.offset), times[100]);
            // Not if one is missing, and not if so short a chunk is not worth it.
            QCOMPARE(share.pack(std::span(times).subspan(100, 512), 413).taken, std::size_t(512));
            times.erase(times.begin() + 300);
            QVERIFY(share.pack(std::span(times).first(512), 1).times != first.times);
        }
        QCOMPARE(*total, std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(TestPacking)
#include "tst_packing.moc"
