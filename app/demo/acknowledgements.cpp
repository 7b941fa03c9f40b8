#include "demo/acknowledgements.h"

#include "demo/feedserver.h"

#include <QDateTime>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

const QString acknowledgedLabel = u"acknowledged"_s; // resources/protocol/README.md, ack

} // namespace

Message Acknowledgements::answer(const Ack &ack, std::int64_t nowUs, QMap<QString, Event> &raised)
{
    m_changed.reset();
    if (ack.id.isEmpty() || ack.id.size() > longestId) {
        return Error{u"limit"_s,
                     FeedServer::tr("The id of a command has 1 to %1 characters.").arg(longestId),
                     ack.id.left(longestId)};
    }
    if (const auto known = m_answers.constFind(ack.id); known != m_answers.constEnd()) {
        return *known;
    }
    Message answer = follow(ack, nowUs, raised);
    m_answers.insert(ack.id, answer);
    m_order.push_back(ack.id);
    if (m_order.size() > remembered) {
        m_answers.remove(m_order.front());
        m_order.pop_front();
    }
    return answer;
}

Message Acknowledgements::follow(const Ack &ack, std::int64_t nowUs, QMap<QString, Event> &raised)
{
    const auto alarm = raised.find(ack.key);
    if (alarm == raised.end()) {
        return Error{u"unknown-key"_s,
                     FeedServer::tr("There is no alarm “%1” now.").arg(ack.key.left(longestId)),
                     ack.id};
    }
    if (alarm->labels.contains(acknowledgedLabel)) {
        return Done{ack.id}; // by somebody else, which is as good
    }
    if (!alarm->actions.contains(ack.action)) {
        return Error{u"unknown-action"_s,
                     FeedServer::tr("“%1” is nothing that can be done about this alarm.")
                         .arg(ack.action.left(longestId)),
                     ack.id};
    }
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowUs / 1000, Qt::UTC);
    alarm->labels.insert(acknowledgedLabel, now.toString(Qt::ISODate));
    if (!ack.comment.isEmpty()) {
        alarm->labels.insert(u"comment"_s, ack.comment.left(longestComment));
    }
    alarm->actions.removeAll(ack.action);
    m_changed = *alarm;
    return Done{ack.id};
}

Message FeedServer::acknowledge(const Ack &ack)
{
    const std::int64_t now = wallUs();
    const Message answer = m_acknowledgements.answer(ack, now, m_raised);
    if (const Event *changed = m_acknowledgements.changed()) {
        const Stream::Kept &kept = m_streams.back()->append(*changed, now);
        m_raised.insert(changed->key, std::get<Event>(kept.message));
        broadcast(*m_streams.back());
    }
    return answer;
}

} // namespace sightglass
