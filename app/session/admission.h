// What a session shows at the door: asks its credentials at every attempt, for a fresh token once
// after a refusal, and again before a token ends.
//
// Of one session, on its thread; it keeps no token. Time is the session's to measure.
#pragma once

#include "session/credentials.h"

#include <memory>
#include <optional>

namespace sightglass {

class Admission
{
public:
    explicit Admission(std::shared_ptr<Credentials> credentials)
        : m_credentials(std::move(credentials))
    {
    }
    ~Admission() { cancel(); }
    Q_DISABLE_COPY_MOVE(Admission)

    // Null: no token is shown. An open question is cancelled.
    void use(std::shared_ptr<Credentials> credentials);
    bool hasCredentials() const { return bool(m_credentials); }
    bool asking() const { return m_asking; }
    QString origin() const { return m_credentials->origin(); } // hasCredentials()

    // Answers once, perhaps at once, unless cancelled.
    void ask(Credentials::Answer answer);
    void cancel();
    // The server did not take it. True: one fresh token is worth an attempt, and the next asked
    // for will be fresh.
    bool refused();
    void accepted() { m_refusedFresh = false; } // and it lasts
    // How long to stay with the last token, from now on; empty: it does not end, as far as known.
    std::optional<std::int64_t> renewInMs(std::int64_t nowUs) const;
    void renew() { m_fresh = true; }

private:
    std::shared_ptr<Credentials> m_credentials;
    std::int64_t m_endsUs = 0; // wall clock; 0: not known
    bool m_asking = false;
    bool m_fresh = false;        // the next one asked for must be
    bool m_refusedFresh = false; // one was tried since the server last was content
};

} // namespace sightglass
