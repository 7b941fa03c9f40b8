// The session's side of the outbox: a command is sent as soon as the link is live, and again after
// each resume and when no answer comes, until there is one or it is too old.
#include "session/session.h"

#include <QCoreApplication>

namespace sightglass {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("session", text);
}

} // namespace

void Session::post(const Ack &ack, std::int64_t bornUs)
{
    if (const auto taken = m_outbox.put(ack, bornUs > 0 ? bornUs : m_clock.wallUs()); !taken) {
        tell(ack, CommandStory::Kind::Unsent, taken.error());
    }
    tendOutbox();
}

void Session::tendOutbox()
{
    m_clock.cancel(std::exchange(m_tend, 0));
    for (const Ack &ack : m_outbox.expire(m_clock.wallUs())) {
        ++m_status.commandsExpired;
        tell(ack, CommandStory::Kind::Expired,
             say(QT_TRANSLATE_NOOP("session", "The server did not answer for %1 hours."))
                 .arg(Outbox::Bounds().ageUs / 3'600'000'000LL));
    }
    const bool live = m_status.state == LinkState::Live;
    if (live) {
        sendDue();
    }
    m_status.commandsWaiting = m_outbox.waiting().size();
    m_status.oldestCommandUs = m_outbox.oldestUs();
    if (!m_outbox.waiting().empty()) {
        std::int64_t wait = (m_outbox.nextExpiryUs() - m_clock.wallUs()) / 1000 + 1;
        if (live) {
            wait = std::min(wait, m_outbox.nextDueMs() - m_clock.monotonicMs());
        }
        m_tend = m_clock.after(std::max<std::int64_t>(wait, 1), [this] { tendOutbox(); });
    }
    publish();
}

void Session::sendDue()
{
    for (const Ack &ack : m_outbox.due(m_clock.monotonicMs())) {
        if (!m_dialect->wrap(ack).bytes.isEmpty()) {
            send(ack);
            continue;
        }
        m_outbox.answered(ack.id);
        tell(ack, CommandStory::Kind::Unsent,
             say(QT_TRANSLATE_NOOP("session", "This server is only listened to; in what it speaks "
                                              "there are no words for it.")));
    }
}

void Session::commandAnswered(const QString &id, CommandStory::Kind kind, const QString &text)
{
    if (const auto ack = m_outbox.answered(id)) {
        tell(*ack, kind, text);
        tendOutbox();
    }
}

void Session::tell(const Ack &ack, CommandStory::Kind kind, const QString &text)
{
    m_intake.note(CommandStory{kind, ack, m_clock.wallUs(), text});
    armFlush();
}

} // namespace sightglass
