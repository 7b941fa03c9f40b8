// The terminal's half of Diagnosis: one screen, one fact a line, a word for how it went before it.
#include "diagnosis.h"
#include "log.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int soonDays = 14;
constexpr qsizetype labelWidth = 13;
constexpr qsizetype lineWidth = 80;
constexpr qsizetype shownAddresses = 4;

const QString good = u"ok"_s;
const QString bad = u"FAIL"_s;
const QString doubtful = u"warn"_s;

QString say(const char *text)
{
    return QCoreApplication::translate("diagnose", text);
}

// Words that do not fit into the line go on below, where they began.
QStringList wrapped(const QString &text, qsizetype indent, const QString &start)
{
    QStringList lines;
    QString line = start;
    bool empty = true;
    for (const QString &word : printable(text).split(u' ')) {
        if (!empty && line.size() + 1 + word.size() > lineWidth) {
            lines.append(line);
            line = QString(indent, u' ');
            empty = true;
        }
        line += empty ? word : u' ' + word;
        empty = false;
    }
    lines.append(line);
    return lines.replaceInStrings(u"\u00a0"_s, u" "_s);
}

QStringList fact(const QString &mark, const QString &label, const QString &text)
{
    const QString start = mark.leftJustified(6) + label.leftJustified(labelWidth);
    return wrapped(text, start.size(), start);
}

QString number(double value)
{
    return QString::number(value, 'f', value < 10 ? 1 : 0);
}

// With blanks that do not break; wrapped() makes them plain.
QString took(double ms)
{
    return ms < 0 ? QString() : u" \u00a0(%1\u00a0ms)"_s.arg(number(ms));
}

QString dayOf(std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyy-MM-dd"_s);
}

QString clockText(const LinkStatus &link)
{
    if (link.server.isEmpty()) {
        return say(QT_TRANSLATE_NOOP("diagnose", "the server does not tell its own"));
    }
    const double ms = double(link.clockOffsetUs) / 1000;
    return (ms < 0 ? say(QT_TRANSLATE_NOOP("diagnose", "the server's is behind by %1 ms"))
                   : say(QT_TRANSLATE_NOOP("diagnose", "the server's is ahead by %1 ms")))
        .arg(std::abs(ms), 0, 'f', 1);
}

QString rateText(const Diagnosis &d)
{
    const double seconds = d.liveSeconds > 0 ? d.liveSeconds : 1;
    QString text = say(QT_TRANSLATE_NOOP("diagnose", "%1 a second with %2 values, %3 kB/s"))
                       .arg(number(double(d.link.messages) / seconds),
                            number(double(d.link.samples) / seconds),
                            number(double(d.link.bytes) / 1000 / seconds));
    if (d.channels > 0) {
        text += say(QT_TRANSLATE_NOOP("diagnose", "; %1 series on %2 channels"))
                    .arg(d.series)
                    .arg(d.channels);
    } else if (d.series > 0) {
        text += say(QT_TRANSLATE_NOOP("diagnose", "; %1 series")).arg(d.series);
    }
    return text + say(QT_TRANSLATE_NOOP("diagnose", ", in %1 s")).arg(number(d.liveSeconds));
}

QStringList roundTripLines(const Diagnosis &d)
{
    const QString label = say(QT_TRANSLATE_NOOP("diagnose", "round trip"));
    if (d.roundTripsMs.empty()) {
        return fact(doubtful, label, say(QT_TRANSLATE_NOOP("diagnose", "pings are not answered")));
    }
    return fact(good, label,
                say(QT_TRANSLATE_NOOP("diagnose", "half within %1 ms, 95 % within %2 ms "
                                                  "(%3 pings)"))
                    .arg(QString::number(d.roundTripMs(0.5), 'f', 2),
                         QString::number(d.roundTripMs(0.95), 'f', 2))
                    .arg(d.roundTripsMs.size()));
}

