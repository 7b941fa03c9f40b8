#include "holetext.h"

#include "timeaxis.h"

#include <QCoreApplication>

namespace sightglass {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::holes", text);
}

QString reason(const Store::Hole &hole)
{
    switch (hole.reason) {
    case LostTime::Reason::ServerForgot:
        return tr("the server kept less history");
    case LostTime::Reason::ServerRestarted:
        return tr("server restarted");
    case LostTime::Reason::NotNumbered:
        return tr("link lost");
    case LostTime::Reason::Skipped:
        return hole.missed == 1  ? tr("1 message lost")
               : hole.missed > 1 ? tr("%1 messages lost").arg(hole.missed)
                                 : tr("messages lost");
    }
    return {};
}

} // namespace

QStringList holeTexts(const Store::Hole &hole, const QTimeZone &zone)
{
    const QString span = tr("%1–%2").arg(clockText(hole.fromUs, zone), clockText(hole.toUs, zone));
    return {tr("no data · %1 %2").arg(reason(hole), span), tr("no data %1").arg(span), span};
}

QStringList openHoleTexts(std::int64_t sinceUs, const QTimeZone &zone)
{
    const QString since = clockText(sinceUs, zone);
    return {tr("no data since %1 · link lost").arg(since), tr("no data since %1").arg(since),
            tr("since %1").arg(since)};
}

} // namespace sightglass
