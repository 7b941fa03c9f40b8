#include "session/admission.h"

#include "session/bounds.h"

#include <algorithm>

namespace sightglass {

void Admission::use(std::shared_ptr<Credentials> credentials)
{
    cancel();
    m_credentials = std::move(credentials);
    m_refusedFresh = false;
    m_endsUs = 0;
}

void Admission::ask(Credentials::Answer answer)
{
    m_asking = true;
    m_credentials->ask(
        std::exchange(m_fresh, false),
        [this, answer = std::move(answer)](const tl::expected<Token, NoToken> &token) {
            if (!std::exchange(m_asking, false)) {
                return;
            }
            m_endsUs = token ? token->expiresUs : 0;
            answer(token);
        });
}

void Admission::cancel()
{
    if (std::exchange(m_asking, false)) {
        m_credentials->cancel();
    }
}

bool Admission::refused()
{
    const bool worth = m_credentials && m_credentials->canRefresh()
                       && !std::exchange(m_refusedFresh, true);
    m_fresh = m_fresh || worth;
    return worth;
}

std::optional<std::int64_t> Admission::renewInMs(std::int64_t nowUs) const
{
    const std::int64_t left = (m_endsUs - nowUs) / 1000;
    if (m_endsUs == 0 || left <= 0 || !m_credentials->canRefresh()) {
        return {};
    }
    return std::max({left - SessionBounds::renewMs, left / 2, SessionBounds::stableMs});
}

} // namespace sightglass
