#include "models/linkfacts.h"

#include "models/notificationtext.h"
#include "store/format.h"

#include <QCoreApplication>
#include <QDateTime>
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

QString stateText(const LinkStatus &status, bool behind)
{
    switch (status.state) {
    case LinkState::Idle:
        return status.final ? tr("refused") : tr("offline");
    case LinkState::Dialing:
        return tr("connecting");
    case LinkState::Greeting:
        return tr("greeting");
    case LinkState::Live:
        return behind || status.paused ? tr("live, reading paused until the window has caught up")
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

// What was agreed when the connection was opened.
void addAgreed(Facts &facts, const LinkStatus &status, std::int64_t nowUs)
{
    if (status.state != LinkState::Live) {
        return;
    }
    facts.add(tr("Subprotocol"),
              status.subprotocol.isEmpty() ? tr("none chosen") : status.subprotocol);
    facts.add(tr("Encryption"), status.tls.isEmpty() ? tr("none") : status.tls);
    if (status.expiresMs > 0) {
        const std::int64_t days = (status.expiresMs - nowUs / 1000) / 86'400'000;
        facts.add(tr("Certificate issued by"), status.issuer);
        facts.add(tr("Certificate until"),
                  tr("%1 (%2 days)")
                      .arg(QDateTime::fromMSecsSinceEpoch(status.expiresMs, Qt::UTC)
                               .toString(u"yyyy-MM-dd"_s))
                      .arg(days));
    }
}

// Words for people; those for machines are endReasonWord()'s.
QString endText(EndReason reason)
{
    switch (reason) {
    case EndReason::Lost:
        return tr("lost");
    case EndReason::Silent:
        return tr("silent");
    case EndReason::Closed:
        return tr("closed by the server");
    case EndReason::Goodbye:
        return tr("goodbye");
    case EndReason::Refused:
        return tr("refused");
    case EndReason::Unreachable:
        return tr("unreachable");
    case EndReason::NoAnswer:
        return tr("no answer");
    case EndReason::NoToken:
        return tr("no token");
    case EndReason::Certificate:
        return tr("certificate");
    case EndReason::Unreadable:
        return tr("unreadable");
    case EndReason::Setup:
        return tr("setup");
    }
    return {};
}

QString endsText(const LinkStatus &status)
{
    QStringList parts;
    for (std::size_t i = 0; i < endReasons; ++i) {
        if (status.ends[i] > 0) {
            parts.append(tr("%1 %2").arg(counted(status.ends[i]), endText(EndReason(i))));
        }
    }
    return parts.join(u", "_s);
}

QString spreadText(const Spread &spread, const QString &unit)
{
    if (spread.count == 0) {
        return {};
    }
    const auto number = [](double value) {
        const int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return QLocale().toString(value, 'f', decimals);
    };
    return u"%1 / %2 / %3 %4"_s.arg(number(spread.p50), number(spread.p95), number(spread.p99),
                                    unit);
}

void addState(Facts &facts, const Source &source, const LinkStatus &status, std::int64_t nowUs,
              bool behind)
{
    facts.group(tr("Connection"));
    facts.add(tr("Address"), shownAddress(source.address));
    facts.add(tr("Server"), status.server);
    facts.add(tr("Dialect"), source.dialect);
    facts.add(tr("Transport"), wayText(status.via));
    addAgreed(facts, status, nowUs);
    facts.add(tr("State"), stateText(status, behind));
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
    if (source.maxRateHz > 0) {
        facts.add(tr("Asked for"),
                  tr("at most %1 sample times a second").arg(QLocale().toString(source.maxRateHz)));
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
}

void addDiagnostics(Facts &facts, const LinkStatus &status, const LinkPace &pace)
{
    facts.group(tr("Diagnostics"));
    const auto rate = [](double value, const QString &unit) {
        const Scaled scaled = formatQuantity(value, unit);
        return value < 0 ? QString() : scaled.number + u' ' + scaled.unit;
    };
    facts.add(tr("Messages a second"), rate(pace.messages, u"/s"_s));
    facts.add(tr("Bytes a second"), rate(pace.bytes, u"B/s"_s));
    facts.add(tr("Round trip, p50 / p95 / p99"), spreadText(status.roundTrip, u"ms"_s));
    facts.add(tr("Delay, p50 / p95 / p99"), spreadText(status.delay, u"ms"_s));
    facts.add(tr("To read a frame, p50 / p95 / p99"), spreadText(status.decode, u"µs"_s));
    if (status.pauses > 0) {
        facts.add(
            tr("Reading was paused"),
            tr("%1 times, for %2 in all")
                .arg(counted(status.pauses), formatDuration(std::int64_t(status.pausedMs) * 1000)));
    }
    facts.add(tr("Connections and attempts that ended"), endsText(status));
}

void addFaults(Facts &facts, const LinkStatus &status)
{
    facts.group(tr("Not as it should be"));
    facts.add(tr("Lost for good"),
              status.lostStretches > 0
                  ? tr("%1, and %2 stretches nobody can count")
                        .arg(counted(status.missed), counted(status.lostStretches))
                  : counted(status.missed));
    facts.add(tr("Gaps"), counted(status.gaps));
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
                       std::int64_t nowUs, const LinkPace &pace)
{
    Facts facts;
    addState(facts, source, status, nowUs, pace.behind);
    addCounts(facts, status, queued);
    addDiagnostics(facts, status, pace);
    addFaults(facts, status);
    return facts.list();
}

} // namespace sightglass
