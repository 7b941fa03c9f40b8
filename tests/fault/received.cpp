#include "received.h"

#include "machine.h"
#include "sent.h"

#include <algorithm>

namespace sightglass::fault {

Received::Received(Feed &feed)
    : m_feed(feed)
{
    connect(&feed, &Feed::ready, this, &Received::drain);
}

void Received::drain()
{
    m_nowUs = wallUs();
    m_feed.drain([this](const Batch &batch) {
        take(batch);
        return true;
    });
}

void Received::take(const Batch &batch)
{
    auto next = batch.notes.begin();
    for (std::size_t i = 0; i <= batch.times.size(); ++i) {
        for (; next != batch.notes.end() && next->at == i; ++next) {
            note(next->item);
        }
        if (i < batch.times.size()) {
            sample(batch.series[i], batch.times[i], batch.values[i]);
        }
    }
}

void Received::note(const Batch::Item &item)
{
    if (const auto *seen = std::get_if<SeriesSeen>(&item)) {
        m_series.resize(std::max(m_series.size(), std::size_t(seen->index) + 1));
        m_series[seen->index] = seen->info;
    } else if (const auto *lost = std::get_if<LostTime>(&item)) {
        m_holes.insert(lost->channel, *lost);
    } else if (const auto *story = std::get_if<LinkStory>(&item)) {
        m_stories.push_back(*story);
    } else if (const auto *event = std::get_if<Event>(&item); event && event->seq != 0) {
        Got got{event->timeUs, m_nowUs, valuesOf(*event), {}, {}};
        if (m_holes.contains(event->channel)) {
            got.hole = m_holes.take(event->channel);
        }
        m_channels[event->channel].push_back(std::move(got));
    }
}

void Received::sample(std::uint32_t index, std::int64_t timeUs, double value)
{
    if (index >= m_series.size()) {
        ++m_misnamed;
        return;
    }
    const SeriesInfo &info = m_series[index];
    m_misnamed += ScriptedMachine::belongs(info.name, value) ? 0 : 1;
    std::vector<Got> &list = m_channels[info.channel];
    // A message has each of its series once: one that comes again begins the next message.
    const bool same = !list.empty() && list.back().timeUs == timeUs
                      && !m_holes.contains(info.channel)
                      && std::ranges::find(list.back().series, index) == list.back().series.end();
    if (!same) {
        list.push_back({timeUs, m_nowUs, {}, {}, {}});
        if (m_holes.contains(info.channel)) {
            list.back().hole = m_holes.take(info.channel);
        }
    }
    Got &got = list.back();
    got.series.push_back(index);
    got.values.insert(std::ranges::upper_bound(got.values, value,
                                               [](double a, double b) {
                                                   return std::isnan(b) ? !std::isnan(a) : a < b;
                                               }),
                      value);
}

std::size_t Received::told(LinkStory::Kind kind) const
{
    return std::size_t(std::ranges::count(m_stories, kind, &LinkStory::kind));
}

std::int64_t Received::newestUs(const QString &channel) const
{
    const auto list = m_channels.constFind(channel);
    return list == m_channels.constEnd() || list->empty() ? 0 : list->back().timeUs;
}

} // namespace sightglass::fault
