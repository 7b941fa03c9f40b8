// What crosses from the link thread to the GUI thread: samples in the order of arrival, and
// everything that is not a sample at its exact place between them.
//
// Series are named by the source's own dense index: the first series a session meets is 0, the next
// 1. The index never changes its meaning while the session object lives, across reconnects too.
#pragma once

#include "wire/message.h"
#include "wire/timebounds.h"

#include <algorithm>
#include <variant>

namespace sightglass {

// Lost time on one channel: nothing between the two instants will ever arrive.
struct LostTime
{
    enum class Reason : std::uint8_t {
        ServerForgot,    // the server lives, but keeps less history than the link was down
        ServerRestarted, // a new epoch: what was sent meanwhile is unknown
        NotNumbered,     // the stream cannot be resumed (plain servers)
        Skipped,         // the numbers jumped while connected
        Silent,          // nothing was sent, several intervals long; the store's finding
    };
    QString channel;
    std::int64_t fromUs = 0;  // time of the last sample before
    std::int64_t toUs = 0;    // time of the first sample after
    std::uint64_t missed = 0; // messages; 0: not known
    Reason reason = Reason::ServerForgot;
    TimeBounds silence{}; // of the link, if it came of that

    // What to show. One outage is one stretch on all channels, however often each has samples: up
    // to the last thing heard, and from the first one on, all that was sent did come.
    TimeBounds bounds() const
    {
        const TimeBounds common{std::max(fromUs, silence.fromUs), std::min(toUs, silence.toUs)};
        return common.fromUs < common.toUs ? common : TimeBounds{fromUs, toUs};
    }
};

// A new or changed series; `index` is the dense index samples use.
struct SeriesSeen
{
    std::uint32_t index = 0;
    SeriesInfo info;
};

// A chapter of the link's own story, for the notification list.
struct LinkStory
{
    enum class Kind : std::uint8_t { Lost, Resumed, Restarted, Refused, LimitReached, BadFrames };
    Kind kind = Kind::Lost;
    std::int64_t timeUs = 0;
    std::int64_t downMs = 0;    // Resumed, Restarted: as long as the silence
    std::uint64_t replayed = 0; // Resumed
    QString text;               // the reason, for a person; Restarted: the channel
    TimeBounds silence{};       // of this outage; the end is known when it is Resumed
    int channels = 0;           // there are so many in all
};

struct Batch
{
    using Item = std::variant<SeriesSeen, LostTime, Event, LinkStory, CommandStory>;
    struct Note
    {
        std::size_t at = 0; // happens before the sample with this position
        Item item;
    };

    std::vector<std::uint32_t> series;
    std::vector<std::int64_t> times;
    std::vector<double> values;
    std::vector<Note> notes;

    bool empty() const { return times.empty() && notes.empty(); }
    void append(std::uint32_t index, std::int64_t timeUs, double value)
    {
        series.push_back(index);
        times.push_back(timeUs);
        values.push_back(value);
    }
    void note(Item item) { notes.push_back({times.size(), std::move(item)}); }
    void clear()
    {
        series.clear();
        times.clear();
        values.clear();
        notes.clear();
    }
};

} // namespace sightglass
