// A source that runs: its session on the link thread, the bounded queue, and the drain.
//
// Made, used and destroyed on the GUI thread (or the only thread of a headless program). When the
// queue is full the session pauses the transport's reading; take() resumes it. Nothing is dropped.
#pragma once

#include "session/clock.h"
#include "session/status.h"
#include "source.h"
#include "wire/batch.h"

#include <QObject>

#include <functional>
#include <memory>

class QThread;

namespace sightglass {

class Credentials;
class FeedLink;
class OutboxStore;

class Feed : public QObject
{
    Q_OBJECT

public:
    // How many batches may wait; each holds a few thousand samples at the most.
    static constexpr std::size_t queueBatches = 128;

    // `linkThread` is running and outlives the feed. `dice` are thrown there; without any of one's
    // own they are the program's.
    Feed(Source source, QThread *linkThread, QObject *parent = nullptr, Random dice = {});
    ~Feed() override;

    void start();
    void stop();
    void tryNow();    // while Waiting, or Idle after a final refusal
    void checkLink(); // the network may have changed
    // Where the token comes from, from the next attempt on; called once, on the link thread.
    void setCredentials(std::function<std::shared_ptr<Credentials>()> make);
    void setToken(const QString &token);

    // Commands are sent until they are answered, and what becomes of them comes as CommandStory.
    // With a store they outlive the program; it outlives the feed. Before start().
    void keepCommandsIn(OutboxStore *store);
    QStringList send(std::vector<Ack> acks); // their ids; who has none gets one

    const Source &source() const { return m_source; }
    const LinkStatus &status() const { return m_status; }
    std::size_t queued() const; // batches waiting

    // Hands what waits now to `read`, oldest first, until it returns false. What comes meanwhile is
    // announced by another ready(), or a flood would never let go of the caller.
    void drain(const std::function<bool(const Batch &)> &read);

    // Takes the oldest batch, or null. Give it back with recycle() so that its memory is used
    // again.
    std::unique_ptr<Batch> take();
    void recycle(std::unique_ptr<Batch> batch);

Q_SIGNALS:
    // At once on a change of state, else at most four times a second.
    void statusChanged();
    // The queue is no longer empty; not again until take() has emptied it.
    void ready();

private:
    void refreshStatus();
    void post(const Ack &ack, std::int64_t bornUs);
    void settle(const Batch &batch); // commands that were answered are kept no longer
    void note(CommandStory story);   // comes before what waits in the queue

    Source m_source;
    LinkStatus m_status;
    std::shared_ptr<FeedLink> m_link;
    OutboxStore *m_store = nullptr;
    std::unique_ptr<Batch> m_own;
};

} // namespace sightglass
