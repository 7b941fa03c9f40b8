// What was read while nobody had room for it goes on in batches of the usual size, in order.
#include "session/intake.h"

#include <QTest>

#include <algorithm>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t rows = 1'000;

// Has room for so many batches.
class Door final : public Outlet
{
public:
    bool deliver(std::unique_ptr<Batch> &batch) override
    {
        if (room == 0) {
            return false;
        }
        --room;
        sizes.push_back(batch->times.size());
        times.insert(times.end(), batch->times.begin(), batch->times.end());
        for (const Batch::Note &note : batch->notes) {
            events += std::holds_alternative<Event>(note.item) ? 1 : 0;
        }
        batch = std::make_unique<Batch>();
        return true;
    }
    void statusChanged(const LinkStatus &) override {}

    std::size_t room = 0;
    std::vector<std::size_t> sizes;
    std::vector<std::int64_t> times;
    int events = 0;
};

Samples message(std::size_t number)
{
    Samples samples;
    samples.channel = u"c"_s;
    samples.series = {1};
    for (std::size_t row = 0; row < rows; ++row) {
        samples.times.push_back(std::int64_t(number * rows + row));
        samples.values.push_back(1);
    }
    return samples;
}

} // namespace

class TestIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFloodNobodyTakesComesInUsualBatches();
    void eventsNobodyTakesDoToo();
    void nothingIsHandedOverTwice();
};

void TestIntake::aFloodNobodyTakesComesInUsualBatches()
{
    Intake intake;
    Door door;
    SeriesInfo info;
    info.id = 1;
    info.name = u"a"_s;
    QVERIFY(intake.see(info));
    std::optional<std::uint32_t> stranger;
    constexpr std::size_t messages = 200;
    for (std::size_t i = 0; i < messages; ++i) {
        QCOMPARE(intake.append(message(i), &stranger), rows);
        if (intake.full()) {
            QVERIFY(!intake.handOver(door));
        }
    }
    QVERIFY(!stranger && intake.full() && !intake.empty());
    door.room = 3;
    QVERIFY(!intake.handOver(door));
    QCOMPARE(door.sizes.size(), 3u);
    QVERIFY(intake.full());
    door.room = messages;
    QVERIFY(intake.handOver(door));
    QVERIFY(intake.empty() && !intake.full());
    QVERIFY(*std::ranges::max_element(door.sizes) < SessionBounds::batchSamples + rows);
    QCOMPARE(door.times.size(), messages * rows);
    QVERIFY(std::ranges::is_sorted(door.times));
}

void TestIntake::eventsNobodyTakesDoToo()
{
    Intake intake;
    Door door;
    const int events = 3 * int(Intake::notesPerBatch) + 5;
    for (int i = 0; i < events; ++i) {
        intake.note(Event());
    }
    door.room = 10;
    QVERIFY(intake.handOver(door));
    QCOMPARE(door.events, events);
    QCOMPARE(door.sizes.size(), 4u);
}

void TestIntake::nothingIsHandedOverTwice()
{
    Intake intake;
    Door door;
    QVERIFY(intake.handOver(door)); // nothing always has room
    intake.note(Event());
    QVERIFY(!intake.handOver(door));
    QVERIFY(!intake.full());
    door.room = 5;
    QVERIFY(intake.handOver(door));
    QVERIFY(intake.handOver(door));
    QCOMPARE(door.sizes.size(), 1u);
    QCOMPARE(door.events, 1);
}

QTEST_APPLESS_MAIN(TestIntake)
#include "tst_intake.moc"
