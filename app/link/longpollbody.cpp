#include "link/longpollbody.h"

#include <utility>

namespace sightglass {

LongPollBody::LongPollBody(std::size_t maxBytes)
    : m_maxBytes(qsizetype(maxBytes))
{
}

void LongPollBody::nextAnswer()
{
    m_taken = 0;
    sameAnswer();
}

void LongPollBody::sameAnswer()
{
    m_skip = m_taken;
    m_chunk.clear();
    m_at = 0;
    m_partial.clear();
}

void LongPollBody::feed(const QByteArray &bytes)
{
    if (!m_tooLong) {
        m_chunk = m_at < m_chunk.size() ? m_chunk.mid(m_at) + bytes : bytes;
        m_at = 0;
    }
}

std::optional<QByteArray> LongPollBody::next()
{
    while (auto line = takeLine()) {
        if (line->endsWith('\r')) {
            line->chop(1);
        }
        if (line->isEmpty()) {
            continue;
        }
        if (m_skip > 0) {
            --m_skip;
            continue;
        }
        ++m_taken;
        return line;
    }
    return {};
}

std::optional<QByteArray> LongPollBody::takeLine()
{
    if (m_tooLong) {
        return {};
    }
    const qsizetype end = m_chunk.indexOf('\n', m_at);
    const qsizetype length = (end < 0 ? m_chunk.size() : end) - m_at;
    if (m_partial.size() + length > m_maxBytes + 1) { // a CR may come too
        m_tooLong = true;
        m_partial = {};
        m_chunk = {};
        m_at = 0;
        return {};
    }
    m_partial.append(m_chunk.constData() + m_at, length);
    m_at += length;
    if (end < 0) {
        return {};
    }
    ++m_at;
    return std::exchange(m_partial, {});
}

} // namespace sightglass
