#include "link/httphead.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t dayMs = 86'400'000;

bool isToken(const QByteArray &text)
{
    static constexpr std::string_view others = "!#$%&'*+-.^_`|~"; // RFC 9110, section 5.6.2
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               || others.find(c) != std::string_view::npos;
    });
}

bool hasControl(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (std::uint8_t(c) < ' ' && c != '\t') || c == '\x7f'; });
}

tl::expected<HttpHead::Header, HttpHead::Fault> headerIn(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    HttpHead::Header header{line.left(std::max<qsizetype>(colon, 0)).toLower(),
                            line.mid(colon + 1).trimmed()};
    if (colon < 1 || !isToken(header.name) || hasControl(header.value)) {
        return tl::unexpected(HttpHead::Fault::Malformed);
    }
    return header;
}

} // namespace

tl::expected<HttpHead, HttpHead::Fault> HttpHead::parse(const QByteArray &bytes)
{
    const qsizetype end = bytes.left(maxBytes).indexOf("\r\n\r\n");
    if (end < 0) {
        return tl::unexpected(bytes.size() >= maxBytes ? Fault::TooLong : Fault::Incomplete);
    }
    HttpHead head;
    head.size = end + 4;
    QByteArray rest = bytes.left(end);
    const qsizetype firstEnd = rest.indexOf("\r\n");
    const QByteArray first = rest.left(firstEnd < 0 ? rest.size() : firstEnd);
    const qsizetype one = first.indexOf(' ');
    const qsizetype two = one < 0 ? -1 : first.indexOf(' ', one + 1);
    const QByteArray second = one < 0 ? QByteArray()
                                      : first.mid(one + 1, two < 0 ? -1 : two - one - 1);
    head.start[0] = first.left(std::max<qsizetype>(one, 0));
    head.start[1] = second;
    head.start[2] = two < 0 ? QByteArray() : first.mid(two + 1);
    if (head.start[0].isEmpty() || second.isEmpty() || hasControl(first)) {
        return tl::unexpected(Fault::Malformed);
    }
    for (qsizetype at = firstEnd; at >= 0;) {
        const qsizetype from = at + 2;
        at = rest.indexOf("\r\n", from);
        const auto header = headerIn(rest.mid(from, at < 0 ? -1 : at - from));
        if (!header) {
            return tl::unexpected(header.error());
        }
        if (head.headers.size() >= maxHeaders) {
            return tl::unexpected(Fault::TooLong);
        }
        head.headers.append(*header);
    }
    return head;
}

int HttpHead::status() const
{
    return start[0].startsWith("HTTP/") ? start[1].toInt() : 0;
}

QByteArray HttpHead::value(const char *name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [name](const Header &header) { return header.name == name; });
    return found == headers.end() ? QByteArray() : found->value;
}

std::optional<std::int64_t> HttpHead::retryAfterMs(std::int64_t nowMs) const
{
    const QByteArray text = value("retry-after");
    bool isNumber = false;
    const std::int64_t seconds = text.toLongLong(&isNumber);
    if (isNumber) {
        return seconds < 0 ? std::optional<std::int64_t>()
                           : std::min<std::int64_t>(seconds, dayMs / 1000) * 1000;
    }
    // RFC 9110, section 5.6.7: the one form senders may use. Days and months are English.
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text),
                                             u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    if (!date.isValid()) {
        return {};
    }
    date.setTimeSpec(Qt::UTC);
    return std::clamp<std::int64_t>(date.toMSecsSinceEpoch() - nowMs, 0, dayMs);
}

} // namespace sightglass
