// Whatever comes without a WebSocket: event streams, answers to polls, how streams open and close.
// The first byte says in how large pieces it comes; cut otherwise, the same must come out.

#include "link/longpollbody.h"
#include "link/opening.h"
#include "link/sseparser.h"

#include <QByteArrayList>

#include <cstdlib>

using namespace sightglass;

namespace {

constexpr std::size_t most = 256;

template<typename Take>
void feed(const QByteArray &bytes, qsizetype piece, Take take)
{
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        take(bytes.mid(at, piece));
    }
}

QByteArrayList events(const QByteArray &bytes, qsizetype piece)
{
    SseParser parser(most);
    QByteArrayList all;
    feed(bytes, piece, [&](const QByteArray &part) {
        parser.feed(part);
        while (const auto event = parser.next()) {
            if (event->data.size() > qsizetype(most)) {
                std::abort();
            }
            all << event->type << event->data;
        }
    });
    return all << parser.lastId() << QByteArray::number(qlonglong(parser.retryMs().value_or(-1)))
               << QByteArray::number(int(parser.tooLong()));
}

QByteArrayList lines(const QByteArray &bytes, qsizetype piece)
{
    LongPollBody body(most);
    QByteArrayList all;
    const auto take = [&](const QByteArray &part) {
        body.feed(part);
        while (const auto line = body.next()) {
            if (line->isEmpty() || line->size() > qsizetype(most) + 1) {
                std::abort();
            }
            all << *line;
        }
    };
    feed(bytes.left(bytes.size() / 2), piece, take); // lost half way, and said again
    const bool tooLong = body.tooLong();
    body.sameAnswer();
    feed(bytes, piece, take);
    return all << QByteArray::number(int(tooLong || body.tooLong()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const qsizetype piece = 1 + data[0] % 64;
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    if (events(bytes, piece) != events(bytes, std::max<qsizetype>(bytes.size(), 1))
        || lines(bytes, piece) != lines(bytes, std::max<qsizetype>(bytes.size(), 1))) {
        std::abort();
    }
    if (const auto opening = StreamOpening::parse(bytes);
        opening && (opening->stream.contains('\r') || opening->stream.contains('\n'))) {
        std::abort();
    }
    const StreamClosing closing = StreamClosing::parse(bytes);
    if (closing.code < 1000 || closing.code > 4999) {
        std::abort();
    }
    return 0;
}
