// Any WebSocket server that sends JSON or MessagePack: every number and boolean becomes a series
// named by its path, so that charts appear with no configuration.
//
// Messages are not numbered, so a lost connection leaves a hole. A top-level field named timestamp,
// ts or time that is within a day of now, in s, ms, us or ns, is the sample's time; else the
// arrival is. There are at most maxSeries names; what comes after is refused and said once.
//
// Streams repeat themselves: a text frame like one before is read by its Shape, all others in full.
// Nobody can tell which it was but by the time it takes.
#pragma once

#include "dialects/dialect.h"
#include "dialects/flatten.h"
#include "dialects/shapes.h"

#include <string>
#include <unordered_map>

namespace sightglass {

class PlainDialect final : public Dialect, private Flatten::Sink
{
public:
    static constexpr std::size_t maxSeries = 20'000;

    // Without learning every frame is read in full, as a measure for the other way.
    explicit PlainDialect(const WireLimits &limits, bool learns = true);

    QStringList subprotocols() const override { return {}; }
    tl::expected<void, QString> opened(const QString &subprotocol) override;
    bool hasGreeting() const override { return false; }
    OutFrame wrap(const Message &message) const override;
    void unwrap(const Frame &frame, std::int64_t nowUs, MessageSink &sink) override;

    const Shapes &shapes() const { return m_shapes; }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };

    void readInFull(const Frame &frame, std::int64_t nowUs, MessageSink &sink);
    void field(std::string_view path, double value) override;
    void met(const Shape::Field &field);

    Flatten m_flatten;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> m_ids;
    Catalog m_added; // by the message being read
    Samples m_samples;
    std::vector<Shape::Field> m_fields; // as the full parser met them
    Shapes m_shapes;
    std::int64_t m_nowUs = 0;
    bool m_learns;
    bool m_overflow = false;
    bool m_overflowSaid = false;
};

} // namespace sightglass
