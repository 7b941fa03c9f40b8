// What a client made of a stream: every message it applied, every hole it spoke of, in their order,
// and the story it told of its link.
//
// Listens to a Feed on the feed's thread. Times are microseconds since the Unix epoch.
#pragma once

#include "feed.h"

#include <QHash>

#include <optional>
#include <vector>

namespace sightglass::fault {

struct Got
{
    std::int64_t timeUs = 0;
    std::int64_t takenUs = 0;   // when we saw it
    std::vector<double> values; // sorted
    std::vector<std::uint32_t> series;
    std::optional<LostTime> hole; // before it
};

using Channels = QHash<QString, std::vector<Got>>;

class Received final : public QObject
{
    Q_OBJECT

public:
    explicit Received(Feed &feed);

    void drain();
    const Channels &channels() const { return m_channels; }
    const std::vector<LinkStory> &stories() const { return m_stories; }
    std::size_t told(LinkStory::Kind kind) const;
    // Of the newest message on a channel; 0 before any.
    std::int64_t newestUs(const QString &channel) const;
    std::uint64_t misnamed() const { return m_misnamed; }

private:
    void take(const Batch &batch);
    void note(const Batch::Item &item);
    void sample(std::uint32_t index, std::int64_t timeUs, double value);

    Feed &m_feed;
    std::int64_t m_nowUs = 0;
    Channels m_channels;
    QHash<QString, LostTime> m_holes; // not yet before any message
    std::vector<SeriesInfo> m_series;
    std::vector<LinkStory> m_stories;
    std::uint64_t m_misnamed = 0; // values under another series' name
};

} // namespace sightglass::fault
