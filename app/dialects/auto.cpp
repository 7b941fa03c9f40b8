#include "dialects/auto.h"

namespace sightglass {

AutoDialect::AutoDialect(const WireLimits &limits)
    : m_native(limits)
    , m_plain(limits)
{
}

QStringList AutoDialect::subprotocols() const
{
    return m_offer ? m_native.subprotocols() : QStringList{};
}

tl::expected<void, QString> AutoDialect::opened(const QString &subprotocol)
{
    m_settled = true;
    m_chosen = NativeDialect::offered().contains(subprotocol) ? static_cast<Dialect *>(&m_native)
                                                              : &m_plain;
    m_offer = m_offer || m_chosen == &m_native; // it opened another way than by the offer
    return m_chosen->opened(subprotocol);
}

void AutoDialect::refused()
{
    if (!m_settled) {
        m_offer = !m_offer;
    }
}

} // namespace sightglass
