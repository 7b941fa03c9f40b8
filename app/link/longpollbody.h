// The answers to polls, taken apart: one message on each line. Pure; bytes come in any pieces, and
// at most `maxBytes` of a line are held. An answer that was lost on the way is read again from its
// start: what was taken of it before is not given twice.
#pragma once

#include <QByteArray>

#include <optional>

namespace sightglass {

class LongPollBody
{
public:
    explicit LongPollBody(std::size_t maxBytes);

    void nextAnswer();
    void sameAnswer();
    void feed(const QByteArray &bytes);
    // The next whole line of what was fed, without its line end and never empty.
    std::optional<QByteArray> next();
    // Every line had an end: an answer that does not end in one was cut.
    bool whole() const { return m_partial.isEmpty() && m_at == m_chunk.size(); }
    bool tooLong() const { return m_tooLong; }

private:
    std::optional<QByteArray> takeLine();

    const qsizetype m_maxBytes;
    QByteArray m_chunk;
    qsizetype m_at = 0;
    QByteArray m_partial;
    std::size_t m_taken = 0; // lines of this answer
    std::size_t m_skip = 0;
    bool m_tooLong = false;
};

} // namespace sightglass
