// Long polling behind Transport: each GET waits until there is something to say, its answer holds
// one message on each line, and the next GET follows; messages go as POSTs
// (resources/protocol/README.md, "Without a WebSocket"). For where nothing lasting is let through.
#pragma once

#include "link/httptransport.h"
#include "link/longpollbody.h"

#include <optional>

namespace sightglass {

class LongPoll final : public HttpTransport
{
    Q_OBJECT

public:
    using HttpTransport::HttpTransport;

private:
    void begin(const TransportRequest &request) override;
    void drain() override;
    void onOpened(QNetworkReply *reply);
    void poll();
    void onPollEnd();
    void onPollFailed();
    void finishGone();

    QPointer<QNetworkReply> m_reply; // of the poll
    std::optional<LongPollBody> m_body;
    std::uint64_t m_number = 1;
    int m_again = 0;
};

} // namespace sightglass
