#include "models/linkfacts.h"

#include "models/notificationtext.h"
#include "store/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::LinkFacts", text);
}

QString counted(std::uint64_t number)
{
    return QLocale().toString(qulonglong(number));
}

QString stateText(const LinkStatus &status)
{
    switch (status.state) {
    case LinkState::Idle:
        return status.final ? tr("refused") : tr("offline");
    case LinkState::Dialing:
        return tr("connecting");
    case LinkState::Greeting:
        return tr("greeting");
    case LinkState::Live:
        return status.paused ? tr("live, reading paused until the window has caught up")
                             : tr("live");
    case LinkState::Waiting:
        return tr("waiting for the next attempt");
    }
    return {};
}

QString wayText(Way way)
{
    switch (way) {
    case Way::WebSocket:
        return tr("WebSocket");
    case Way::EventStream:
        return tr("server-sent events");
    case Way::LongPoll:
        return tr("long polling");
    }
    return {};
}

// What the server counts in a query may be anybody's; a password surely is.
QString shownAddress(const QUrl &address)
{
    return address.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

class Facts
{
public:
    void group(const QString &name) { m_group = name; }
    void add(const QString &label, const QString &value)
    {
        if (!value.isEmpty()) {
            m_list.append(
                QVariantMap{{u"label"_s, label}, {u"value"_s, value}, {u"group"_s, m_group}});
        }
    }
    QVariantList list() const { return m_list; }

private:
    QVariantList m_list;
    QString m_group;
};

void addState(Facts &facts, const Source &source, const LinkStatus &status, std::int64_t nowUs)
{
    facts.group(tr("Connection"));
    facts.add(tr("Address"), shownAddress(source.address));
    facts.add(tr("Server"), status.server);
    facts.add(tr("Dialect"), source.dialect);
    facts.add(tr("Messages come by"), wayText(status.via));
    facts.add(tr("State"), stateText(status));
    // Not since when this attempt waits: since when nothing comes.
    const bool silent = status.state != LinkState::Live && status.silence.fromUs > 0;
    const std::int64_t sinceUs = silent ? status.silence.fromUs : status.sinceUs;
    if (sinceUs > 0) {
        const std::int64_t us = nowUs + (silent ? status.clockOffsetUs : 0) - sinceUs;
        facts.add(silent ? tr("Nothing heard since") : tr("Since"),
                  tr("%1, for %2").arg(momentText(sinceUs, nowUs, true), formatDuration(us)));
    }
    facts.add(tr("Why"), status.reason);
    if (status.attempt > 1) {
        facts.add(tr("Attempt"), counted(std::uint64_t(status.attempt)));
    }
    if (status.roundTripMs >= 0) {
        const Scaled scaled = formatQuantity(status.roundTripMs, u"ms"_s);
        facts.add(tr("Round trip"), scaled.number + u' ' + scaled.unit);
    }
    const Scaled ahead = formatQuantity(double(status.clockOffsetUs) / 1e3, u"ms"_s);
    facts.add(tr("Server's clock ahead by"), ahead.number + u' ' + ahead.unit);
}

void addCounts(Facts &facts, const LinkStatus &status, std::size_t queued)
{
    facts.group(tr("Received"));
    const Scaled bytes = formatQuantity(double(status.bytes), u"B"_s);
    facts.add(tr("Messages"), counted(status.messages));
    facts.add(tr("Samples"), counted(status.samples));
    facts.add(tr("Bytes"), bytes.number + u' ' + bytes.unit);
    facts.add(tr("Waiting in the queue"), counted(queued));
    if (status.commandsWaiting > 0) {
        facts.add(tr("Acknowledgements without an answer"),
                  tr("%1, the oldest of %2")
                      .arg(counted(status.commandsWaiting), clockText(status.oldestCommandUs)));
    }
    facts.group(tr("Not as it should be"));
    facts.add(tr("Lost for good"),
              status.lostStretches > 0
                  ? tr("%1, and %2 stretches nobody can count")
                        .arg(counted(status.missed), counted(status.lostStretches))
                  : counted(status.missed));
    facts.add(tr("Replayed"), counted(status.replayed));
    facts.add(tr("Twice, left out"), counted(status.duplicates));
    facts.add(tr("Not understood"), counted(status.badFrames + status.unknownTypes));
    facts.add(tr("Last not understood"), status.lastBadFrame);
    if (status.commandsExpired > 0) {
        facts.add(tr("Acknowledgements given up"), counted(status.commandsExpired));
    }
    facts.add(tr("Connections lost"), counted(status.reconnects));
}

} // namespace

QVariantList linkFacts(const Source &source, const LinkStatus &status, std::size_t queued,
                       std::int64_t nowUs)
{
    Facts facts;
    addState(facts, source, status, nowUs);
    addCounts(facts, status, queued);
    return facts.list();
}

} // namespace sightglass
