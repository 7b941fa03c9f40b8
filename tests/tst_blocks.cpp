// The list of blocks against a vector, and what it takes of memory.
#include "store/blocks.h"

#include <QTest>

#include <memory>
#include <random>

using namespace sightglass;

namespace {

using Item = std::unique_ptr<int>; // only moved, like a chunk

bool equal(const Blocks<Item> &blocks, const std::vector<int> &plain)
{
    bool same = blocks.size() == plain.size() && blocks.empty() == plain.empty();
    for (std::size_t i = 0; same && i < plain.size(); ++i) {
        same = blocks[i] != nullptr && *blocks[i] == plain[i];
    }
    return same;
}

} // namespace

class TestBlocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsAVector_data();
    void equalsAVector();
    void takesLittleMoreThanWhatIsInIt();
};

void TestBlocks::equalsAVector_data()
{
    QTest::addColumn<unsigned>("seed");
    for (const unsigned seed : {1U, 2U, 3U, 4U}) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void TestBlocks::equalsAVector()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    Blocks<Item> blocks;
    std::vector<int> plain;
    const auto below = [&](std::size_t end) { return std::size_t(random() % (end + 1)); };
    for (int step = 0; step < 2'000; ++step) {
        const std::size_t from = below(plain.size());
        switch (random() % 16) {
        case 0: {
            const std::size_t to = from + below(std::min<std::size_t>(plain.size() - from, 90));
            blocks.erase(from, to);
            plain.erase(plain.begin() + long(from), plain.begin() + long(to));
            break;
        }
        case 1: {
            const std::size_t size = plain.size() - std::min<std::size_t>(plain.size(), below(40));
            blocks.truncate(size);
            plain.resize(size);
            break;
        }
        case 2:
            blocks.insert(from, std::make_unique<int>(step));
            plain.insert(plain.begin() + long(from), step);
            break;
        default:
            for (int i = 0; i < 5; ++i) {
                blocks.push(std::make_unique<int>(step * 10 + i));
                plain.push_back(step * 10 + i);
            }
        }
        QVERIFY(equal(blocks, plain));
        QVERIFY(plain.empty() || *blocks.back() == plain.back());
    }
    blocks.truncate(0);
    QVERIFY(blocks.empty());
}

void TestBlocks::takesLittleMoreThanWhatIsInIt()
{
    Blocks<double> blocks;
    const auto spare = [&] { return blocks.bytes() - blocks.size() * sizeof(double); };
    blocks.push(0);
    QVERIFY(spare() < 100); // there are many short series
    while (blocks.size() < 100'000) {
        blocks.push(1);
    }
    QVERIFY(spare() < blocks.bytes() / 4);
    blocks.truncate(50'000);
    QVERIFY(blocks.bytes() < 600'000);
}

QTEST_APPLESS_MAIN(TestBlocks)
#include "tst_blocks.moc"
