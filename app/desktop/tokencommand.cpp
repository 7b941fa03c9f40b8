#include "desktop/tokencommand.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int killedMs = 1'000;
constexpr double longestLifeS = 10.0 * 365 * 86'400;

// The end in a JSON Web Token; 0 if it is none, or does not say. Nothing is verified: it is ours.
std::int64_t endOf(const QByteArray &bearer)
{
    const QList<QByteArray> parts = bearer.split('.');
    if (parts.size() != 3) {
        return 0;
    }
    const auto claims = QJsonDocument::fromJson(
        QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding));
    const double seconds = claims.object().value(u"exp"_s).toDouble();
    return seconds > 0 && seconds < 1e12 ? std::int64_t(seconds * 1e6) : 0;
}

bool isPrintable(const QByteArray &bearer)
{
    return std::all_of(bearer.begin(), bearer.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

} // namespace

TokenCommand::TokenCommand(const QString &command, int deadlineMs)
    : m_words(QProcess::splitCommand(command))
    , m_deadline(this)
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(deadlineMs);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        finish(tl::unexpected(NoToken{tr("“%1” printed no token within %2 s.")
                                          .arg(program())
                                          .arg((m_deadline.interval() + 999) / 1000)}));
    });
}

TokenCommand::~TokenCommand()
{
    cancel();
}

QString TokenCommand::origin() const
{
    return program();
}

tl::expected<Token, QString> TokenCommand::tokenIn(const QByteArray &output, std::int64_t nowUs)
{
    Token token;
    const QByteArray text = output.trimmed();
    if (text.startsWith('{')) {
        const QJsonObject answer = QJsonDocument::fromJson(text).object();
        token.bearer = answer.value(u"access_token"_s).toString().toUtf8();
        const double seconds = answer.value(u"expires_in"_s).toDouble();
        if (seconds > 0 && seconds < longestLifeS) {
            token.expiresUs = nowUs + std::int64_t(seconds * 1e6);
        }
    } else {
        token.bearer = text;
    }
    if (token.bearer.isEmpty()) {
        return tl::unexpected(tr("“%1” printed no token."));
    }
    if (!isPrintable(token.bearer)) {
        return tl::unexpected(tr("What “%1” printed is no token: it has blanks or several lines."));
    }
    if (token.expiresUs == 0) {
        token.expiresUs = endOf(token.bearer);
    }
    return token;
}

void TokenCommand::ask(bool, Answer answer)
{
    cancel();
    m_answer = std::move(answer);
    m_output.clear();
    m_process = new QProcess(this);
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->setStandardInputFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardOutput, this, &TokenCommand::read);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            finish(tl::unexpected(NoToken{
                tr("“%1”, which is to print the token, cannot be run.").arg(program()), true}));
        }
    });
    connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        if (status != QProcess::NormalExit || code != 0) {
            finish(tl::unexpected(NoToken{tr("“%1”, which is to print the token, ended with "
                                             "code %2. Run it in a terminal to see why.")
                                              .arg(program())
                                              .arg(code)}));
            return;
        }
        const auto token = tokenIn(m_output + m_process->readAllStandardOutput(),
                                   QDateTime::currentMSecsSinceEpoch() * 1000);
        if (token) {
            finish(*token);
        } else {
            finish(tl::unexpected(NoToken{token.error().arg(program())}));
        }
    });
    m_deadline.start();
    m_process->start(program(), m_words.mid(1));
}

void TokenCommand::read()
{
    m_output += m_process->readAllStandardOutput();
    if (m_output.size() > maxOutput) {
        finish(tl::unexpected(
            NoToken{tr("“%1” printed far more than a token.").arg(program()), true}));
    }
}

void TokenCommand::cancel()
{
    m_answer = nullptr;
    m_deadline.stop();
    m_output.clear();
    if (QProcess *process = std::exchange(m_process, nullptr)) {
        process->disconnect(this);
        process->kill();
        process->waitForFinished(killedMs); // nobody survives that for long
        process->deleteLater();
    }
}

void TokenCommand::finish(const tl::expected<Token, NoToken> &token)
{
    const Answer answer = std::exchange(m_answer, nullptr);
    cancel();
    if (answer) {
        answer(token);
    }
}

} // namespace sightglass
