// Finds out what a server speaks: offers Sightglass's own subprotocols; one that picks none of them
// is a plain server, and one that refuses because of the offer is asked again without it.
#pragma once

#include "dialects/native.h"
#include "dialects/plain.h"

namespace sightglass {

class AutoDialect final : public Dialect
{
public:
    explicit AutoDialect(const WireLimits &limits);

    QStringList subprotocols() const override;
    tl::expected<void, QString> opened(const QString &subprotocol) override;
    void refused() override;
    bool travels() const override { return m_chosen->travels(); }
    bool hasGreeting() const override { return m_chosen->hasGreeting(); }
    OutFrame wrap(const Message &message) const override { return m_chosen->wrap(message); }
    void unwrap(const Frame &frame, std::int64_t nowUs, MessageSink &sink) override
    {
        m_chosen->unwrap(frame, nowUs, sink);
    }
    // The protocol's own codes mean the same from a server that picked no subprotocol: that is how
    // one of another version says so.
    Ending ending(int closeCode, const QString &reason) const override
    {
        return m_native.ending(closeCode, reason);
    }

private:
    NativeDialect m_native;
    PlainDialect m_plain;
    Dialect *m_chosen = &m_native;
    bool m_offer = true;
    bool m_settled = false; // a connection succeeded, so refusals are not about the offer
};

} // namespace sightglass
