// A second look at a port that did not do as it was asked: does it speak TLS after all, or plain
// HTTP, or something else altogether? Sends nothing that belongs to the request: no path, no query,
// no token. One thread; ends by itself within `lookMs`, with some bytes read.
#pragma once

#include <QSslSocket>
#include <QTimer>
#include <QUrl>

namespace sightglass {

class ProbeLook final : public QObject
{
    Q_OBJECT

public:
    static constexpr int lookMs = 2'000;

    // For ws:// it looks for TLS, then for any words; for wss:// for what is said without TLS.
    ProbeLook(const QUrl &url, int withinMs, QObject *parent = nullptr);

Q_SIGNALS:
    // The sentences for a person; empty: nothing more is known than before. Once.
    void finished(const QString &words);

private:
    enum class Question { Tls, Http, Words };

    void ask(Question question);
    void onConnected();
    void read();
    void conclude(); // from what was read so far
    void end(const QString &words);

    QUrl m_url;
    Question m_question = Question::Tls;
    QSslSocket m_socket;
    QTimer m_deadline;
    QTimer m_patience; // with TLS; with who speaks first
    QByteArray m_bytes;
    bool m_ended = false;
};

} // namespace sightglass
