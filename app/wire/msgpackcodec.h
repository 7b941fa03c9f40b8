// The MessagePack encoding of the protocol: binary frames, columns as little-endian bytes. Samples
// are read without a tree in between, all else with one. Not thread-safe: one per connection.
#pragma once

#include "wire/codec.h"

#include <memory>

namespace sightglass {

class MsgpackCodec final : public Codec
{
public:
    explicit MsgpackCodec(WireLimits limits = {});
    ~MsgpackCodec() override;

    QByteArray encode(const Message &message) const override;
    tl::expected<void, DecodeError> decode(std::string_view bytes, Message &message) override;
    bool binary() const override { return true; }

private:
    struct Reader;

    tl::expected<void, DecodeError> decodeOther(std::string_view bytes, Message &message) const;

    std::unique_ptr<Reader> m_reader;
    WireLimits m_limits;
};

} // namespace sightglass
