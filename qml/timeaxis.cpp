#include "timeaxis.h"

#include "store/decimate.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <set>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t ms = 1000;
constexpr std::int64_t second = 1000 * ms;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::size_t mostTicks = 200;
constexpr double shortLabel = 0.65; // "14:02" beside "14:02:10", with the air between

constexpr std::array steps{
    ms,          2 * ms,   5 * ms,     10 * ms,    20 * ms,     50 * ms,     100 * ms,
    200 * ms,    500 * ms, second,     2 * second, 5 * second,  10 * second, 15 * second,
    30 * second, minute,   2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
    hour,        2 * hour, 3 * hour,   6 * hour,   12 * hour,   day,         2 * day,
    7 * day,     14 * day, 30 * day,   90 * day,   365 * day,
};

std::int64_t pickStep(double raw)
{
    const auto it = std::find_if(steps.begin(), steps.end(),
                                 [raw](std::int64_t step) { return double(step) >= raw; });
    return it == steps.end() ? steps.back() * std::int64_t(raw / double(steps.back()) + 1) : *it;
}

QDateTime local(std::int64_t timeUs, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(stepOf(timeUs, ms), zone);
}

std::int64_t offsetUs(std::int64_t timeUs, const QTimeZone &zone)
{
    return local(timeUs, zone).offsetFromUtc() * second;
}

QString label(std::int64_t timeUs, std::int64_t step, const QTimeZone &zone)
{
    const QDateTime at = local(timeUs, zone);
    if (step >= day || at.time() == QTime(0, 0)) {
        return QLocale().toString(at.date(), u"d MMM"_s);
    }
    if (step < second) {
        return at.toString(step >= 100 * ms ? u"HH:mm:ss.z"_s : u"HH:mm:ss.zzz"_s);
    }
    return at.toString(step < minute ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

// Midnights, which need not be 24 hours apart; some zones change their clocks at midnight, so the
// start of the day is asked for.
void addDays(std::int64_t fromUs, std::int64_t toUs, std::int64_t step, const QTimeZone &zone,
             std::set<std::int64_t> &instants)
{
    const qint64 days = step / day;
    const qint64 firstDay = local(fromUs, zone).date().toJulianDay();
    for (qint64 julian = firstDay / days * days; instants.size() < mostTicks; julian += days) {
        const QDateTime start = QDate::fromJulianDay(julian).startOfDay(zone);
        const std::int64_t timeUs = start.toMSecsSinceEpoch() * ms;
        if (!start.isValid() || timeUs > toUs) {
            return;
        }
        if (timeUs >= fromUs) {
            instants.insert(timeUs);
        }
    }
}

} // namespace

std::vector<TimeTick> timeTicks(std::int64_t fromUs, std::int64_t toUs, double width,
                                double spacing, const QTimeZone &zone)
{
    std::vector<TimeTick> ticks;
    if (toUs <= fromUs || !(width > 0) || !(spacing > 0)) {
        return ticks;
    }
    const double raw = double(toUs - fromUs) * spacing / width;
    std::int64_t step = pickStep(raw);
    if (step > minute) { // no seconds in the labels: they may stand closer
        step = std::max(pickStep(raw * shortLabel), minute);
    }
    std::set<std::int64_t> instants;
    if (step >= day) {
        addDays(fromUs, toUs, step, zone, instants);
    } else {
        // The window spans days at most: its clock has the offset of one end or of the other.
        for (const std::int64_t offset : {offsetUs(fromUs, zone), offsetUs(toUs, zone)}) {
            std::int64_t at = (stepOf(fromUs + offset - 1, step) + 1) * step - offset;
            for (; at <= toUs && instants.size() < mostTicks; at += step) {
                if (offsetUs(at, zone) == offset) {
                    instants.insert(at);
                }
            }
        }
    }
    ticks.reserve(instants.size());
    for (const std::int64_t at : instants) {
        ticks.push_back({at, label(at, step, zone)});
    }
    return ticks;
}

QString clockText(std::int64_t timeUs, const QTimeZone &zone, bool milliseconds)
{
    return local(timeUs, zone).toString(milliseconds ? u"HH:mm:ss.zzz"_s : u"HH:mm:ss"_s);
}

QString dayText(std::int64_t timeUs, std::int64_t todayUs, const QTimeZone &zone)
{
    const QDate date = local(timeUs, zone).date();
    return date == local(todayUs, zone).date() ? QString() : QLocale().toString(date, u"d MMM"_s);
}

} // namespace sightglass
