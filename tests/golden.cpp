#include "golden.h"

#include <QDir>

#include <limits>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t T = 1'700'000'000'000'000;

QByteArray fromHex(const QByteArray &text)
{
    QByteArray digits;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.trimmed().startsWith('#')) {
            digits += line;
        }
    }
    return QByteArray::fromHex(digits);
}

SeriesInfo series(std::uint32_t id, const QString &name, SeriesKind kind)
{
    SeriesInfo info;
    info.id = id;
    info.name = name;
    info.kind = kind;
    return info;
}

Catalog catalog()
{
    Catalog m;
    m.series = {series(1, u"boiler.temperature"_s, SeriesKind::Gauge),
                series(2, u"pump.turns"_s, SeriesKind::Counter),
                series(3, u"pump.mode"_s, SeriesKind::State),
                series(4, u"http.latency.250"_s, SeriesKind::Histogram),
                series(4'294'967'295u, u"plain"_s, SeriesKind::Gauge)};
    m.series[0].unit = u"°C"_s;
    m.series[0].min = -20;
    m.series[0].max = 120.5;
    m.series[0].intervalMs = 100;
    m.series[0].labels = {{u"room"_s, u"cellar"_s}, {u"floor"_s, u"-1"_s}};
    m.series[2].states = {{0, u"idle"_s}, {1, u"running"_s}, {-1, u"fault"_s}};
    m.series[3].unit = u"ms"_s;
    m.series[3].labels = {{u"le"_s, u"250"_s}};
    return m;
}

Event event()
{
    return {u"alarms"_s,
            9,
            u"boiler/too-hot"_s,
            EventState::Raised,
            Severity::Critical,
            u"Boiler too hot"_s,
            u"96.5 °C, limit 95 °C"_s,
            T,
            u"plc-4"_s,
            {{u"room"_s, u"cellar"_s}},
            {u"acknowledge"_s, u"silence"_s}};
}

Samples samples(std::uint64_t seq, std::vector<std::int64_t> times,
                std::vector<std::uint32_t> series, std::vector<double> values)
{
    return {u"demo"_s, seq, std::move(times), std::move(series), std::move(values)};
}

QMap<QString, Message> columnMeanings()
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {
        {u"samples"_s, samples(4712, {T, T + 100'000, T + 250'000}, {1, 2},
                               {20.5, 20.75, -3.25, 1000, 998, 1005})},
        {u"samples-one"_s, samples(4713, {T}, {1, 2}, {20.5, 1006})},
        {u"samples-no-value"_s, samples(4714, {T, T + 20'000}, {1, 2}, {none, 1.5, none, none})},
        {u"samples-unnumbered"_s, samples(0, {T}, {1}, {0.5})},
        {u"samples-nothing"_s, samples(4715, {T}, {}, {})}};
}

} // namespace

QList<Golden> goldens()
{
    const QDir folder(QStringLiteral(SIGHTGLASS_SOURCE_DIR "/tests/data/golden"));
    QList<Golden> all;
    for (const QFileInfo &info :
         folder.entryInfoList({u"*.json"_s, u"*.hex"_s}, QDir::Files, QDir::Name)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly)) {
            return {};
        }
        const bool binary = info.suffix() == "hex"_L1;
        const QByteArray bytes = file.readAll();
        all.append({info.fileName(), info.completeBaseName(), binary ? fromHex(bytes) : bytes,
                    binary, info.fileName().startsWith("bad-"_L1)});
    }
    return all;
}

QMap<QString, Message> goldenMeanings()
{
    QMap<QString, Message> all = columnMeanings();
    const StreamPosition demo{u"e-19"_s, 4711};
    all[u"hello"_s] = Hello{u"Sightglass 0.1.0"_s, {}, {}, {}};
    all[u"hello-resume"_s] = Hello{u"Sightglass 0.1.0"_s,
                                   u"s-7f3a"_s,
                                   {{u"demo"_s, demo}, {u"plant/öl"_s, {u"e-2"_s, 4'294'967'296}}},
                                   {u"zstd"_s}};
    all[u"welcome"_s] = Welcome{
        u"boiler 2.1"_s,          u"s-7f3a"_s, 5000, 120'000, 1'048'576, 1'700'000'000'000.5,
        {u"demo"_s, u"alarms"_s}, u"zstd"_s};
    all[u"welcome-minimal"_s] = Welcome{u"s"_s, u"1"_s, 15'000, 0, 65'536, 1.7e12, {}, {}};
    all[u"heartbeat"_s] = Heartbeat{T, {}};
    all[u"heartbeat-answer"_s] = Heartbeat{T + 1250, T};
    all[u"subscribe"_s] = Subscribe{{u"demo"_s, u"alarms"_s}, 120'000, 12.5};
    all[u"subscribe-all"_s] = Subscribe{{u"*"_s}, {}, {}};
    all[u"subscribed"_s] = Subscribed{u"demo"_s, demo, true};
    all[u"unsubscribe"_s] = Unsubscribe{{u"alarms"_s}};
    all[u"gap"_s] = Gap{u"demo"_s, 4712, 5000};
    all[u"catalog"_s] = catalog();
    all[u"event"_s] = event();
    all[u"event-minimal"_s] = Event{u"alarms"_s,
                                    10,
                                    u"boiler/too-hot"_s,
                                    EventState::Cleared,
                                    Severity::Info,
                                    u"Boiler too hot"_s,
                                    {},
                                    T + 1,
                                    {},
                                    {},
                                    {}};
    all[u"event-unnumbered"_s] = Event{
        u"alarms"_s, 0, u"k"_s, EventState::Info, Severity::Warning, u"t"_s, {}, T, {}, {}, {}};
    all[u"ack"_s] = Ack{u"c-1"_s, u"boiler/too-hot"_s, u"acknowledge"_s, u"on my way"_s};
    all[u"done"_s] = Done{u"c-1"_s};
    all[u"error"_s] = Error{u"unknown-channel"_s, u"There is no channel \"demmo\"."_s, {}};
    all[u"error-answer"_s] = Error{u"denied"_s, u"Only operators may silence."_s, u"c-1"_s};
    all[u"bye"_s] = Bye{u"Restarting for an update."_s, 2000, false};
    all[u"bye-final"_s] = Bye{u"This demo has ended."_s, {}, true};
    all[u"unknown-type"_s] = Unknown{u"hologram"_s};
    all[u"unknown-reserved"_s] = Unknown{u"presence"_s};
    all[u"unknown-field"_s] = Done{u"c-2"_s};
    return all;
}

QString meaningOf(const QString &stem)
{
    static const QMap<QString, QString> variants{
        {u"samples-bin"_s, u"samples"_s},
        {u"samples-ext1"_s, u"samples"_s},
        {u"samples-ext2"_s, u"samples"_s},
        {u"samples-one-ext"_s, u"samples-one"_s},
        {u"samples-one-fixext"_s, u"samples-one"_s},
        {u"samples-no-value-bin"_s, u"samples-no-value"_s}};
    return variants.value(stem, stem);
}

} // namespace sightglass
