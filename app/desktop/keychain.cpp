#include "desktop/keychain.h"

#ifdef SIGHTGLASS_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

namespace sightglass {

using namespace Qt::StringLiterals;

Keychain::Keychain(QObject *parent)
    : QObject(parent)
{
}

#ifdef SIGHTGLASS_KEYCHAIN

namespace {

const QString service = u"Sightglass"_s;

QString explain(const QKeychain::Job *job)
{
    switch (job->error()) {
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return Keychain::tr("The keychain refused; it may be locked.");
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return Keychain::tr("There is no keychain on this system that could be asked.");
    default:
        // The library's words name its own errors, never a secret.
        return Keychain::tr("The keychain failed: %1").arg(job->errorString());
    }
}

} // namespace

void Keychain::read(const QString &entry, Read answer)
{
    std::vector<Read> &waiting = m_readings[entry];
    waiting.push_back(std::move(answer));
    if (waiting.size() > 1) {
        return;
    }
    auto *job = new QKeychain::ReadPasswordJob(service, this); // deletes itself
    job->setKey(entry);
    connect(job, &QKeychain::Job::finished, this, [this, entry, job] {
        tl::expected<QByteArray, QString> secret;
        if (job->error() == QKeychain::NoError) {
            secret = job->textData().toUtf8();
        } else if (job->error() != QKeychain::EntryNotFound) {
            secret = tl::unexpected(explain(job));
        }
        for (const Read &answer : m_readings.take(entry)) {
            answer(secret);
        }
    });
    job->start();
}

void Keychain::write(const QString &entry, const QByteArray &secret, Written answer)
{
    QKeychain::Job *job = nullptr;
    if (secret.isEmpty()) {
        job = new QKeychain::DeletePasswordJob(service, this);
    } else {
        auto *writing = new QKeychain::WritePasswordJob(service, this);
        writing->setTextData(QString::fromUtf8(secret));
        job = writing;
    }
    job->setKey(entry);
    connect(job, &QKeychain::Job::finished, this, [job, answer = std::move(answer)] {
        if (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound) {
            answer({});
        } else {
            answer(tl::unexpected(explain(job)));
        }
    });
    job->start();
}

#else

void Keychain::read(const QString &, Read answer)
{
    answer(tl::unexpected(tr("This Sightglass was built without the keychain.")));
}

void Keychain::write(const QString &, const QByteArray &, Written answer)
{
    answer(tl::unexpected(tr("This Sightglass was built without the keychain.")));
}

#endif

KeychainToken::KeychainToken(Keychain &keychain, QString entry)
    : m_keychain(keychain)
    , m_entry(std::move(entry))
{
    m_mailbox->owner = this;
}

KeychainToken::~KeychainToken()
{
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->owner = nullptr;
}

QString KeychainToken::origin() const
{
    return tr("the keychain");
}

void KeychainToken::ask(bool fresh, Answer answer)
{
    m_needed = m_needed || fresh;
    if (!m_needed) {
        answer(Token{});
        return;
    }
    m_answer = std::move(answer);
    QMetaObject::invokeMethod(
        &m_keychain, [&keychain = m_keychain, entry = m_entry, mailbox = m_mailbox] {
            keychain.read(entry, [mailbox](const tl::expected<QByteArray, QString> &secret) {
                const std::lock_guard lock(mailbox->mutex);
                if (mailbox->owner) {
                    QMetaObject::invokeMethod(
                        mailbox->owner, [owner = mailbox->owner, secret] { owner->came(secret); },
                        Qt::QueuedConnection);
                }
            });
        });
}

void KeychainToken::came(const tl::expected<QByteArray, QString> &secret)
{
    const Answer answer = std::exchange(m_answer, nullptr);
    if (!answer) {
        return;
    }
    if (!secret) {
        answer(
            tl::unexpected(NoToken{tr("The server wants a token. %1").arg(secret.error()), true}));
    } else if (secret->isEmpty()) {
        answer(tl::unexpected(
            NoToken{tr("The server wants a token, and the keychain holds none for it."), true}));
    } else {
        answer(Token{*secret, 0});
    }
}

} // namespace sightglass
