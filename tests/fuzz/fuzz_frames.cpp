// Whatever bytes arrive: both codecs, the plain dialect's flattening, and streams of lines that it
// must read by their shapes as it would in full. The first byte chooses.

#include "bothways.h"

#include "dialects/flatten.h"
#include "wire/jsoncodec.h"
#include "wire/msgpackcodec.h"

#include <cstdlib>

using namespace sightglass;

namespace {

struct Nowhere final : Flatten::Sink
{
    void field(std::string_view, double) override {}
};

void decode(Codec &codec, std::string_view bytes)
{
    Message message;
    if (!codec.decode(bytes, message)) {
        return;
    }
    // What was accepted must hold what it promises, and survive being said again.
    if (const auto *samples = std::get_if<Samples>(&message)) {
        if (samples->values.size() != samples->series.size() * samples->times.size()) {
            std::abort();
        }
    }
    const QByteArray again = codec.encode(message);
    Message read;
    if (!codec.decode({again.constData(), std::size_t(again.size())}, read)
        || read.index() != message.index()) {
        std::abort();
    }
}

void readBothWays(const QByteArray &bytes)
{
    BothWays both;
    for (const QByteArray &line : bytes.split('\n')) {
        both.hear(line);
    }
    if (!both.same()) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    static JsonCodec json;
    static MsgpackCodec msgpack;
    static Flatten flatten({});
    Nowhere nowhere;
    switch (data[0] % 5) {
    case 0:
        decode(json, bytes);
        break;
    case 1:
        decode(msgpack, bytes);
        break;
    case 2:
        (void)flatten.json(bytes, nowhere);
        break;
    case 3:
        (void)flatten.msgpack(bytes, nowhere);
        break;
    default:
        readBothWays({bytes.data(), qsizetype(bytes.size())});
        break;
    }
    return 0;
}
