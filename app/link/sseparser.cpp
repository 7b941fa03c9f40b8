#include "link/sseparser.h"

#include <algorithm>

namespace sightglass {

namespace {

constexpr qsizetype fieldRoom = 16; // for the name of the field, before its value
constexpr std::int64_t dayMs = 86'400'000;

std::optional<std::int64_t> delayIn(QByteArrayView value)
{
    const bool digits = !value.isEmpty() && std::all_of(value.begin(), value.end(), [](char c) {
        return c >= '0' && c <= '9';
    });
    if (!digits) {
        return {};
    }
    bool fits = false;
    const std::int64_t ms = value.toByteArray().toLongLong(&fits);
    return fits ? std::min(ms, dayMs) : dayMs;
}

} // namespace

SseParser::SseParser(std::size_t maxBytes)
    : m_maxBytes(qsizetype(maxBytes))
{
}

void SseParser::feed(const QByteArray &bytes)
{
    if (m_tooLong) {
        return;
    }
    m_chunk = m_at < m_chunk.size() ? m_chunk.mid(m_at) + bytes : bytes;
    m_at = 0;
}

std::optional<SseParser::Event> SseParser::next()
{
    while (const auto line = takeLine()) {
        if (!line->isEmpty()) {
            field(*line);
        } else if (auto event = dispatch()) {
            return event;
        }
        if (m_tooLong) {
            break;
        }
    }
    return {};
}

std::optional<QByteArrayView> SseParser::takeLine()
{
    if (m_tooLong) {
        return {};
    }
    if (m_skipLf && m_at < m_chunk.size()) {
        m_skipLf = false;
        m_at += m_chunk[m_at] == '\n' ? 1 : 0;
    }
    const auto from = m_chunk.cbegin() + m_at;
    const auto end = std::find_if(from, m_chunk.cend(),
                                  [](char c) { return c == '\n' || c == '\r'; });
    if (m_partial.size() + (end - from) > m_maxBytes + fieldRoom) {
        m_tooLong = true;
        m_partial = {};
        m_chunk = {};
        m_at = 0;
        return {};
    }
    m_partial.append(from, end - from);
    m_at = end - m_chunk.cbegin();
    if (end == m_chunk.cend()) {
        return {};
    }
    m_skipLf = *end == '\r';
    ++m_at;
    m_line.swap(m_partial);
    m_partial.resize(0);
    QByteArrayView line(m_line);
    if (std::exchange(m_first, false) && line.startsWith("\xEF\xBB\xBF")) {
        line = line.sliced(3);
    }
    return line;
}

void SseParser::field(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView name = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' ')) {
        value = value.sliced(1);
    }
    if (name == "data") {
        if (m_event.data.size() + (m_hasData ? 1 : 0) + value.size() > m_maxBytes) {
            m_tooLong = true;
            m_event = {};
            return;
        }
        if (m_hasData) {
            m_event.data.append('\n');
        }
        m_hasData = true;
        m_event.data.append(value);
    } else if (name == "event") {
        m_event.type = value.toByteArray();
    } else if (name == "id" && !value.contains('\0')) {
        m_id = value.toByteArray();
    } else if (name == "retry") {
        const auto delay = delayIn(value);
        m_retryMs = delay ? delay : m_retryMs;
    }
}

std::optional<SseParser::Event> SseParser::dispatch()
{
    m_lastId = m_id;
    Event event = std::exchange(m_event, {});
    return std::exchange(m_hasData, false) ? std::optional(std::move(event)) : std::nullopt;
}

} // namespace sightglass
