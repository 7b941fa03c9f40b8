// What has been applied of every channel, across reconnects, and what is known to be lost.
//
// The session asks it about each message; the ledger answers whether to apply it and, when time was
// lost before it, with what hole. It is the only place that decides exactly-once. No I/O, no clock.
#pragma once

#include "session/sequence.h"
#include "wire/batch.h"

#include <optional>
#include <unordered_map>

namespace sightglass {

class Ledger
{
public:
    struct Answer
    {
        bool apply = false;
        std::optional<LostTime> lost; // goes before the message
    };

    // A bound on how many channels one server may open.
    static constexpr int maxChannels = 10'000;

    // What to ask the server to resume.
    QMap<QString, StreamPosition> positions() const;

    // The server's word on where a channel stands. False: past maxChannels, the channel is ignored.
    bool subscribed(const Subscribed &message);
    void gap(const Gap &message);

    Answer samples(const Samples &samples);
    Answer event(const Event &event);

    // The connection ended: on streams that are not numbered, whatever comes meanwhile is lost.
    // Holes from now on are of the outage that began then.
    void fallSilent(std::int64_t sinceUs);

    std::uint64_t duplicates() const { return m_duplicates; }
    std::uint64_t missed() const { return m_missed; }
    std::uint64_t lostStretches() const { return m_lostStretches; }
    int channels() const { return int(m_channels.size()); }
    // A server that forgot since the last call.
    bool takeRestarted() { return std::exchange(m_restarted, false); }

private:
    struct Channel
    {
        QString epoch;
        Sequence sequence;
        bool numbered = false; // some message on it was
        std::int64_t lastEventUs = 0;
        std::int64_t lastUs = 0; // time of the newest sample applied
        std::optional<LostTime> pending;
    };

    using Channels = std::unordered_map<QString, Channel>; // what is in it stays where it is

    Channel *channel(const QString &name, std::uint64_t seq); // null: past maxChannels
    bool isNew(Channel &channel, const QString &name, std::uint64_t seq);
    void lose(Channel &channel, const QString &name, LostTime::Reason reason, std::uint64_t missed);

    Channels m_channels;
    Channels::value_type *m_newest = nullptr; // messages come in runs of one channel
    std::int64_t m_silentUs = 0;
    std::uint64_t m_duplicates = 0;
    std::uint64_t m_missed = 0;
    std::uint64_t m_lostStretches = 0;
    bool m_restarted = false;
};

} // namespace sightglass
