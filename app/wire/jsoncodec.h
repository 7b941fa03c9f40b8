// The JSON encoding of the protocol: text frames, UTF-8. Not thread-safe: one per connection.
#pragma once

#include "wire/codec.h"

#include <memory>

namespace sightglass {

class JsonCodec final : public Codec
{
public:
    explicit JsonCodec(WireLimits limits = {});
    ~JsonCodec() override;

    QByteArray encode(const Message &message) const override;
    tl::expected<void, DecodeError> decode(std::string_view bytes, Message &message) override;
    bool binary() const override { return false; }

private:
    struct Parser; // keeps simdjson out of everyone's includes, and its buffers between frames
    std::unique_ptr<Parser> m_parser;
    WireLimits m_limits;
};

} // namespace sightglass
