#include "fakes.h"

namespace sightglass {

Clock::Timer FakeClock::after(std::int64_t ms, std::function<void()> call)
{
    const Timer timer = ++m_last;
    m_timers.emplace(Key{m_nowMs + std::max<std::int64_t>(ms, 0), timer}, std::move(call));
    return timer;
}

void FakeClock::cancel(Timer timer)
{
    std::erase_if(m_timers, [timer](const auto &entry) { return entry.first.second == timer; });
}

void FakeClock::advance(std::int64_t ms)
{
    const std::int64_t until = m_nowMs + ms;
    while (!m_timers.empty() && m_timers.begin()->first.first <= until) {
        advanceToNext();
    }
    m_nowMs = until;
}

bool FakeClock::advanceToNext()
{
    if (m_timers.empty()) {
        return false;
    }
    auto node = m_timers.extract(m_timers.begin());
    m_nowMs = std::max(m_nowMs, node.key().first);
    node.mapped()();
    return true;
}

namespace {

class ScriptedTransport final : public Transport
{
public:
    explicit ScriptedTransport(std::shared_ptr<ScriptedPeer::Attempt> attempt)
        : m_attempt(std::move(attempt))
    {
    }
    ~ScriptedTransport() override { m_attempt->alive = false; }

    void open(const TransportRequest &request) override { m_attempt->request = request; }
    void send(const OutFrame &frame) override { m_attempt->sent.push_back(frame); }
    void ping() override { ++m_attempt->pings; }
    std::size_t unsentBytes() const override { return 0; }
    bool reached() const override { return m_attempt->reached; }
    void pause(bool paused) override { m_attempt->paused = paused; }
    void close(int code, const QString &) override
    {
        m_attempt->closeCode = code;
        m_attempt->alive = false;
    }
    void abort() override
    {
        m_attempt->aborted = true;
        m_attempt->alive = false;
    }

private:
    std::shared_ptr<ScriptedPeer::Attempt> m_attempt;
};

} // namespace

TransportFactory ScriptedPeer::factory()
{
    return [this](Transport::Listener &listener) {
        m_attempts.push_back(std::make_shared<Attempt>());
        m_attempts.back()->listener = &listener;
        return std::make_unique<ScriptedTransport>(m_attempts.back());
    };
}

void ScriptedPeer::open(const QString &subprotocol)
{
    newest().listener->transportOpened(subprotocol);
}

void ScriptedPeer::say(const Message &message)
{
    sayRaw(m_codec.encode(message));
}

void ScriptedPeer::sayRaw(const QByteArray &bytes, bool binary)
{
    newest().listener->frameReceived({{bytes.constData(), std::size_t(bytes.size())}, binary});
}

void ScriptedPeer::close(const TransportClosed &closed)
{
    newest().listener->transportClosed(closed);
}

void ScriptedPeer::welcome(const QString &session, int heartbeatMs, double timeMs)
{
    open();
    Welcome welcome;
    welcome.server = QStringLiteral("boiler 2.1");
    welcome.session = session;
    welcome.heartbeatMs = heartbeatMs;
    welcome.retainMs = 60'000;
    welcome.timeMs = timeMs;
    say(welcome);
}

Message ScriptedPeer::take()
{
    Attempt &attempt = newest();
    return attempt.read < attempt.sent.size() ? decode(attempt.sent[attempt.read++])
                                              : Message(Unknown{});
}

Message ScriptedPeer::decode(const OutFrame &frame)
{
    Message message = Unknown{};
    const auto size = std::size_t(frame.bytes.size());
    if (!m_codec.decode({frame.bytes.constData(), size}, message)) {
        qFatal("the session sent what cannot be read: %s", frame.bytes.constData());
    }
    return message;
}

bool CollectingOutlet::deliver(std::unique_ptr<Batch> &batch)
{
    if (full) {
        return false;
    }
    auto note = batch->notes.begin();
    for (std::size_t i = 0; i <= batch->times.size(); ++i) {
        for (; note != batch->notes.end() && note->at == i; ++note) {
            std::visit([this](const auto &item) { entries.push_back(item); }, note->item);
        }
        if (i < batch->times.size()) {
            entries.push_back(Sample{batch->series[i], batch->times[i], batch->values[i]});
        }
    }
    Q_ASSERT(note == batch->notes.end());
    batch = std::make_unique<Batch>();
    return true;
}

void CollectingOutlet::statusChanged(const LinkStatus &now)
{
    if (states.empty() || states.back() != now.state) {
        states.push_back(now.state);
    }
    status = now;
}

std::vector<LinkStory> CollectingOutlet::stories(LinkStory::Kind kind) const
{
    std::vector<LinkStory> found = all<LinkStory>();
    std::erase_if(found, [kind](const LinkStory &story) { return story.kind != kind; });
    return found;
}

} // namespace sightglass
