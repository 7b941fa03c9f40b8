#include "diagnosis.h"

#include "log.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int soonDays = 14;
constexpr std::int64_t dayMs = 86'400'000;

QString say(const char *text)
{
    return QCoreApplication::translate("diagnose", text);
}

QString stageName(ProbeReport::Stage stage)
{
    static const QString names[] = {u"request"_s, u"name"_s, u"tcp"_s, u"tls"_s, u"http"_s};
    return names[std::size_t(stage)];
}

QJsonValue known(double ms)
{
    return ms < 0 ? QJsonValue() : QJsonValue(std::round(ms * 1000) / 1000);
}

QString refusalText(const Diagnosis &d)
{
    QString text = d.refusal;
    if (d.probe.status == 401 && d.probe.authenticate.startsWith("Basic"_L1, Qt::CaseInsensitive)) {
        text += u' '
                + say(QT_TRANSLATE_NOOP("diagnose", "It asks for a name and a password "
                                                    "(Basic); Sightglass can only give "
                                                    "a token (Bearer)."));
    } else if (d.probe.status == 401 && d.token.isEmpty()) {
        text += u' '
                + say(QT_TRANSLATE_NOOP("diagnose", "None was given: use --token-file, "
                                                    "--token-command or SIGHTGLASS_TOKEN."));
    }
    if (d.probe.retryAfterMs.value_or(0) > 0) {
        text += u' '
                + say(QT_TRANSLATE_NOOP("diagnose", "It wants to be asked again in %1 s."))
                      .arg((*d.probe.retryAfterMs + 999) / 1000);
    }
    return text;
}

} // namespace

int Diagnosis::daysLeft() const
{
    return int(std::floor(double(probe.tls.expiresMs - nowMs) / double(dayMs)));
}

double Diagnosis::roundTripMs(double share) const
{
    if (roundTripsMs.empty()) {
        return -1;
    }
    const auto rank = std::size_t(std::ceil(share * double(roundTripsMs.size())));
    return roundTripsMs[std::clamp<std::size_t>(rank, 1, roundTripsMs.size()) - 1];
}

Diagnosis::Verdict Diagnosis::verdict() const
{
    const QString no = say(QT_TRANSLATE_NOOP("diagnose", "It does not work."));
    if (probe.stage != ProbeReport::Stage::Open) {
        return {false, no, refusalText(*this)};
    }
    if (!live) {
        return {false, no, link.reason};
    }
    if (link.messages == 0 && link.badFrames > 0) {
        return {false, no,
                say(QT_TRANSLATE_NOOP("diagnose", "The server sends, but not what can be read: %1. "
                                                  "Check the address, and --dialect."))
                    .arg(link.lastBadFrame)};
    }
    if (ended) {
        return {false, say(QT_TRANSLATE_NOOP("diagnose", "It does not last.")),
                say(QT_TRANSLATE_NOOP("diagnose", "The connection was live for %1 s, then ended: "
                                                  "%2"))
                    .arg(liveSeconds, 0, 'f', 1)
                    .arg(link.reason)};
    }
    const QString yes = say(QT_TRANSLATE_NOOP("diagnose", "It works."));
    QStringList text;
    if (link.messages == 0) {
        text.append(say(QT_TRANSLATE_NOOP("diagnose", "The connection is open, but no values came "
                                                      "in %1 s. Perhaps the server has nothing "
                                                      "to say now, or waits to be asked in a "
                                                      "language of its own."))
                        .arg(liveSeconds, 0, 'f', 0));
    }
    if (probe.tls.expiresMs > 0 && daysLeft() < soonDays) {
        text.append(say(QT_TRANSLATE_NOOP("diagnose", "The certificate expires in %1 days: whoever "
                                                      "runs the server has to renew it."))
                        .arg(daysLeft()));
    }
    return {true, yes,
            text.isEmpty() ? say(QT_TRANSLATE_NOOP("diagnose", "Messages flow."))
                           : text.join(u' ')};
}

