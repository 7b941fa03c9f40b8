// This machine's feed inside the program, on a thread of its own.
//
// A thread, because reading every process of a busy machine takes some milliseconds, which would be
// missing from the frame they fall into. Made and destroyed on the GUI thread.
#pragma once

#include "demo/feedserver.h"
#include "source.h"

#include <QThread>

namespace sightglass {

class OwnFeed
{
public:
    OwnFeed();
    ~OwnFeed();
    Q_DISABLE_COPY_MOVE(OwnFeed)

    // Listens on a free loopback port with a random token; the source to connect to, or one
    // sentence.
    tl::expected<Source, QString> start(FeedServer::Options options);

private:
    QThread m_thread;
    FeedServer *m_server = nullptr; // lives on m_thread
};

} // namespace sightglass
