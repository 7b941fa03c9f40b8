// This machine's feed inside the program, on a thread of its own.
//
// A thread, because reading every process of a busy machine takes some milliseconds, which would be
// missing from the frame they fall into. The server is made, runs and ends on it.
#pragma once

#include "demo/feedserver.h"
#include "source.h"

#include <QThread>

#include <future>

namespace sightglass {

class OwnFeed final : private QThread
{
public:
    OwnFeed();
    ~OwnFeed() override;

    // Once. Listens on a free loopback port with a random token; the source to connect to, or one
    // sentence.
    tl::expected<Source, QString> start(FeedServer::Options options);

protected:
    void run() override;

private:
    FeedServer::Options m_options;
    std::promise<tl::expected<quint16, QString>> m_port;
};

} // namespace sightglass
