// The MessagePack encoding of the protocol: binary frames, columns as little-endian bytes. Not
// thread-safe: one per connection.
#pragma once

#include "wire/codec.h"

namespace sightglass {

class MsgpackCodec final : public Codec
{
public:
    explicit MsgpackCodec(WireLimits limits = {});

    QByteArray encode(const Message &message) const override;
    tl::expected<void, DecodeError> decode(std::string_view bytes, Message &message) override;
    bool binary() const override { return true; }

private:
    WireLimits m_limits;
};

} // namespace sightglass
