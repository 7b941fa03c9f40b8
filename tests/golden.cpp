#include "golden.h"

#include <QDir>

#include <cmath>

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
    return {u"alarms"_s, 9, u"boiler/too-hot"_s, EventState::Raised, Severity::Critical,
            u"Boiler too hot"_s, u"96.5 °C, limit 95 °C"_s, T, u"plc-4"_s,
            {{u"room"_s, u"cellar"_s}}, {u"acknowledge"_s, u"silence"_s}};
}

Message read(const QString &stem); // of the file, for what no table needs to repeat

} // namespace

QList<Golden> goldens()
{
    const QDir folder(QStringLiteral(SIGHTGLASS_SOURCE_DIR "/tests/data/golden"));
    QList<Golden> all;
    for (const QFileInfo &info : folder.entryInfoList({u"*.json"_s, u"*.hex"_s}, QDir::Files, QDir::Name)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly)) {
            return {};
        }
        const bool binary = info.suffix() == "hex"_L1;
        const QByteArray bytes = file.readAll();
        all.append({info.fileName(), info.completeBaseName(), binary ? fromHex(bytes) : bytes, binary,
                    info.fileName().startsWith("bad-"_L1)});
    }
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
