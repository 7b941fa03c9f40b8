// A stream of server-sent events, taken apart (WHATWG HTML, section 9.2.6, "Interpreting an event
// stream"). Pure; bytes come in any pieces, and whatever they are, at most `maxBytes` of a line or
// an event are held. What an event means is not known here.
#pragma once

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace sightglass {

class SseParser
{
public:
    struct Event
    {
        QByteArray type; // empty: an ordinary message
        QByteArray data; // lines joined with LF
    };

    explicit SseParser(std::size_t maxBytes);

    void feed(const QByteArray &bytes);
    // The next whole event of what was fed; nothing: more bytes are needed, or tooLong().
    std::optional<Event> next();
    // A line or an event was larger than allowed; nothing is read any more.
    bool tooLong() const { return m_tooLong; }
    const QByteArray &lastId() const { return m_lastId; }
    std::optional<std::int64_t> retryMs() const { return m_retryMs; } // at most a day

private:
    std::optional<QByteArrayView> takeLine();
    void field(QByteArrayView line);
    std::optional<Event> dispatch();

    const qsizetype m_maxBytes;
    QByteArray m_chunk;
    qsizetype m_at = 0;   // of what is not read yet in m_chunk
    QByteArray m_partial; // a line that goes on in the next chunk
    QByteArray m_line;    // keeps what takeLine() shows
    bool m_skipLf = false;
    bool m_first = true;
    bool m_tooLong = false;
    Event m_event;
    bool m_hasData = false;
    QByteArray m_id;
    QByteArray m_lastId;
    std::optional<std::int64_t> m_retryMs;
};

} // namespace sightglass
