#include "sent.h"

#include <algorithm>
#include <cmath>

namespace sightglass::fault {

namespace {

bool before(double a, double b)
{
    return std::isnan(b) ? !std::isnan(a) : a < b;
}

} // namespace

std::vector<double> valuesOf(const Event &event)
{
    return {double(qHash(event.key) % 1'000), double(event.state)};
}

void Sent::add(const Stream &stream, std::int64_t nowUs)
{
    add(stream.name(), stream.kept().back().message, stream.kept().front().seq, nowUs);
}

void Sent::add(const QString &channel, const Message &message, std::uint64_t oldestKept,
               std::int64_t nowUs)
{
    Said said;
    said.life = m_life;
    if (const auto *samples = std::get_if<Samples>(&message)) {
        said.seq = samples->seq;
        said.timeUs = samples->times.front();
        said.values = samples->values;
        std::ranges::sort(said.values, before);
    } else if (const auto *event = std::get_if<Event>(&message)) {
        said.seq = event->seq;
        said.timeUs = event->timeUs;
        said.values = valuesOf(*event);
    }
    std::vector<Said> &list = m_channels[channel];
    list.push_back(std::move(said));
    ++m_count;
    std::size_t &first = m_firstKept[channel];
    while (list[first].life != m_life || list[first].seq < oldestKept) {
        list[first].forgottenUs = nowUs;
        ++first;
    }
}

std::ptrdiff_t Sent::find(const QString &channel, std::int64_t timeUs,
                          const std::vector<double> &values) const
{
    const auto list = m_channels.constFind(channel);
    if (list == m_channels.constEnd()) {
        return -1;
    }
    const auto found = std::ranges::equal_range(*list, timeUs, {}, &Said::timeUs);
    const auto exact = std::ranges::find(found, values, &Said::values);
    if (found.empty()) {
        return -1;
    }
    return (exact != found.end() ? exact : found.begin()) - list->begin();
}

} // namespace sightglass::fault
