// Where a session's token comes from. Asked at every attempt, so that nobody keeps a secret longer
// than one attempt needs it, and a token that changes is noticed.
//
// Lives on the link thread; at most one question is open at a time. What is asked may be a keychain
// that waits for a person, so the answer may take long; the session bounds the wait.
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <cstdint>
#include <functional>

namespace sightglass {

struct Token
{
    QByteArray bearer;          // empty: connect without one
    std::int64_t expiresUs = 0; // wall clock; 0: not known
};

struct NoToken
{
    QString text;       // one sentence for a person, without the secret
    bool final = false; // asking again cannot help until a person does something
};

class Credentials
{
public:
    using Answer = std::function<void(tl::expected<Token, NoToken>)>;

    virtual ~Credentials() = default;
    // Where from, in a word or two for a person: "the keychain", "a command".
    virtual QString origin() const = 0;
    // Answers once, perhaps at once, unless cancelled before. `fresh`: the server refused the last
    // one, a kept copy of it is no use.
    virtual void ask(bool fresh, Answer answer) = 0;
    virtual void cancel() {}
    // A fresh one may differ from the last.
    virtual bool canRefresh() const { return true; }
};

// One that was given once and never changes.
class GivenToken final : public Credentials
{
public:
    explicit GivenToken(QByteArray bearer)
        : m_bearer(std::move(bearer))
    {
    }
    QString origin() const override { return {}; }
    void ask(bool, Answer answer) override { answer(Token{m_bearer, 0}); }
    bool canRefresh() const override { return false; }

private:
    QByteArray m_bearer;
};

} // namespace sightglass
