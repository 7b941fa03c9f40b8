// Samples in MessagePack are read without a tree: as good as with one, whatever comes, and as the
// same in JSON.
#include "golden.h"
#include "messages.h"
#include "treereader.h"
#include "wire/msgpackcodec.h"

#include <QTest>

#include <msgpack.hpp>

#include <array>
#include <bit>
#include <random>
#include <set>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

using Packer = msgpack::packer<msgpack::sbuffer>;

// Frames of samples in which something is often wrong: fields that are missing, twice, of another
// kind or in another order, columns that are too long.
class Maker
{
public:
    QByteArray frame()
    {
        m_buffer.clear();
        m_rows = dice(4) == 0 ? 1 : dice(4);
        m_series = dice(4);
        std::vector<std::string_view> names{"type", "channel", "seq",    "t0",
                                            "dt",   "series",  "values", "more"};
        std::erase_if(names, [this](std::string_view) { return dice(40) == 0; });
        if (dice(8) == 0) {
            names.push_back(names[std::size_t(dice(int(names.size())))]);
        }
        if (dice(2) == 0) {
            std::shuffle(names.begin(), names.end(), m_random);
        }
        m_packer.pack_map(std::uint32_t(names.size()));
        for (const std::string_view name : names) {
            dice(100) == 0 ? anything(2) : text(name);
            dice(30) == 0 ? anything(3) : valueOf(name);
        }
        QByteArray bytes(m_buffer.data(), qsizetype(m_buffer.size()));
        return dice(50) == 0 ? bytes.chopped(1 + dice(3)) : bytes;
    }

private:
    int dice(int sides) { return int(m_random() % unsigned(sides)); }
    void text(std::string_view text)
    {
        m_packer.pack_str(std::uint32_t(text.size()));
        m_packer.pack_str_body(text.data(), std::uint32_t(text.size()));
    }
    void valueOf(std::string_view name)
    {
        if (name == "type") {
            text(dice(30) == 0 ? "done" : "samples");
        } else if (name == "channel") {
            text("demo");
        } else if (name == "dt") {
            column(true);
        } else if (name == "series") {
            m_packer.pack_array(std::uint32_t(m_series));
            for (int i = 0; i < m_series; ++i) {
                dice(40) == 0 ? anything(2) : void(m_packer.pack(i));
            }
        } else if (name == "values") {
            const int columns = m_series + (dice(20) == 0 ? 1 : 0);
            m_packer.pack_array(std::uint32_t(columns));
            for (int i = 0; i < columns; ++i) {
                dice(40) == 0 ? anything(3) : column(false);
            }
        } else {
            whole();
        }
    }
    void column(bool offsets)
    {
        const int rows = m_rows + (dice(40) == 0 ? 1 : 0);
        const int form = dice(6);
        if (form == 0) {
            bytes(std::string(std::size_t(rows) * 8 + (dice(20) == 0 ? 1 : 0), '\1'));
        } else if (form == 1) {
            const bool deltas = dice(2) == 0;
            const std::string body(deltas ? std::size_t(rows) : std::size_t(rows) * 8,
                                   dice(20) == 0 ? '\x81' : '\2');
            ext(std::int8_t(deltas ? 2 : 1 + dice(2) * 2), body);
        } else {
            m_packer.pack_array(std::uint32_t(rows));
            for (int i = 0; i < rows; ++i) {
                dice(40) == 0 ? anything(2) : offsets ? whole() : anything(0);
            }
        }
    }
    void whole()
    {
        constexpr std::array<std::int64_t, 6> numbers{0, 1, 1'000, 1LL << 53, (1LL << 53) + 1, -1};
        const std::int64_t number = numbers[std::size_t(dice(dice(8) == 0 ? 6 : 3))];
        dice(8) == 0 ? m_packer.pack(double(number)) : m_packer.pack(number);
    }
    void bytes(const std::string &body)
    {
        m_packer.pack_bin(std::uint32_t(body.size()));
        m_packer.pack_bin_body(body.data(), std::uint32_t(body.size()));
    }
    void ext(std::int8_t type, const std::string &body)
    {
        m_packer.pack_ext(body.size(), type);
        m_packer.pack_ext_body(body.data(), std::uint32_t(body.size()));
    }
    // With no depth left, a number or what counts as one.
    void anything(int depth)
    {
        switch (dice(depth > 0 ? 13 : 7)) {
        case 0:
            m_packer.pack_nil();
            break;
        case 1:
            m_packer.pack(dice(2) == 0);
            break;
        case 2:
            m_packer.pack(float(dice(9)) / 2);
            break;
        case 3:
            m_packer.pack(std::bit_cast<double>(std::uint64_t(m_random()) << 32 | m_random()));
            break;
        case 4:
            m_packer.pack(std::uint64_t(m_random()) << dice(33));
            break;
        case 5:
            m_packer.pack(-std::int64_t(m_random()));
            break;
        case 6:
            whole();
            break;
        case 7:
            text(dice(4) == 0 ? "\xff" : "samples");
            break;
        case 8:
            bytes(std::string(std::size_t(dice(20)), '\3'));
            break;
        case 9:
            ext(std::int8_t(dice(5)), std::string(std::size_t(dice(20)), '\4'));
            break;
        case 10:
            m_packer.pack_map(1);
            anything(depth - 1);
            anything(depth - 1);
            break;
        default:
            m_packer.pack_array(2);
            anything(depth - 1);
            anything(depth - 1);
            break;
        }
    }

    std::mt19937 m_random{20'261'123};
    msgpack::sbuffer m_buffer;
    Packer m_packer{m_buffer};
    int m_rows = 0;
    int m_series = 0;
};

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

} // namespace

class TestSamplesReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // good
    void readsGoldenFramesAsFromATree()
    {
        int samples = 0;
        for (const Golden &golden : goldens()) {
            if (golden.binary) {
                QVERIFY2(disagreement(view(golden.bytes)).isEmpty(), qPrintable(golden.file));
                samples += readFromTree(view(golden.bytes)) ? 1 : 0;
            }
        }
        QCOMPARE_GE(samples, 20);
    }

    void saysTheSameAsATreeAndAsJson()
    {
        constexpr int frames = 40'000;
        Maker maker;
        MsgpackCodec codec;
        Message message;
        std::set<QString> errors;
        int good = 0;
        int alsoJson = 0;
        for (int i = 0; i < frames; ++i) {
            const QByteArray bytes = maker.frame();
            const QString differs = disagreement(view(bytes));
            QVERIFY2(differs.isEmpty(),
                     qPrintable(differs + u" "_s + QString::fromLatin1(bytes.toHex(' '))));
            alsoJson += asJson(view(bytes)) ? 1 : 0;
            if (const auto decoded = codec.decode(view(bytes), message)) {
                ++good;
            } else {
                errors.insert(decoded.error().text);
            }
        }
        QCOMPARE_GE(good, frames / 10); // else little of it was read to its end
        QCOMPARE_GE(alsoJson, frames / 10);
        QCOMPARE_GE(errors.size(), 18U); // each of what can be wrong, several times over
    }

    // What is left of a frame that was refused half way is not in the next.
    void beginsAnewAfterAnError()
    {
        Maker maker;
        MsgpackCodec one;
        Message kept;
        for (int i = 0; i < 5'000; ++i) {
            const QByteArray bytes = maker.frame();
            const auto again = one.decode(view(bytes), kept);
            Message fresh;
            const auto first = MsgpackCodec().decode(view(bytes), fresh);
            QCOMPARE(again.has_value(), first.has_value());
            if (first) {
                QVERIFY(same(kept, fresh));
            } else {
                QCOMPARE(again.error().text, first.error().text);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestSamplesReader)
#include "tst_samplesreader.moc"