namespace {

QJsonObject tlsJson(const Diagnosis &d)
{
    const ProbeReport::Tls &tls = d.probe.tls;
    const bool any = tls.expiresMs > 0;
    return {{u"ms"_s, known(tls.ms)},
            {u"version"_s, tls.protocol},
            {u"cipher"_s, tls.cipher},
            {u"subject"_s, tls.subject},
            {u"issuer"_s, tls.issuer},
            {u"pin"_s, tls.pin},
            {u"expires"_s,
             any ? QDateTime::fromMSecsSinceEpoch(tls.expiresMs, Qt::UTC).toString(Qt::ISODate)
                 : QString()},
            {u"daysLeft"_s, any ? QJsonValue(d.daysLeft()) : QJsonValue()},
            {u"error"_s, tls.error}};
}

QJsonObject httpJson(const ProbeReport &probe)
{
    return {{u"ms"_s, known(probe.httpMs)},
            {u"status"_s, probe.status},
            {u"reason"_s, probe.reason},
            {u"words"_s, probe.words},
            {u"server"_s, probe.server},
            {u"location"_s, probe.location},
            {u"authenticate"_s, probe.authenticate},
            {u"retryAfterMs"_s,
             probe.retryAfterMs ? QJsonValue(qint64(*probe.retryAfterMs)) : QJsonValue()}};
}

QJsonObject sessionJson(const Diagnosis &d)
{
    const double seconds = d.liveSeconds > 0 ? d.liveSeconds : 1;
    return {{u"live"_s, d.live},
            {u"reason"_s, d.link.reason},
            {u"seconds"_s, d.liveSeconds},
            {u"dialect"_s, d.dialect},
            {u"server"_s, d.link.server},
            {u"compression"_s, u"none"_s},
            {u"roundTripMs"_s, QJsonObject{{u"count"_s, int(d.roundTripsMs.size())},
                                           {u"p50"_s, known(d.roundTripMs(0.5))},
                                           {u"p95"_s, known(d.roundTripMs(0.95))}}},
            {u"clockOffsetMs"_s, d.link.server.isEmpty()
                                     ? QJsonValue()
                                     : QJsonValue(double(d.link.clockOffsetUs) / 1000)},
            {u"messages"_s, double(d.link.messages)},
            {u"messagesPerSecond"_s, double(d.link.messages) / seconds},
            {u"samplesPerSecond"_s, double(d.link.samples) / seconds},
            {u"bytesPerSecond"_s, double(d.link.bytes) / seconds},
            {u"channels"_s, d.channels},
            {u"series"_s, d.series},
            {u"badFrames"_s, double(d.link.badFrames)}};
}

} // namespace

QJsonObject Diagnosis::toJson() const
{
    const Verdict found = verdict();
    QJsonObject object{
        {u"address"_s, redacted(address)},
        {u"works"_s, found.works},
        {u"verdict"_s, found.text},
        {u"failedAt"_s, probe.stage == ProbeReport::Stage::Open
                            ? (found.works ? QJsonValue() : QJsonValue(u"session"_s))
                            : QJsonValue(stageName(probe.stage))},
        {u"token"_s, token},
        {u"proxy"_s, probe.proxy},
        {u"name"_s, QJsonObject{{u"ms"_s, known(probe.nameMs)},
                                {u"addresses"_s, QJsonArray::fromStringList(probe.addresses)}}},
        {u"tcp"_s, QJsonObject{{u"ms"_s, known(probe.tcpMs)}, {u"address"_s, probe.address}}},
        {u"http"_s, httpJson(probe)},
        {u"subprotocol"_s, QJsonObject{{u"offered"_s, QJsonArray::fromStringList(probe.offered)},
                                       {u"chosen"_s, probe.subprotocol}}},
        {u"extensions"_s, probe.extensions},
    };
    if (address.scheme() == "wss"_L1) {
        object.insert(u"tls"_s, tlsJson(*this));
    }
    if (tried) {
        object.insert(u"session"_s, sessionJson(*this));
    }
    return object;
}

} // namespace sightglass
