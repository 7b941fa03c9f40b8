// A FeedSocket made of HTTP requests: messages go up as numbered POSTs, and come down as one
// endless answer of events or as the answers to numbered polls (resources/protocol/README.md,
// "Without a WebSocket"). What an answer held is kept until the next is asked for.
#pragma once

#include "demo/feedsocket.h"
#include "demo/httpline.h"

#include <QPointer>

#include <deque>

namespace sightglass {

class HttpStream final : public FeedSocket
{
    Q_OBJECT

public:
    static constexpr int pollMs = 25'000;             // to wait for something to say
    static constexpr qsizetype answerBytes = 1 << 20; // about, of one answer

    explicit HttpStream(QByteArray id);

    const QByteArray &id() const { return m_id; }
    // The first words to whoever opened it.
    QByteArray opening() const;

    void openEvents(HttpLine &line);
    void poll(HttpLine &line, std::uint64_t number);
    void post(HttpLine &line, std::uint64_t number, const QByteArray &body);
    void leave();

    void send(const QByteArray &bytes, bool binary) override;
    std::int64_t unsentBytes() const override;
    void close(int code, const QString &reason) override;

private:
    void answerPoll(); // the one that waits
    QByteArray takeLines();
    void finish();

    QByteArray m_id;
    bool m_events = false;
    bool m_ended = false;
    QByteArray m_closing;      // "CODE reason" once it is
    QPointer<HttpLine> m_line; // of the events, or of the poll that waits
    std::deque<QByteArray> m_lines;
    std::int64_t m_queued = 0; // bytes of them
    bool m_answering = false;  // in a moment
    QByteArray m_kept;         // the answer to m_answered
    std::uint64_t m_answered = 0;
    std::uint64_t m_posted = 0;
    bool m_said = false; // something, since the last beat
    QTimer m_beat;
    QTimer m_wait;
};

} // namespace sightglass
