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

QVariantMap startOf(const Store *store, const QList<int> &keys, const QTimeZone &zone)
{
    constexpr auto never = std::numeric_limits<std::int64_t>::max();
    std::int64_t startUs = never;
    std::int64_t lostUs = never;
    std::int64_t exactUs = 0;
    for (const int key : keys) {
        if (store == nullptr || key < 0 || key >= store->count() || store->column(key).empty()) {
            continue;
        }
        const Column &column = store->column(key);
        startUs = std::min(startUs, column.firstTime());
        if (column.firstExact() > 0) {
            exactUs = std::max(exactUs, column.exactFromUs());
        }
        for (const Store::Hole &hole : store->holes(key)) {
            lostUs = std::min(lostUs, hole.fromUs);
        }
    }
    QVariantMap start;
    if (exactUs > 0) {
        const QString time = clockText(exactUs, zone);
        start = {{u"us"_s, double(exactUs)},
                 {u"texts"_s,
                  QStringList{tr("exact from %1 on").arg(time), tr("exact from %1").arg(time)}}};
        start = {{u"exact"_s, start}};
    }
    if (lostUs < startUs || startUs == never) {
        return start;
    }
    const QString time = clockText(startUs, zone);
    start[u"us"_s] = double(startUs);
    start[u"texts"_s] = QStringList{tr("data from %1 on").arg(time), tr("from %1").arg(time)};
    return start;
}

void place(QVariantMap &start, const std::function<double(double us)> &toX)
{
    start[u"x"_s] = toX(start.value(u"us"_s).toDouble());
    if (QVariantMap exact = start.value(u"exact"_s).toMap(); !exact.isEmpty()) {
        exact[u"x"_s] = toX(exact.value(u"us"_s).toDouble());
        start[u"exact"_s] = exact;
    }
}

} // namespace sightglass
