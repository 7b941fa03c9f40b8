// What tests put in the place of time, of the network and of the reader. One thread; nothing here
// waits, and time passes only when a test says so.
#pragma once

#include "fakeclock.h"
#include "session/session.h"
#include "wire/jsoncodec.h"

namespace sightglass {

// The far end of every transport the session makes, held by the test.
class ScriptedPeer
{
public:
    struct Attempt
    {
        Transport::Listener *listener = nullptr; // stays set after the end: a test may be rude
        TransportRequest request;
        std::vector<OutFrame> sent;
        std::size_t read = 0; // of sent, by take()
        bool alive = true;
        bool aborted = false;
        bool paused = false;
        bool reached = false;
        int closeCode = 0;
        int pings = 0;
    };

    TransportFactory factory();
    std::size_t count() const { return m_attempts.size(); }
    Attempt &newest() { return *m_attempts.back(); }

    // All of these are about the newest attempt.
    void open(const QString &subprotocol = QStringLiteral("sightglass.v1.json"));
    void say(const Message &message);
    void sayRaw(const QByteArray &bytes, bool binary = false);
    void close(const TransportClosed &closed);
    // Opens and welcomes.
    void welcome(const QString &session = QStringLiteral("s1"), int heartbeatMs = 5'000,
                 double timeMs = double(FakeClock::startUs) / 1000);
    // The next message the session sent, decoded; Unknown when there is none.
    Message take();
    // The first of its kind among all that was sent.
    template<typename T>
    std::optional<T> sent()
    {
        for (const OutFrame &frame : newest().sent) {
            const Message message = decode(frame);
            if (const T *found = std::get_if<T>(&message)) {
                return *found;
            }
        }
        return {};
    }

private:
    Message decode(const OutFrame &frame);

    std::vector<std::shared_ptr<Attempt>> m_attempts;
    JsonCodec m_codec;
};

// Keeps all it is given, in order, unless told to be full.
class CollectingOutlet final : public Outlet
{
public:
    struct Sample
    {
        std::uint32_t series = 0;
        std::int64_t timeUs = 0;
        double value = 0;
    };
    using Entry = std::variant<Sample, SeriesSeen, LostTime, Event, LinkStory, CommandStory>;

    bool deliver(std::unique_ptr<Batch> &batch) override;
    void statusChanged(const LinkStatus &status) override;

    template<typename T>
    std::vector<T> all() const
    {
        std::vector<T> found;
        for (const Entry &entry : entries) {
            if (const T *one = std::get_if<T>(&entry)) {
                found.push_back(*one);
            }
        }
        return found;
    }
    std::vector<LinkStory> stories(LinkStory::Kind kind) const;

    bool full = false;
    std::vector<Entry> entries;
    std::vector<LinkState> states; // each change once
    LinkStatus status;
};

} // namespace sightglass
