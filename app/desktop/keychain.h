// The system's keychain: secrets by the address they belong to. Nothing is ever kept anywhere else;
// without a keychain nothing is kept.
//
// Lives on the GUI thread (the only thread of a program without a window); callbacks come there.
// The keychain may wait for a person to unlock it: nothing here blocks, and there is no time-out
// but the asker's own. Requests for one entry that is being read already join that reading.
#pragma once

#include "session/credentials.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <mutex>
#include <vector>

namespace sightglass {

class Keychain final : public QObject
{
    Q_OBJECT

public:
    // An empty secret: there is none. The error is a sentence for a person.
    using Read = std::function<void(const tl::expected<QByteArray, QString> &)>;
    using Written = std::function<void(const tl::expected<void, QString> &)>;

    explicit Keychain(QObject *parent = nullptr);

    void read(const QString &entry, Read answer);
    void write(const QString &entry, const QByteArray &secret, Written answer); // empty: deletes

private:
    QHash<QString, std::vector<Read>> m_readings;
};

// A session's token out of the keychain. Not asked for until the server refuses to go without: most
// servers want none, and nobody should have to unlock a keychain for those. Lives on the link
// thread; the keychain outlives it.
class KeychainToken final : public QObject, public Credentials
{
    Q_OBJECT

public:
    KeychainToken(Keychain &keychain, QString entry);
    ~KeychainToken() override;

    QString origin() const override;
    void ask(bool fresh, Answer answer) override;
    void cancel() override { m_answer = nullptr; }

private:
    // Survives us: the answer may come when we are gone, and comes on another thread.
    struct Mailbox
    {
        std::mutex mutex;
        KeychainToken *owner = nullptr;
    };
    void came(const tl::expected<QByteArray, QString> &secret);

    Keychain &m_keychain;
    const QString m_entry;
    bool m_needed = false; // the server wants one
    Answer m_answer;
    std::shared_ptr<Mailbox> m_mailbox = std::make_shared<Mailbox>();
};

} // namespace sightglass
