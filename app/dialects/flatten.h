// One JSON or MessagePack value of any shape, as numbers with paths.
//
// {"a": {"b": 1}, "c": [2, true]} is a.b = 1, c.0 = 2, c.1 = 1. A text that is a decimal number
// from end to end counts as one, because markets send prices so; other texts and nulls are left
// out.
#pragma once

#include "wire/codec.h"

#include <memory>
#include <optional>
#include <string_view>

namespace sightglass {

class Flatten
{
public:
    class Sink
    {
    public:
        virtual void field(std::string_view path, double value) = 0;

    protected:
        ~Sink() = default;
    };

    static constexpr std::size_t longestNumber = 24;
    // Of a text that counts as a number.
    static std::optional<double> textNumber(std::string_view text);

    explicit Flatten(const WireLimits &limits);
    ~Flatten();

    tl::expected<void, DecodeError> json(std::string_view bytes, Sink &sink);
    tl::expected<void, DecodeError> msgpack(std::string_view bytes, Sink &sink);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
    WireLimits m_limits;
};

} // namespace sightglass