QStringList certificateLines(const Diagnosis &d)
{
    const ProbeReport::Tls &tls = d.probe.tls;
    if (tls.expiresMs == 0) {
        return {};
    }
    const int days = d.daysLeft();
    const bool ok = tls.error.isEmpty();
    const QString until = days < 0 ? say(QT_TRANSLATE_NOOP("diagnose", "expired on %1"))
                                         .arg(dayOf(tls.expiresMs))
                                   : say(QT_TRANSLATE_NOOP("diagnose", "until %1 (%2 days)"))
                                         .arg(dayOf(tls.expiresMs))
                                         .arg(days);
    QStringList lines = fact(!ok               ? bad
                             : days < soonDays ? doubtful
                                               : good,
                             say(QT_TRANSLATE_NOOP("diagnose", "certificate")),
                             say(QT_TRANSLATE_NOOP("diagnose", "for %1, issued by %2, %3"))
                                 .arg(tls.subject, tls.issuer, until));
    if (!ok) {
        lines += fact({}, {}, tls.error);
    }
    return lines;
}

} // namespace

QStringList Diagnosis::tokenLines() const
{
    return token.isEmpty() ? QStringList()
                           : fact(good, say(QT_TRANSLATE_NOOP("diagnose", "token")), token);
}

QStringList Diagnosis::nameLines() const
{
    if (probe.addresses.isEmpty()) {
        return {};
    }
    QString all = probe.addresses.mid(0, shownAddresses).join(u", "_s);
    if (probe.addresses.size() > shownAddresses) {
        all += u", …"_s;
    }
    return fact(good, say(QT_TRANSLATE_NOOP("diagnose", "name")),
                say(QT_TRANSLATE_NOOP("diagnose", "%1 is %2")).arg(address.host(), all)
                    + took(probe.nameMs));
}

QStringList Diagnosis::tcpLines() const
{
    const int port = address.port(address.scheme() == "wss"_L1 ? 443 : 80);
    const QString where =
        probe.proxy.isEmpty()
            ? say(QT_TRANSLATE_NOOP("diagnose", "%1, port %2")).arg(probe.address).arg(port)
            : say(QT_TRANSLATE_NOOP("diagnose", "port %2, through the proxy %1"))
                  .arg(probe.proxy)
                  .arg(port);
    return fact(good, u"TCP"_s, where + took(probe.tcpMs));
}

QStringList Diagnosis::tlsLines() const
{
    return fact(good, u"TLS"_s,
                probe.tls.protocol + u", "_s + probe.tls.cipher + took(probe.tls.ms))
           + certificateLines(*this);
}

QStringList Diagnosis::httpLines() const
{
    const bool open = probe.stage == ProbeReport::Stage::Open;
    QString text = u"%1 %2"_s.arg(probe.status).arg(probe.reason);
    if (!probe.server.isEmpty()) {
        text += u", "_s + say(QT_TRANSLATE_NOOP("diagnose", "from %1")).arg(probe.server);
    }
    QStringList lines = fact(open ? good : bad, u"HTTP"_s, text + took(probe.httpMs));
    const auto add = [&lines](const char *label, const QString &value) {
        if (!value.isEmpty()) {
            lines += fact({}, say(label), value);
        }
    };
    add(QT_TRANSLATE_NOOP("diagnose", "it says"),
        probe.words.isEmpty() ? QString() : u"“%1”"_s.arg(probe.words));
    add(QT_TRANSLATE_NOOP("diagnose", "sends on to"), probe.location);
    add(QT_TRANSLATE_NOOP("diagnose", "asks for"), probe.authenticate);
    if (probe.retryAfterMs) {
        add(QT_TRANSLATE_NOOP("diagnose", "retry after"),
            say(QT_TRANSLATE_NOOP("diagnose", "%1 s")).arg((*probe.retryAfterMs + 999) / 1000));
    }
    const QString none = say(QT_TRANSLATE_NOOP("diagnose", "none"));
    const QString offered = probe.offered.isEmpty() ? none : probe.offered.join(u", "_s);
    lines += fact(open ? good : QString(), say(QT_TRANSLATE_NOOP("diagnose", "subprotocol")),
                  open ? say(QT_TRANSLATE_NOOP("diagnose", "chosen: %1; offered: %2"))
                             .arg(probe.subprotocol.isEmpty() ? none : probe.subprotocol, offered)
                       : say(QT_TRANSLATE_NOOP("diagnose", "offered: %1")).arg(offered));
    return lines;
}

