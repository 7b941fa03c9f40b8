#include "session/courier.h"

#include <QCoreApplication>

namespace sightglass {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("session", text);
}

} // namespace

Courier::Courier(Clock &clock, Line line)
    : m_clock(clock)
    , m_line(std::move(line))
{
}

Courier::~Courier()
{
    m_clock.cancel(m_timer);
}

void Courier::post(const Ack &ack, std::int64_t bornUs)
{
    if (const auto taken = m_outbox.put(ack, bornUs > 0 ? bornUs : m_clock.wallUs()); !taken) {
        tell(ack, CommandStory::Kind::Unsent, taken.error());
    }
    tend();
}

void Courier::connected()
{
    m_connected = true;
    m_outbox.connected();
    tend();
}

void Courier::answered(const QString &id, CommandStory::Kind kind, const QString &text)
{
    if (const auto ack = m_outbox.answered(id)) {
        tell(*ack, kind, text);
        tend();
    }
}

void Courier::report(LinkStatus &status) const
{
    status.commandsWaiting = m_outbox.waiting().size();
    status.commandsExpired = m_expired;
    status.oldestCommandUs = m_outbox.oldestUs();
}

void Courier::tend()
{
    m_clock.cancel(std::exchange(m_timer, 0));
    for (const Ack &ack : m_outbox.expire(m_clock.wallUs())) {
        ++m_expired;
        tell(ack, CommandStory::Kind::Expired,
             say(QT_TRANSLATE_NOOP("session", "The server did not answer for %1 hours."))
                 .arg(Outbox::Bounds().ageUs / 3'600'000'000LL));
    }
    if (m_connected) {
        sendDue();
    }
    if (!m_outbox.waiting().empty()) {
        std::int64_t wait = (m_outbox.nextExpiryUs() - m_clock.wallUs()) / 1000 + 1;
        if (m_connected) {
            wait = std::min(wait, m_outbox.nextDueMs() - m_clock.monotonicMs());
        }
        m_timer = m_clock.after(std::max<std::int64_t>(wait, 1), [this] { tend(); });
    }
    m_line.changed();
}

void Courier::sendDue()
{
    for (const Ack &ack : m_outbox.due(m_clock.monotonicMs())) {
        if (!m_line.send(ack)) {
            m_outbox.answered(ack.id);
            tell(ack, CommandStory::Kind::Unsent,
                 say(QT_TRANSLATE_NOOP("session", "This server is only listened to; in what it "
                                                  "speaks there are no words for it.")));
        }
    }
}

void Courier::tell(const Ack &ack, CommandStory::Kind kind, const QString &text)
{
    m_line.tell({kind, ack, m_clock.wallUs(), text});
}

} // namespace sightglass
