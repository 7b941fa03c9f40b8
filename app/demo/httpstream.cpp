#include "demo/httpstream.h"

#include "dialects/native.h"

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int beatMs = 15'000;   // proxies close what is silent for 30 s or a minute
constexpr int goodbyeMs = 2'000; // for a poll to come and learn that it is over
constexpr int retryMs = 1'000;

HttpAnswer said(int status, const QByteArray &text)
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = text;
    return answer;
}

} // namespace

HttpStream::HttpStream(QByteArray id)
    : m_id(std::move(id))
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &HttpStream::answerPoll);
    connect(&m_beat, &QTimer::timeout, this, [this] {
        if (m_line && m_events && !std::exchange(m_said, false)) {
            m_line->write(":\n");
        }
    });
}

QByteArray HttpStream::opening() const
{
    return R"({"protocol":")" + NativeDialect::offered().at(1).toUtf8() + R"(","stream":")" + m_id
           + "\"}";
}

void HttpStream::openEvents(HttpLine &line)
{
    m_events = true;
    m_line = &line;
    connect(&line, &HttpLine::gone, this, &HttpStream::finish);
    HttpAnswer head;
    head.type = "text/event-stream";
    line.beginStream(head);
    line.write("retry: " + QByteArray::number(retryMs) + "\nevent: open\ndata: " + opening()
               + "\n\n");
    m_beat.start(beatMs);
}

void HttpStream::send(const QByteArray &bytes, bool)
{
    if (m_ended || !m_closing.isEmpty()) {
        return;
    }
    m_said = true;
    if (m_events) {
        if (m_line) {
            m_line->write("data: " + bytes + "\n\n");
        }
        return;
    }
    m_lines.push_back(bytes + '\n');
    m_queued += bytes.size() + 1;
    if (m_line && !std::exchange(m_answering, true)) {
        // What else is said in this turn goes along.
        QMetaObject::invokeMethod(this, &HttpStream::answerPoll, Qt::QueuedConnection);
    }
}

std::int64_t HttpStream::unsentBytes() const
{
    return m_queued + m_kept.size() + (m_events && m_line ? m_line->unsentBytes() : 0);
}

void HttpStream::poll(HttpLine &line, std::uint64_t number)
{
    if (m_events) {
        line.answer(said(409, "This stream is not polled.\n"));
    } else if (number > 0 && number == m_answered) {
        HttpAnswer again = said(200, m_kept);
        again.type = "application/x-ndjson";
        line.answer(again);
    } else if (number != m_answered + 1) {
        line.answer(said(409, "The next poll has the number "
                                  + QByteArray::number(qulonglong(m_answered + 1)) + ".\n"));
    } else {
        if (m_line) {
            m_line->end(); // it asked for the same and was given up
        }
        m_kept.clear();
        m_line = &line;
        m_wait.start(pollMs);
        if (!m_lines.empty() || !m_closing.isEmpty()) {
            answerPoll();
        }
    }
}

void HttpStream::answerPoll()
{
    m_answering = false;
    if (!m_line) {
        return; // what is queued waits for the next
    }
    m_wait.stop();
    HttpLine *line = std::exchange(m_line, nullptr);
    if (m_lines.empty() && !m_closing.isEmpty()) {
        line->answer(said(410, m_closing + '\n'));
        finish();
        return;
    }
    ++m_answered;
    m_kept = takeLines();
    HttpAnswer answer = said(200, m_kept);
    answer.type = "application/x-ndjson";
    line->answer(answer);
}

QByteArray HttpStream::takeLines()
{
    QByteArray body;
    while (!m_lines.empty()
           && (body.isEmpty() || body.size() + m_lines.front().size() <= answerBytes)) {
        body += m_lines.front();
        m_queued -= m_lines.front().size();
        m_lines.pop_front();
    }
    return body;
}

void HttpStream::post(HttpLine &line, std::uint64_t number, const QByteArray &body)
{
    if (number == 0 || number > m_posted + 1) {
        line.answer(said(409, "The next POST has the number "
                                  + QByteArray::number(qulonglong(m_posted + 1)) + ".\n"));
        return;
    }
    if (number == m_posted + 1) {
        m_posted = number;
        for (const QByteArray &text : body.split('\n')) {
            if (!text.trimmed().isEmpty() && !m_ended) {
                Q_EMIT received(text, false);
            }
        }
    }
    line.answer(said(204, {}));
}

void HttpStream::leave()
{
    if (m_line) {
        m_line->end();
    }
    finish();
}

void HttpStream::close(int code, const QString &reason)
{
    m_closing = QByteArray::number(code) + ' ' + reason.toUtf8().replace('\n', ' ');
    if (m_events && m_line) {
        m_line->write("event: close\ndata: " + m_closing + "\n\n");
        m_line->end();
    } else if (m_line) {
        answerPoll();
    }
    QTimer::singleShot(goodbyeMs, this, &HttpStream::finish);
}

void HttpStream::finish()
{
    if (!std::exchange(m_ended, true)) {
        m_beat.stop();
        m_wait.stop();
        Q_EMIT ended();
    }
}

} // namespace sightglass
