// The plain dialect twice, one reading frames by their shapes and one reading all of them in full,
// and what each of them says. They must say the same. For tests and the fuzzer.
#pragma once

#include "dialects/plain.h"

#include <bit>

namespace sightglass {

// All that a dialect says, word by word; numbers by their bits.
struct Transcript final : MessageSink
{
    void samplesRead(Samples &read) override
    {
        QStringList parts{QStringLiteral("samples"), read.channel, QString::number(read.seq)};
        for (const std::int64_t timeUs : read.times) {
            parts.append(QString::number(timeUs));
        }
        for (std::size_t i = 0; i < read.series.size(); ++i) {
            parts.append(QString::number(read.series[i]));
            parts.append(QString::number(std::bit_cast<quint64>(read.values.at(i)), 16));
        }
        parts.append(QString::number(read.values.size()));
        said.append(parts.join(QLatin1Char(' ')));
    }
    void messageRead(Message &&message) override
    {
        if (const auto *added = std::get_if<Catalog>(&message)) {
            for (const SeriesInfo &info : added->series) {
                said.append(QStringLiteral("series %1 %2").arg(info.id).arg(info.name));
            }
        } else {
            said.append(QStringLiteral("message %1").arg(message.index()));
        }
    }
    void badFrame(const DecodeError &error) override
    {
        said.append(QStringLiteral("bad ") + error.text);
    }

    QStringList said;
};

// The same frames both ways.
class BothWays
{
public:
    static constexpr std::int64_t startUs = 1'700'000'000'000'000;

    void hear(const QByteArray &bytes, std::int64_t nowUs = startUs, bool binary = false)
    {
        const Frame frame{{bytes.constData(), std::size_t(bytes.size())}, binary};
        quick.unwrap(frame, nowUs, quickly);
        full.unwrap(frame, nowUs, fully);
    }
    bool same() const { return quickly.said == fully.said; }
    std::uint64_t matched() const { return quick.shapes().matched(); }

    PlainDialect quick{{}};
    PlainDialect full{{}, false};
    Transcript quickly;
    Transcript fully;
};

} // namespace sightglass
