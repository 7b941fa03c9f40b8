// Server-sent events behind Transport: messages come as the events of one endless answer and go as
// POSTs (WHATWG HTML, section 9.2; resources/protocol/README.md, "Without a WebSocket"). For where
// WebSockets are not let through.
#pragma once

#include "link/httptransport.h"
#include "link/sseparser.h"

#include <optional>

namespace sightglass {

class EventStream final : public HttpTransport
{
    Q_OBJECT

public:
    using HttpTransport::HttpTransport;

private:
    void begin(const TransportRequest &request) override;
    void drain() override;
    void onHead();
    bool take(const SseParser::Event &event); // false: it was the end
    void onEnd();

    QPointer<QNetworkReply> m_reply;
    std::optional<SseParser> m_parser;
};

} // namespace sightglass
