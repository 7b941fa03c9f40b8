#include "holetext.h"

#include "timeaxis.h"

#include <QCoreApplication>

#include <algorithm>
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
    if (hole.mixed) {
        return tr("several causes");
    }
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
               : hole.missed > 1 ? tr("%L1 messages lost").arg(hole.missed)
                                 : tr("messages lost");
    }
    return {};
}

} // namespace

QStringList holeTexts(const Store::Hole &hole, const QTimeZone &zone)
{
    const QString span = tr("%1–%2").arg(clockText(hole.fromUs, zone), clockText(hole.toUs, zone));
    const QString what = hole.gaps > 1 ? tr("%L1 gaps").arg(hole.gaps) : tr("no data");
    return {tr("%1 · %2 %3").arg(what, reason(hole), span), tr("%1 %2").arg(what, span), span};
}

QStringList openHoleTexts(std::int64_t sinceUs, const QTimeZone &zone)
{
    const QString since = clockText(sinceUs, zone);
    return {tr("no data since %1 · link lost").arg(since), tr("no data since %1").arg(since),
            tr("since %1").arg(since)};
}

namespace {

struct Beginning
{
    std::int64_t dataUs = 0;  // 0: none, or not known
    std::int64_t exactUs = 0; // 0: nothing was forgotten
    std::int64_t firstUs = 0; // of what is left, be it a sketch; 0: none
};

Beginning beginningOf(const Store *store, const QList<int> &keys)
{
    constexpr auto never = std::numeric_limits<std::int64_t>::max();
    std::int64_t startUs = never;
    std::int64_t lostUs = never;
    const std::vector<Hole> *seen = nullptr;
    Beginning beginning;
    for (const int key : keys) {
        if (store == nullptr || key < 0 || key >= store->count() || store->column(key).empty()) {
            continue;
        }
        const Column &column = store->column(key);
        startUs = std::min(startUs, column.firstTime());
        if (column.firstExact() > 0) {
            beginning.exactUs = std::max(beginning.exactUs, column.exactFromUs());
        }
        const std::vector<Hole> *holes = &store->holes(key);
        if (holes != seen && !holes->empty()) { // most often all are of one channel
            lostUs = std::min(lostUs,
                              std::min_element(holes->begin(), holes->end(), isEarlier)->fromUs);
        }
        seen = holes;
    }
    beginning.firstUs = startUs == never ? 0 : startUs;
    beginning.dataUs = lostUs < startUs || startUs == never ? 0 : startUs;
    return beginning;
}

QStringList exactTexts(const QString &time, Remains remains, bool whole)
{
    if (remains == Remains::Nothing) {
        return whole ? QStringList{tr("not kept before %1").arg(time), tr("not kept")}
                     : QStringList{tr("kept from %1 on").arg(time), tr("kept from %1").arg(time)};
    }
    return whole ? QStringList{tr("a sketch, not exact before %1").arg(time),
                               tr("not exact before %1").arg(time), tr("not exact")}
                 : QStringList{tr("exact from %1 on").arg(time), tr("exact from %1").arg(time)};
}

} // namespace

QVariantMap startOf(const Store *store, const QList<int> &keys, const QTimeZone &zone, double width,
                    const std::function<double(double us)> &toX, Remains remains)
{
    QVariantMap start;
    const Beginning beginning = beginningOf(store, keys);
    const double dataX = beginning.dataUs == 0 ? -1 : toX(double(beginning.dataUs));
    if (dataX >= 0 && dataX <= width) {
        const QString time = clockText(beginning.dataUs, zone);
        start = {
            {u"x"_s, dataX},
            {u"us"_s, double(beginning.dataUs)},
            {u"texts"_s, QStringList{tr("data from %1 on").arg(time), tr("from %1").arg(time)}}};
    }
    const double exactX = beginning.exactUs == 0 ? -1 : toX(double(beginning.exactUs));
    const bool whole = exactX > width && toX(double(beginning.firstUs)) <= width;
    if ((exactX >= 0 && exactX <= width) || whole) {
        start[u"exact"_s] = QVariantMap{
            {u"x"_s, std::min(exactX, width)},
            {u"us"_s, double(beginning.exactUs)},
            {u"whole"_s, whole},
            {u"texts"_s, exactTexts(clockText(beginning.exactUs, zone), remains, whole)}};
    }
    return start;
}

} // namespace sightglass
