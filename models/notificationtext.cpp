#include "models/notificationtext.h"

#include "store/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestDetail = 200;
constexpr int mostDetails = 16;
constexpr int longestCause = 60;
constexpr int daysWithAName = 6;
constexpr std::int64_t secondUs = 1'000'000;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("sightglass::notification", text, nullptr, n);
}

QString grouped(std::uint64_t number)
{
    return QLocale().toString(qulonglong(number));
}

// To be followed by another.
QString sentence(const QString &text)
{
    const QString said = text.trimmed();
    const bool ends = said.isEmpty() || u".!?…"_s.contains(said.back());
    return said + (ends ? QString() : u"."_s) + (said.isEmpty() ? QString() : u" "_s);
}

QString messages(std::uint64_t number)
{
    return number == 1 ? tr("1 message") : tr("%1 messages").arg(grouped(number));
}

} // namespace

QString clockText(std::int64_t timeUs, bool seconds)
{
    const QTime time = QDateTime::fromMSecsSinceEpoch(timeUs / 1000).time();
    return time.toString(seconds ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

QString momentText(std::int64_t timeUs, std::int64_t nowUs, bool seconds)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(timeUs / 1000).date();
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowUs / 1000).date();
    if (day == today) {
        return clockText(timeUs, seconds);
    }
    const bool near = std::abs(day.daysTo(today)) < daysWithAName;
    return QLocale().toString(day, near ? u"ddd"_s : u"d MMM"_s) + u' '
           + clockText(timeUs, seconds);
}

QString sinceText(const NotificationEntry &entry, const NotificationClock &clock)
{
    if (!entry.active) {
        return {};
    }
    return clock.unknown(entry)
               ? tr("unknown since %1").arg(momentText(clock.unknownFromUs, clock.nowUs, true))
               : tr("since %1").arg(momentText(entry.timeUs, clock.nowUs, true));
}

QString ageText(const NotificationEntry &entry, const NotificationClock &clock)
{
    if (!entry.active) {
        return {};
    }
    const bool unknown = clock.unknown(entry); // then it grows old no more
    const std::int64_t untilUs = unknown ? clock.unknownFromUs : clock.nowUs + clock.offsetUs;
    const QString age = formatDuration(std::max(untilUs - entry.timeUs, secondUs));
    return unknown ? tr("after %1").arg(age) : tr("%1 ago").arg(age);
}

QString bodyText(const NotificationEntry &entry, const NotificationClock &clock)
{
    if (!clock.unknown(entry)) {
        return entry.body;
    }
    return entry.body.isEmpty() ? tr("So it was when the server was last heard.")
                                : tr("Last known: %1").arg(entry.body);
}

QString severityWord(const NotificationEntry &entry, const NotificationClock &clock)
{
    if (clock.unknown(entry)) {
        return entry.severity == u"critical"  ? tr("Was critical")
               : entry.severity == u"warning" ? tr("Was a warning")
                                              : tr("Was information");
    }
    return entry.cleared                   ? tr("Over")
           : entry.severity == u"critical" ? tr("Critical")
           : entry.severity == u"warning"  ? tr("Warning")
                                           : tr("Information");
}

QString timesText(int times)
{
    return times > 1 ? tr("seen %1 times").arg(grouped(std::uint64_t(times))) : QString();
}

QString shortened(const QString &text, int most)
{
    return text.size() <= most ? text : text.left(most) + u'…';
}

QString detailsText(const Event &event)
{
    QStringList lines;
    if (!event.source.isEmpty()) {
        lines.append(tr("Source: %1").arg(shortened(event.source, longestDetail)));
    }
    for (auto label = event.labels.begin(); label != event.labels.end(); ++label) {
        if (lines.size() == mostDetails) {
            break;
        }
        lines.append(shortened(label.key(), longestDetail) + u": "_s
                     + shortened(label.value(), longestDetail));
    }
    return lines.join(u'\n');
}

