#include "holetext.h"

#include "timeaxis.h"

#include <QCoreApplication>

#include <limits>

namespace sightglass {

using namespace Qt::StringLiterals;

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
    case LostTime::Reason::Silent:
        return tr("nothing was sent");
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

std::optional<std::int64_t> startUsOf(const Store *store, const QList<int> &keys)
{
    std::int64_t startUs = std::numeric_limits<std::int64_t>::max();
    std::int64_t lostUs = startUs;
    for (const int key : keys) {
        if (store == nullptr || key < 0 || key >= store->count() || store->column(key).empty()) {
            continue;
        }
        startUs = std::min(startUs, store->column(key).firstTime());
        for (const Store::Hole &hole : store->holes(key)) {
            lostUs = std::min(lostUs, hole.fromUs);
        }
    }
    if (lostUs < startUs || startUs == std::numeric_limits<std::int64_t>::max()) {
        return {};
    }
    return startUs;
}

QVariantMap startOf(const Store *store, const QList<int> &keys, const QTimeZone &zone)
{
    const auto startUs = startUsOf(store, keys);
    if (!startUs) {
        return {};
    }
    const QString time = clockText(*startUs, zone);
    return {{u"us"_s, double(*startUs)},
            {u"texts"_s, QStringList{tr("data from %1 on").arg(time), tr("from %1").arg(time)}}};
}

} // namespace sightglass
