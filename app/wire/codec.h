// One frame to one message and back, whichever the encoding.
//
// decode() never throws, never blocks and allocates no more than a small multiple of the frame:
// whatever the bytes are, the answer is a message or a DecodeError that says what was wrong.
#pragma once

#include "wire/message.h"

#include <QByteArray>

#include <tl/expected.hpp>

#include <string_view>

namespace sightglass {

// A frame as it arrived: borrowed bytes, valid during the call only.
struct Frame
{
    std::string_view bytes;
    bool binary = false;
    bool sameRead = false; // it was there when the one before was read: the same time will do
};

// A frame to send.
struct OutFrame
{
    QByteArray bytes;
    bool binary = false;
};

struct DecodeError
{
    QString text; // for a person: what is wrong, in one sentence
};

template<typename T>
using Decoded = tl::expected<T, DecodeError>;

// What one message may hold at the most; more is a DecodeError that names the limit.
struct WireLimits
{
    std::size_t frameBytes = 8u << 20;
    std::size_t seriesPerMessage = 100'000;
    std::size_t samplesPerMessage = 1'000'000;
    int depth = 32; // of nested maps and arrays
};

class Codec
{
public:
    virtual ~Codec() = default;
    virtual QByteArray encode(const Message &message) const = 0;

    // Decodes into `message`; when it already holds a Samples its columns are reused, so that a
    // steady stream of samples allocates nothing.
    virtual tl::expected<void, DecodeError> decode(std::string_view bytes, Message &message) = 0;
    virtual bool binary() const = 0;
};

} // namespace sightglass
