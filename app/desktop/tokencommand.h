// A token that a program prints: `vault read …`, `gcloud auth print-access-token`, a script.
//
// The program is run without a shell, at every attempt, for at most 30 s. It prints the token on
// one line, or an answer of an OAuth 2.0 token endpoint (RFC 6749, section 5.1: access_token,
// expires_in); from a JSON Web Token its end is read (RFC 7519, section 4.1.4: exp). What the
// program says on stderr is not shown: it may hold the secret. Lives on the link thread.
#pragma once

#include "session/credentials.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace sightglass {

class TokenCommand final : public QObject, public Credentials
{
    Q_OBJECT

public:
    static constexpr int deadlineMs = 30'000;
    static constexpr qsizetype maxOutput = 64 * 1024; // bytes

    explicit TokenCommand(const QString &command, int deadlineMs = TokenCommand::deadlineMs);
    ~TokenCommand() override;

    // What the output says; the error is a sentence without any of it, with %1 for the program.
    static tl::expected<Token, QString> tokenIn(const QByteArray &output, std::int64_t nowUs);

    QString origin() const override;
    void ask(bool fresh, Answer answer) override;
    void cancel() override;

private:
    void read();
    void finish(const tl::expected<Token, NoToken> &token);
    QString program() const { return m_words.value(0); }

    const QStringList m_words;
    QProcess *m_process = nullptr; // while asked
    QByteArray m_output;
    QTimer m_deadline;
    Answer m_answer;
};

} // namespace sightglass
