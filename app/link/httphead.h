// The head of an HTTP/1.1 message as bytes: its first line and its headers (RFC 9112, sections 2 to
// 5). Pure; bounded, because whoever sends it may be anyone. It reads requests and responses alike,
// knows nothing of bodies, and refuses what could be read in two ways.
#pragma once

#include <QByteArray>
#include <QList>

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>

namespace sightglass {

struct HttpHead
{
    static constexpr qsizetype maxBytes = 64 << 10;
    static constexpr qsizetype maxHeaders = 200;

    enum class Fault : std::uint8_t {
        Incomplete, // the empty line has not come yet
        TooLong,    // maxBytes or maxHeaders passed
        Malformed,
    };

    QByteArray start[3]; // "GET", "/live", "HTTP/1.1" or "HTTP/1.1", "404", "Not Found"
    struct Header
    {
        QByteArray name; // in lower case
        QByteArray value;
    };
    QList<Header> headers;
    qsizetype size = 0; // bytes of the head, its empty line included

    // `bytes` may go on behind the head.
    static tl::expected<HttpHead, Fault> parse(const QByteArray &bytes);

    // The status of a response; 0 if this is none.
    int status() const;
    // The first with this name (lower case), empty if there is none.
    QByteArray value(const char *name) const;
    // Retry-After (RFC 9110, section 10.2.3), as seconds or as a date seen from `nowMs` (since the
    // epoch); at most a day. Empty: not there, or not readable.
    std::optional<std::int64_t> retryAfterMs(std::int64_t nowMs) const;
};

} // namespace sightglass