QString ackText(const NotificationEntry &entry, std::int64_t nowUs)
{
    const QString moment = momentText(entry.ackedUs, nowUs);
    switch (entry.acked) {
    case NotificationEntry::Acked::Here:
        return tr("Acknowledged by you at %1").arg(moment);
    case NotificationEntry::Acked::Sent:
        return tr("Acknowledged here, not yet confirmed");
    case NotificationEntry::Acked::Confirmed:
        return tr("Acknowledged at %1, confirmed").arg(moment);
    case NotificationEntry::Acked::There:
        return tr("Acknowledged at the server");
    }
    return {};
}

QString detailsText(const NotificationEntry &entry, std::int64_t nowUs)
{
    if (!entry.acknowledged() || entry.acked != NotificationEntry::Acked::Sent) {
        return entry.details;
    }
    const QString sent = tr("Acknowledged here at %1, not yet confirmed by the server. It is sent "
                            "until it is, for 24 hours.")
                             .arg(momentText(entry.ackedUs, nowUs));
    return entry.details.isEmpty() ? sent : entry.details + u'\n' + sent;
}

QString lostBody(const QString &reason)
{
    return sentence(reason)
           + tr("What was received stays. Sightglass reconnects by itself and asks for what it "
                "missed.");
}

QString unreachableBody(const QString &reason)
{
    return sentence(reason)
           + tr("Sightglass keeps trying. See that the server runs and that its address is right.");
}

QString refusedBody(const QString &reason)
{
    return sentence(reason)
           + tr("Sightglass does not try again by itself. Mend what the server asks for, then try "
                "again.");
}

QString badFramesBody(const QString &reason)
{
    return tr("They were skipped and the connection made anew. Whoever runs the server can use "
              "this: %1")
        .arg(reason);
}

QString downText(const TimeBounds &silence)
{
    const std::int64_t seconds = silence.toUs / secondUs - silence.fromUs / secondUs;
    return formatDuration(seconds > 0 ? seconds * secondUs : silence.toUs - silence.fromUs);
}

QString outageTitle(const Outage &outage)
{
    const QString down = downText(outage.silence);
    if (outage.restarted && outage.silence.fromUs == outage.silence.toUs) {
        return tr("Server restarted");
    }
    return outage.restarted ? tr("Server restarted, %1 without data").arg(down)
                            : tr("Resumed after %1").arg(down);
}

namespace {

// Which channels have how much of a gap: the bounds only where they are not those of the outage.
QString tornText(const Outage &outage)
{
    const int count = int(outage.tornChannels.size());
    if (count == 0) {
        return {};
    }
    const QString channels = count >= outage.channels && outage.channels > 1 ? tr("all channels")
                             : count == 1 && outage.channels == 1            ? tr("the data")
                             : count == 1
                                 ? shortened(*outage.tornChannels.constBegin(), longestCause)
                             : outage.channels > 0
                                 ? tr("%1 of %2 channels").arg(count).arg(outage.channels)
                                 : tr("%1 channels").arg(count);
    const auto clock = [](std::int64_t us) { return clockText(us, true); };
    const bool same = outage.torn == TimeBounds{}
                      || (clock(outage.torn.fromUs) == clock(outage.silence.fromUs)
                          && clock(outage.torn.toUs) == clock(outage.silence.toUs));
    return same ? tr("Gap in %1.").arg(channels)
                : tr("Gap in %1, %2–%3.")
                      .arg(channels, clock(outage.torn.fromUs), clock(outage.torn.toUs));
}

} // namespace

