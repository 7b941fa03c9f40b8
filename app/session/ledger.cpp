#include "session/ledger.h"

#include <algorithm>

namespace sightglass {

using Reason = LostTime::Reason;

QMap<QString, StreamPosition> Ledger::positions() const
{
    QMap<QString, StreamPosition> out;
    for (const auto &[name, channel] : m_channels) {
        if (!channel.epoch.isEmpty()) {
            out.insert(name, {channel.epoch, channel.sequence.last()});
        }
    }
    return out;
}

bool Ledger::subscribed(const Subscribed &message)
{
    if (!m_channels.contains(message.channel) && m_channels.size() >= maxChannels) {
        return false;
    }
    Channel &channel = m_channels[message.channel];
    const StreamPosition &now = message.position;
    if (channel.epoch.isEmpty()) {
        channel.epoch = now.epoch;
        channel.sequence.restartAt(now.seq);
        return true;
    }
    // A server that says "same memory" but counts from lower down has forgotten, whatever it says:
    // its new messages would otherwise be taken for old ones for ever.
    const bool forgot = channel.epoch != now.epoch
                        || (!message.recovered && now.seq < channel.sequence.last());
    if (forgot) {
        lose(channel, message.channel, Reason::ServerRestarted, 0);
        channel.epoch = now.epoch;
        channel.sequence.restartAt(now.seq);
        m_restarted = true;
    }
    return true;
}

void Ledger::gap(const Gap &message)
{
    const auto channel = m_channels.find(message.channel);
    if (channel == m_channels.end()) {
        return; // lost before we cared
    }
    if (const std::uint64_t missed = channel->second.sequence.skipTo(message.to)) {
        lose(channel->second, message.channel, Reason::ServerForgot, missed);
    }
}

void Ledger::lose(Channel &channel, const QString &name, Reason reason, std::uint64_t missed)
{
    m_missed += missed;
    if (!channel.pending) {
        channel.pending = LostTime{name, channel.lastUs, 0, missed, reason, {m_silentUs, 0}};
        m_lostStretches += missed == 0 ? 1 : 0;
        return;
    }
    // Nothing arrived in between: one hole, and how much is in it is known only if all of it is.
    LostTime &hole = *channel.pending;
    m_lostStretches += hole.missed != 0 && missed == 0 ? 1 : 0;
    hole.missed = hole.missed != 0 && missed != 0 ? hole.missed + missed : 0;
    hole.reason = std::max(hole.reason, reason);
}

Ledger::Channel *Ledger::channel(const QString &name, std::uint64_t seq)
{
    if (m_newest && m_newest->first == name) {
        return &m_newest->second;
    }
    auto known = m_channels.find(name);
    if (known == m_channels.end()) {
        if (m_channels.size() >= maxChannels) {
            return nullptr;
        }
        known = m_channels.try_emplace(name).first;
        known->second.sequence.restartAt(seq ? seq - 1 : 0);
    }
    m_newest = &*known;
    return &known->second;
}

bool Ledger::isNew(Channel &channel, const QString &name, std::uint64_t seq)
{
    if (seq == 0) {
        return true;
    }
    channel.numbered = true;
    std::uint64_t missed = 0;
    switch (channel.sequence.accept(seq, &missed)) {
    case Sequence::Verdict::Duplicate:
        ++m_duplicates;
        return false;
    case Sequence::Verdict::Gap:
        lose(channel, name, Reason::Skipped, missed);
        break;
    case Sequence::Verdict::Next:
        break;
    }
    return true;
}

Ledger::Answer Ledger::samples(const Samples &samples)
{
    Answer answer;
    Channel *const on = channel(samples.channel, samples.seq);
    answer.apply = on && isNew(*on, samples.channel, samples.seq);
    if (!answer.apply || samples.times.empty()) {
        return answer;
    }
    Channel &channel = *on;
    const auto [first, last] = std::minmax_element(samples.times.begin(), samples.times.end());
    if (channel.pending) {
        answer.lost = std::exchange(channel.pending, std::nullopt);
        answer.lost->toUs = std::max(*first, answer.lost->fromUs);
    }
    channel.lastUs = std::max(channel.lastUs, *last);
    return answer;
}

Ledger::Answer Ledger::event(const Event &event)
{
    Answer answer;
    Channel *const on = channel(event.channel, event.seq);
    answer.apply = on && isNew(*on, event.channel, event.seq);
    if (!answer.apply) {
        return answer;
    }
    Channel &channel = *on;
    if (event.seq == 0 && channel.numbered) {
        return answer; // an alarm that is told again: it is not what comes after a hole
    }
    if (channel.pending && channel.lastUs == 0) { // no samples on it that could say it better
        answer.lost = std::exchange(channel.pending, std::nullopt);
        answer.lost->fromUs = channel.lastEventUs ? channel.lastEventUs : event.timeUs;
        answer.lost->toUs = std::max(event.timeUs, answer.lost->fromUs);
    }
    channel.lastEventUs = std::max(channel.lastEventUs, event.timeUs);
    return answer;
}

void Ledger::fallSilent(std::int64_t sinceUs)
{
    m_silentUs = sinceUs;
    for (auto &[name, channel] : m_channels) {
        if (!channel.numbered && channel.lastUs != 0) {
            lose(channel, name, Reason::NotNumbered, 0);
        }
    }
}

} // namespace sightglass
