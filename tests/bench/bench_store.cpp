// The history: how long a chart of 2,000 pixel columns takes to read from a hundred million samples
// beside one million, and how many bytes a sample takes. Prints one JSON object per row
// (tests/bench/run).

#include "recording.h"
#include "store/decimate.h"
#include "store/store.h"
#include "wander.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <ctime>
#include <random>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t start = Wander::startUs;
constexpr int pixels = 2000;
constexpr std::size_t much = 100'000'000;
constexpr std::size_t little = 1'000'000;
constexpr std::size_t plenty = std::size_t(8) << 30;

bool g_allOk = true;

void print(QJsonObject row, bool ok)
{
    g_allOk = g_allOk && ok;
    row[u"bench"_s] = u"store"_s;
    row[u"ok"_s] = ok;
    std::printf("%s\n", QJsonDocument(row).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

void fill(Column &column, std::size_t count)
{
    Wander wander;
    std::vector<std::int64_t> times(8192);
    std::vector<double> values(times.size());
    for (std::size_t done = 0; done < count; done += times.size()) {
        const std::size_t n = std::min(times.size(), count - done);
        for (std::size_t i = 0; i < n; ++i) {
            wander.next([&](std::int64_t timeUs, double value) {
                times[i] = timeUs;
                values[i] = value;
            });
        }
        column.append({times.data(), n}, {values.data(), n});
    }
}

double part(std::vector<double> all, double of)
{
    const auto at = all.begin() + std::ptrdiff_t(double(all.size() - 1) * of);
    std::nth_element(all.begin(), at, all.end());
    return *at;
}

// As one zooms: some frames in each of many places, each showing a little more; the first in a
// place finds nothing of what was read before.
std::vector<double> readMs(const Column &column, std::int64_t spanUs)
{
    constexpr int places = 25;
    constexpr int frames = 6;
    std::mt19937_64 random(2);
    std::vector<TracePoint> points;
    std::vector<double> all;
    const std::int64_t room = column.lastTime() - column.firstTime() - spanUs;
    for (int i = 0; i < places; ++i) {
        const std::int64_t by = room > 0 ? std::int64_t(random() % std::uint64_t(room)) : 0;
        const std::int64_t from = column.firstTime() + by;
        for (int frame = frames; frame > 0; --frame) {
            const std::int64_t shown = spanUs - spanUs / 50 * frame;
            const std::clock_t began = std::clock(); // others work on this machine, too
            decimate(column, {from, from + shown, shown / pixels}, points);
            all.push_back(double(std::clock() - began) * 1e3 / CLOCKS_PER_SEC);
        }
    }
    return all;
}

// Of the range whose p95 is the worst.
std::vector<double> worstMs(const Column &column, const QString &name)
{
    const std::int64_t all = column.lastTime() - column.firstTime();
    std::vector<double> worst;
    for (std::int64_t span = second; span < 3 * all; span *= 3) {
        const std::vector<double> ms = readMs(column, std::min(span, all));
        if (worst.empty() || part(ms, 0.95) > part(worst, 0.95)) {
            worst = ms;
        }
        std::fprintf(stderr, "%s: %8.1f s in %.3f ms, p95 %.3f\n", qPrintable(name),
                     double(std::min(span, all)) / 1e6, part(ms, 0.5), part(ms, 0.95));
    }
    return worst;
}

// At every zoom, in the middle and at both sides, within one pixel column of its place.
bool isOddSeen(const Column &column)
{
    const std::int64_t at = start + std::int64_t(Wander::oddAt) * Wander::intervalUs;
    std::vector<TracePoint> points;
    bool seen = true;
    for (std::int64_t step = 500; step < 20 * second; step += step / 3 + 1) {
        for (const std::int64_t left : {1, 1000, 1999}) {
            const std::int64_t from = at - left * step;
            decimate(column, {from, from + pixels * step, step}, points);
            seen = seen && std::any_of(points.begin(), points.end(), [&](const TracePoint &point) {
                       return point.value == Wander::odd && std::abs(point.timeUs - at) <= step;
                   });
        }
    }
    return seen;
}

void zoom()
{
    Column few;
    fill(few, little);
    Column many;
    const std::clock_t began = std::clock();
    fill(many, much);
    const double filled = double(std::clock() - began) / CLOCKS_PER_SEC;
    print({{u"case"_s, u"appended, samples made up on the way"_s},
           {u"value"_s, double(much) / filled / 1e6},
           {u"unit"_s, u"M samples/s"_s}},
          true);
    const double reference = part(worstMs(few, u"1 M"_s), 0.95);
    const std::vector<double> all = worstMs(many, u"100 M"_s);
    const double ms = part(all, 0.95);
    constexpr double mostMs = 2;
    print({{u"case"_s, u"reading 100 M samples for 2,000 columns, p95 of the worst range"_s},
           {u"value"_s, ms},
           {u"median"_s, part(all, 0.5)},
           {u"p99"_s, part(all, 0.99)},
           {u"unit"_s, u"ms"_s},
           {u"must"_s, mostMs},
           {u"bytesPerSample"_s, double(many.bytes()) / double(much)}},
          ms <= mostMs);
    constexpr double mostTimes = 1.5;
    print({{u"case"_s, u"the same beside 1 M samples"_s},
           {u"value"_s, ms},
           {u"unit"_s, u"ms"_s},
           {u"reference"_s, u"1 M samples"_s},
           {u"reference_value"_s, reference},
           {u"ratio"_s, ms / reference},
           {u"must"_s, mostTimes}},
          ms / reference <= mostTimes);
    const bool packed = isOddSeen(many);
    while (many.exactFromUs() < many.lastTime() - 100 * second && many.evictOldest() > 0) {
    }
    const bool forgotten = isOddSeen(many);
    many.coarsen();
    many.coarsen();
    print({{u"case"_s, u"one odd sample among 100 M: packed, forgotten, coarsened"_s},
           {u"value"_s, int(packed) + int(forgotten) + int(isOddSeen(many))},
           {u"unit"_s, u"seen"_s},
           {u"must"_s, 3}},
          packed && forgotten && isOddSeen(many));
}

struct Feed
{
    Store store{plenty};
    int source = store.addSource(u"machine"_s);
    Batch batch;

    explicit Feed(std::size_t series)
    {
        for (std::size_t i = 0; i < series; ++i) {
            SeriesSeen seen{std::uint32_t(i), {}};
            seen.info.name = QString::number(i);
            seen.info.channel = u"machine"_s;
            batch.note(seen);
        }
    }
    void apply()
    {
        store.apply(source, batch, 0);
        batch.clear();
    }
};

bool isExact(const Column &column, const std::vector<std::int64_t> &times,
             const std::vector<double> &values)
{
    Column::Scratch scratch;
    std::size_t done = 0;
    bool exact = column.size() == times.size();
    for (std::size_t c = 0; c < column.chunkCount() && exact; ++c) {
        const auto [keptTimes, keptValues] = column.samples(c, scratch);
        for (std::size_t i = 0; i < keptTimes.size(); ++i, ++done) {
            exact = exact && keptTimes[i] == times[done]
                    && std::bit_cast<std::uint64_t>(keptValues[i])
                           == std::bit_cast<std::uint64_t>(values[done]);
        }
    }
    return exact;
}

void printBytes(const QString &name, const Feed &feed, std::size_t samples, double must, bool exact)
{
    const double bytes = double(feed.store.bytes()) / double(samples);
    QJsonObject row{{u"case"_s, name},
                    {u"value"_s, bytes},
                    {u"unit"_s, u"bytes/sample"_s},
                    {u"exact"_s, exact},
                    {u"samples"_s, double(samples)},
                    {u"reference"_s, u"as they are"_s},
                    {u"reference_value"_s, 16},
                    {u"ratio"_s, bytes / 16}};
    if (must > 0) {
        row[u"must"_s] = must;
    }
    print(row, exact && (must == 0 || bytes <= must));
}

// A day of 200 series once a second: the recording goes round, each series a while behind another.
void machine(const Recording &recording)
{
    constexpr std::size_t series = 200;
    constexpr std::size_t seconds = 86'400;
    const auto place = [&](std::size_t s, std::size_t at) {
        return recording.reading(s % recording.series(), at + s / recording.series() * 397);
    };
    const auto timeOf = [&](std::size_t at) {
        return start + std::int64_t(at) * second + recording.jitterUs(at);
    };
    Feed feed(series);
    for (std::size_t at = 0; at < seconds; ++at) {
        for (std::size_t s = 0; s < series; ++s) {
            if (const auto reading = place(s, at); reading.given) {
                feed.batch.append(std::uint32_t(s), timeOf(at), reading.value);
            }
        }
        feed.apply();
    }
    std::size_t samples = 0;
    bool exact = true;
    for (std::size_t s = 0; s < series; ++s) {
        std::vector<std::int64_t> times;
        std::vector<double> values;
        for (std::size_t at = 0; at < seconds; ++at) {
            if (const auto reading = place(s, at); reading.given) {
                times.push_back(timeOf(at));
                values.push_back(reading.value);
            }
        }
        samples += times.size();
        exact = exact && isExact(feed.store.column(int(s)), times, values);
        if (qEnvironmentVariableIsSet("SIGHTGLASS_EACH") && s < recording.series()) {
            std::fprintf(stderr, "series %zu: %zu samples, %.2f bytes each\n", s, times.size(),
                         double(feed.store.column(int(s)).bytes()) / double(times.size()));
        }
    }
    constexpr double most = 2;
    printBytes(u"bytes: this machine's metrics, 24 h at 1 Hz x 200 series"_s, feed, samples, most,
               exact);
}

template<typename Next>
void floats(const QString &name, double must, const Next &next)
{
    constexpr std::size_t samples = 2'000'000;
    Feed feed(1);
    std::vector<std::int64_t> times;
    std::vector<double> values;
    std::mt19937_64 random(3);
    for (std::size_t i = 0; i < samples; ++i) {
        times.push_back(start + std::int64_t(i) * second
                        + std::int64_t(random() % 5) * 1'000); // ms
        values.push_back(next(random));
        feed.batch.append(0, times.back(), values.back());
    }
    feed.apply();
    printBytes(name, feed, samples, must, isExact(feed.store.column(0), times, values));
}

} // namespace

int main(int, char **)
{
    machine(Recording(SIGHTGLASS_SOURCE_DIR "/tests/data/recorded/machine.txt"));
    constexpr double most = 4;
    std::normal_distribution<double> noise(21, 1.5);
    floats(u"bytes: noisy sensor, float"_s, most,
           [&](auto &random) { return double(float(noise(random))); });
    floats(u"bytes: noisy sensor, three decimals"_s, most,
           [&](auto &random) { return std::round(noise(random) * 1000) / 1000; });
    floats(u"bytes: noise around 0, float"_s, 0,
           [&](auto &random) { return double(float(noise(random) - 21)); });
    floats(u"bytes: random mantissas"_s, 0, [&](auto &random) { return noise(random); });
    zoom();
    return g_allOk ? 0 : 1;
}