// A sentence for each thing known.
QString outageBody(const Outage &outage)
{
    using Reason = LostTime::Reason;
    const bool torn = !outage.tornChannels.isEmpty();
    const bool unknown = outage.unknownStretches > 0 || (outage.restarted && outage.missed == 0);
    QStringList sentences;
    if (outage.missed > 0 && outage.replayed > 0) {
        sentences.append(
            tr("%1 replayed, %2 lost.").arg(messages(outage.replayed), messages(outage.missed)));
    } else if (outage.missed > 0) {
        sentences.append(tr("%1 lost.").arg(messages(outage.missed)));
    } else if (outage.replayed > 0 && !unknown) {
        sentences.append(tr("%1 replayed, nothing lost.").arg(messages(outage.replayed)));
    } else if (outage.replayed > 0) {
        sentences.append(tr("%1 replayed.").arg(messages(outage.replayed)));
    } else if (!unknown) {
        sentences.append(tr("Nothing was lost."));
    }
    if (torn && outage.reason == Reason::NotNumbered) {
        sentences.append(tr("This server cannot resend what it sent meanwhile."));
    } else if (unknown) {
        sentences.append(outage.replayed > 0 || outage.missed > 0
                             ? tr("What else was sent meanwhile is unknown.")
                             : tr("What was sent meanwhile is unknown."));
    }
    if (torn && outage.reason == Reason::ServerForgot) {
        sentences.append(tr("The server keeps less history than the link was down."));
    }
    if (torn) {
        sentences.append(tornText(outage));
    }
    return sentences.join(u' ');
}

QString outageState(const Outage &outage)
{
    // What a restarted server had measured before we were back did come.
    return (outage.restarted ? tr("No data %1–%2") : tr("No link %1–%2"))
        .arg(clockText(outage.silence.fromUs, true), clockText(outage.silence.toUs, true));
}

QString missedTitle(const Missed &missed)
{
    const QString all = grouped(std::uint64_t(missed.all));
    return missed.critical > 0 ? tr("%1 missed while offline, %2 critical")
                                     .arg(all, grouped(std::uint64_t(missed.critical)))
                               : tr("%1 missed while offline").arg(all);
}

QString missedBody(const Missed &missed, int active)
{
    QList<std::pair<int, QString>> causes;
    for (auto title = missed.titles.begin(); title != missed.titles.end(); ++title) {
        causes.append({-title.value(), shortened(title.key(), longestCause)});
    }
    std::sort(causes.begin(), causes.end());
    const auto named = [&causes](int cause) {
        return tr("“%1” (%2)").arg(causes.at(cause).second).arg(-causes.at(cause).first);
    };
    QString text;
    if (causes.size() == 1
        || (causes.size() > 1 && -causes.at(1).first * 2 < missed.all
            && -causes.at(0).first * 2 > missed.all)) {
        text = tr("Mostly %1.").arg(named(0));
    } else if (causes.size() > 1) {
        text = tr("Above all %1 and %2.").arg(named(0), named(1));
    }
    if (active > 0) {
        text += u' '
                + (active == 1 ? tr("1 is still active.") : tr("%1 are still active.").arg(active));
    }
    return text;
}

QString gapTitle(const LostTime &lost)
{
    const QString channel = lost.channel.isEmpty() ? tr("the data") : lost.channel;
    return lost.missed == 0 ? tr("Gap in %1").arg(channel)
                            : tr("Gap of %1 in %2").arg(messages(lost.missed), channel);
}

QString gapBody(const LostTime &lost)
{
    const TimeBounds gap = lost.bounds();
    const QString range = u"%1–%2. "_s.arg(clockText(gap.fromUs, true), clockText(gap.toUs, true));
    switch (lost.reason) {
    case LostTime::Reason::ServerForgot:
        return range
               + tr("The server keeps less history than the link was down. "
                    "Charts leave the gap open.");
    case LostTime::Reason::ServerRestarted:
        return range
               + tr("The server restarted and does not know what it had sent. "
                    "Charts leave the gap open.");
    case LostTime::Reason::NotNumbered:
        return range + tr("This server cannot resend what was missed. Charts leave the gap open.");
    case LostTime::Reason::Silent:
        break; // charts say it; nothing that was sent is missing
    case LostTime::Reason::Skipped:
        return range + tr("The server skipped messages while connected; it may be overloaded.");
    }
    return range;
}

} // namespace sightglass