QStringList Diagnosis::failedLines() const
{
    using Stage = ProbeReport::Stage;
    switch (probe.stage) {
    case Stage::Open:
        return {};
    case Stage::Request:
        return fact(bad, say(QT_TRANSLATE_NOOP("diagnose", "request")),
                    say(QT_TRANSLATE_NOOP("diagnose", "cannot be made")));
    case Stage::Name:
        return fact(bad, say(QT_TRANSLATE_NOOP("diagnose", "name")),
                    say(QT_TRANSLATE_NOOP("diagnose", "%1 leads nowhere")).arg(address.host()));
    case Stage::Tcp:
        return fact(bad, u"TCP"_s, say(QT_TRANSLATE_NOOP("diagnose", "no connection")));
    case Stage::Tls:
        return fact(bad, u"TLS"_s,
                    probe.tls.error.isEmpty()
                        ? say(QT_TRANSLATE_NOOP("diagnose", "no encrypted connection"))
                        : probe.tls.protocol + u", "_s
                              + say(QT_TRANSLATE_NOOP("diagnose", "but the certificate cannot be "
                                                                  "trusted")))
               + certificateLines(*this);
    case Stage::Http:
        break;
    }
    return probe.status > 0
               ? httpLines()
               : fact(bad, u"HTTP"_s, say(QT_TRANSLATE_NOOP("diagnose", "no answer in HTTP")));
}

QStringList Diagnosis::againLines() const
{
    return fact(
        {}, say(QT_TRANSLATE_NOOP("diagnose", "once more")),
        say(QT_TRANSLATE_NOOP("diagnose", "without subprotocols, which some servers refuse")));
}

QStringList Diagnosis::sessionLines() const
{
    if (!live) {
        return fact(bad, say(QT_TRANSLATE_NOOP("diagnose", "session")),
                    say(QT_TRANSLATE_NOOP("diagnose", "did not begin")));
    }
    QString said = dialect;
    if (!link.server.isEmpty()) {
        said += say(QT_TRANSLATE_NOOP("diagnose", ", the server calls itself %1")).arg(link.server);
    }
    QStringList lines = fact(good, say(QT_TRANSLATE_NOOP("diagnose", "dialect")), said);
    lines += fact(link.messages > 0 ? good : doubtful,
                  say(QT_TRANSLATE_NOOP("diagnose", "messages")), rateText(*this));
    if (link.badFrames > 0) {
        lines += fact(doubtful, say(QT_TRANSLATE_NOOP("diagnose", "not read")),
                      say(QT_TRANSLATE_NOOP("diagnose", "%1 frames; the last: %2"))
                          .arg(link.badFrames)
                          .arg(link.lastBadFrame));
    }
    lines += roundTripLines(*this);
    lines += fact({}, say(QT_TRANSLATE_NOOP("diagnose", "clock")), clockText(link));
    lines += fact({}, say(QT_TRANSLATE_NOOP("diagnose", "compression")),
                  say(QT_TRANSLATE_NOOP("diagnose", "none")));
    return lines;
}

QStringList Diagnosis::verdictLines() const
{
    const Verdict found = verdict();
    QStringList lines{QString()};
    lines += wrapped(found.headline + u' ' + found.text, 0, {});
    return lines;
}

} // namespace sightglass
