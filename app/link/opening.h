// How a server opens a stream that is no WebSocket: which protocol it speaks and what it calls the
// stream, as a JSON object (resources/protocol/README.md, "Without a WebSocket"). Pure.
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace sightglass {

struct StreamOpening
{
    static constexpr qsizetype maxBytes = 4096;

    QString protocol;  // like a WebSocket's subprotocol
    QByteArray stream; // goes into a header, so it holds letters, digits, - and _ only

    // The error is for a person.
    static tl::expected<StreamOpening, QString> parse(const QByteArray &json);
};

// Why a stream ended, as "CODE words", the codes being a WebSocket's; code 1006 if there is none.
struct StreamClosing
{
    int code = 1006;
    QString reason;

    static StreamClosing parse(const QByteArray &text);
};

} // namespace sightglass
