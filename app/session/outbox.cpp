#include "session/outbox.h"

#include <QCoreApplication>

#include <algorithm>

namespace sightglass {

namespace {

constexpr std::size_t perCommand = 128; // what an entry takes beside its texts

QString say(const char *text)
{
    return QCoreApplication::translate("outbox", text);
}

std::size_t bytesOf(const Ack &ack)
{
    const qsizetype letters = ack.id.size() + ack.key.size() + ack.action.size()
                              + ack.comment.size();
    return perCommand + std::size_t(letters) * sizeof(QChar);
}

} // namespace

tl::expected<void, QString> Outbox::put(Ack ack, std::int64_t bornUs)
{
    Q_ASSERT(!ack.id.isEmpty());
    const auto same = [&ack](const Waiting &waiting) { return waiting.ack.id == ack.id; };
    if (std::any_of(m_waiting.begin(), m_waiting.end(), same)) {
        return {};
    }
    const std::size_t bytes = bytesOf(ack);
    if (bytes > m_bounds.commandBytes) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("outbox", "It is longer than the %1 KiB a command may have. "
                                            "Shorten the comment."))
                .arg(m_bounds.commandBytes >> 10));
    }
    if (m_waiting.size() >= m_bounds.commands || m_bytes + bytes > m_bounds.bytes) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("outbox", "%1 commands already wait for the server, and no more "
                                            "are taken. Try again when it has answered."))
                .arg(m_waiting.size()));
    }
    m_bytes += bytes;
    m_waiting.push_back({std::move(ack), bornUs, 0, 0});
    return {};
}

void Outbox::remove(std::size_t position)
{
    m_bytes -= bytesOf(m_waiting[position].ack);
    m_waiting.erase(m_waiting.begin() + std::ptrdiff_t(position));
}

std::optional<Ack> Outbox::answered(const QString &id)
{
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                    [&id](const Waiting &waiting) { return waiting.ack.id == id; });
    if (found == m_waiting.end()) {
        return {};
    }
    std::optional<Ack> ack = found->ack;
    remove(std::size_t(found - m_waiting.begin()));
    return ack;
}

std::vector<Ack> Outbox::expire(std::int64_t nowUs)
{
    std::vector<Ack> expired;
    for (std::size_t i = 0; i < m_waiting.size();) {
        if (nowUs - m_waiting[i].bornUs < m_bounds.ageUs) {
            ++i;
            continue;
        }
        expired.push_back(m_waiting[i].ack);
        remove(i);
    }
    return expired;
}

void Outbox::connected()
{
    for (Waiting &waiting : m_waiting) {
        waiting.dueMs = 0;
        waiting.sent = 0;
    }
}

std::vector<Ack> Outbox::due(std::int64_t nowMs)
{
    std::vector<Ack> due;
    for (Waiting &waiting : m_waiting) {
        if (waiting.dueMs <= nowMs) {
            waiting.dueMs = nowMs + (answerMs << std::min(waiting.sent++, doublings));
            due.push_back(waiting.ack);
        }
    }
    return due;
}

std::int64_t Outbox::nextDueMs() const
{
    std::int64_t next = -1;
    for (const Waiting &waiting : m_waiting) {
        next = next < 0 ? waiting.dueMs : std::min(next, waiting.dueMs);
    }
    return next;
}

std::int64_t Outbox::nextExpiryUs() const
{
    return m_waiting.empty() ? -1 : oldestUs() + m_bounds.ageUs;
}

std::int64_t Outbox::oldestUs() const
{
    const auto oldest = std::min_element(
        m_waiting.begin(), m_waiting.end(),
        [](const Waiting &a, const Waiting &b) { return a.bornUs < b.bornUs; });
    return oldest == m_waiting.end() ? 0 : oldest->bornUs;
}

} // namespace sightglass
