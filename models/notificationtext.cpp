#include "models/notificationtext.h"

#include "store/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("sightglass::notification", text, nullptr, n);
}

QString grouped(std::uint64_t number)
{
    return QLocale().toString(qulonglong(number));
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

QString outageTitle(const Outage &outage)
{
    const QString down = formatDuration(outage.downMs * 1000);
    return outage.restarted ? tr("Server restarted, back after %1").arg(down)
                            : tr("Resumed after %1").arg(down);
}

QString outageBody(const Outage &outage)
{
    QStringList parts;
    if (outage.replayed > 0) {
        parts.append(tr("%1 replayed").arg(messages(outage.replayed)));
    }
    if (outage.missed > 0) {
        parts.append(tr("%1 lost").arg(messages(outage.missed)));
    }
    if (outage.unknownStretches > 0 || (outage.restarted && outage.missed == 0)) {
        parts.append(tr("what was sent meanwhile is unknown"));
    }
    if (outage.missed == 0 && outage.unknownStretches == 0 && !outage.restarted) {
        parts.append(tr("nothing lost"));
    }
    QString text = parts.join(u", "_s) + u'.';
    text[0] = text.at(0).toUpper();
    return text;
}

QString gapTitle(const LostTime &lost)
{
    if (lost.missed == 0) {
        return tr("Gap in %1").arg(lost.channel);
    }
    return tr("Gap of %1 in %2").arg(messages(lost.missed), lost.channel);
}

QString uncountedGapTitle(const Outage &outage)
{
    if (outage.gapChannels.size() > 1) {
        return tr("Gap in %1 channels").arg(outage.gapChannels.size());
    }
    const QString channel = outage.gapChannels.value(0);
    return channel.isEmpty() ? tr("Gap in the data") : tr("Gap in %1").arg(channel);
}

QString gapBody(const LostTime &lost)
{
    const QString range = u"%1–%2. "_s.arg(clockText(lost.fromUs, true),
                                           clockText(lost.toUs, true));
    switch (lost.reason) {
    case LostTime::Reason::ServerForgot:
        return range + tr("The server keeps less history than the link was down.");
    case LostTime::Reason::ServerRestarted:
        return range + tr("The server restarted and does not know what it had sent.");
    case LostTime::Reason::NotNumbered:
        return range + tr("This server cannot resend what was missed.");
    case LostTime::Reason::Skipped:
        return range + tr("The server skipped messages while connected.");
    }
    return range;
}

} // namespace sightglass
