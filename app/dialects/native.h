// Sightglass's own protocol, version 1 (resources/protocol/README.md): both encodings, chosen by
// the subprotocol the server picked.
#pragma once

#include "dialects/dialect.h"

namespace sightglass {

class NativeDialect final : public Dialect
{
public:
    explicit NativeDialect(const WireLimits &limits);

    static QStringList offered(); // best first
    // The codec of one of offered(); null for any other name.
    static std::unique_ptr<Codec> codecFor(const QString &subprotocol, const WireLimits &limits);

    QStringList subprotocols() const override { return offered(); }
    tl::expected<void, QString> opened(const QString &subprotocol) override;
    bool travels() const override { return true; }
    bool hasGreeting() const override { return true; }
    OutFrame wrap(const Message &message) const override;
    void unwrap(const Frame &frame, std::int64_t nowUs, MessageSink &sink) override;
    Ending ending(int closeCode, const QString &reason) const override;

private:
    WireLimits m_limits;
    std::unique_ptr<Codec> m_codec;
    Message m_scratch;
};

} // namespace sightglass
