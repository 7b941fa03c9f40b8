#include "models/company.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t minuteUs = 60'000'000;
constexpr double leastShare = 5;     // of the longer side of zero
constexpr double contentWith = 0.45; // of the range, before it shrinks

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::company", text);
}

const Store::Series &seriesOf(const CompanyView &view)
{
    return view.store->series(view.key);
}

Newest newestOf(const CompanyView &view)
{
    return newestOf(seriesOf(view).column, view.moment);
}

// "4.1", or "4.1 MiB" beside a number in another unit; with as many decimals as that number has.
QString beside(const CompanyView &view, double value)
{
    const QString &unit = seriesOf(view).info.unit;
    Steady steady;
    formatInFull(newestOf(view).value, unit, view.spec->digits, &steady);
    const Scaled scaled = formatInFull(value, unit, view.spec->digits, &steady);
    return scaled.unit == view.shownUnit || scaled.unit.isEmpty()
               ? scaled.number
               : scaled.number + u' ' + scaled.unit;
}

void share(Company &company, const CompanyView &view)
{
    const int key = view.spec->whole.isEmpty()
                        ? Store::noSeries
                        : view.store->find(seriesOf(view).source, view.spec->whole);
    if (key == Store::noSeries || view.store->column(key).empty()) {
        return;
    }
    const Reading whole = readSeries(view.store->series(key), view.moment, nullptr);
    const double fill = newestOf(view).value / whole.value;
    if (!std::isfinite(fill)) {
        return;
    }
    company.fill = std::clamp(fill, 0.0, 1.0);
    company.whole = tr("of %1").arg(whole.number);
    if (view.shownUnit != whole.unit) {
        company.whole += u' ' + whole.unit;
    }
    company.words = tr("%1 %2, %3 %")
                        .arg(tr("of %1").arg(whole.number), whole.unit)
                        .arg(std::lround(company.fill * 100));
}

void sayLargest(Company &company, const CompanyView &view)
{
    const Column &column = seriesOf(view).column;
    const std::int64_t last = newestOf(view).timeUs;
    std::int64_t time = 0;
    const double largest = largestWithin(column, last - view.windowUs, last, &time);
    if (std::isfinite(largest)) {
        const QTime clock = QDateTime::fromMSecsSinceEpoch(time / 1000).time();
        company.note = tr("max %1 at %2").arg(beside(view, largest), clock.toString(u"HH:mm"_s));
        company.words = company.note;
    }
}

// Against the start of the window, or of the history while that is shorter.
void compare(Company &company, const CompanyView &view)
{
    const Column &column = seriesOf(view).column;
    const auto [last, value] = newestOf(view);
    const std::int64_t since = std::max(last - view.windowUs, column.firstTime());
    const double change = value - column.valueAt(since);
    if (!std::isfinite(change) || last - since < minuteUs) {
        return;
    }
    const auto minutes = (last - since + minuteUs / 2) / minuteUs;
    if (change == 0) {
        company.note = tr("same as %1 min ago").arg(minutes);
        company.words = company.note;
        return;
    }
    company.trend = change > 0 ? 1 : -1;
    company.change = beside(view, std::abs(change));
    company.improving = (view.spec->better == u"lower" && change < 0)
                        || (view.spec->better == u"higher" && change > 0);
    company.note = tr("vs %1 min ago").arg(minutes);
    company.words = (change > 0 ? tr("rising, %1 more than %2 min ago")
                                : tr("falling, %1 less than %2 min ago"))
                        .arg(company.change)
                        .arg(minutes);
}

void sayWhen(Company &company, const CompanyView &view)
{
    const auto timeOf = [](std::int64_t us) { return QDateTime::fromMSecsSinceEpoch(us / 1000); };
    const QDateTime last = timeOf(newestOf(view).timeUs);
    const bool today = last.date() == timeOf(view.moment.nowUs).date();
    company.note = tr("last value %1")
                       .arg(today ? last.time().toString(u"HH:mm:ss"_s)
                                  : QLocale().toString(last, QLocale::ShortFormat));
}

void judgeLimits(Company &company, const CompanyView &view)
{
    static const QStringList order{u"info"_s, u"warning"_s, u"critical"_s};
    const double value = newestOf(view).value;
    qsizetype worst = -1;
    for (const LimitSpec &limit : view.spec->limits) {
        const bool floor = limit.below || view.spec->better == u"higher";
        const bool passed = floor ? value <= limit.value : value >= limit.value;
        if (passed && order.indexOf(limit.severity) > worst) {
            worst = order.indexOf(limit.severity);
            company.severity = limit.severity;
            company.limit = limit.label;
        }
    }
}

// 1, 2, 5, 10, 20, 50 ...; of bytes 1, 2, 5 ... 500 KiB, then 1 MiB.
double roundedUp(double value, int base)
{
    const double thousand = std::pow(double(base), std::floor(std::log(value) / std::log(base)));
    for (const double step : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0}) {
        if (step * thousand >= value) {
            return step * thousand;
        }
    }
    return base * thousand;
}

double endAround(double value, const QString &unit, double before)
{
    if (!(value > 0) || !std::isfinite(value)) {
        return 0;
    }
    const double wanted = roundedUp(value, prefixBase(unit));
    return wanted > before || wanted < contentWith * before ? wanted : before;
}

} // namespace

bool Company::operator==(const Company &other) const
{
    const bool sameFill = fill == other.fill || (std::isnan(fill) && std::isnan(other.fill));
    return sameFill && whole == other.whole && note == other.note && change == other.change
           && words == other.words && trend == other.trend && improving == other.improving
           && severity == other.severity && limit == other.limit;
}

Company companyOf(const CompanyView &view)
{
    Company company;
    const Store::Series &series = seriesOf(view);
    if (series.column.empty()) {
        return company;
    }
    const double value = newestOf(view).value;
    if (std::isfinite(value)) {
        share(company, view);
        judgeLimits(company, view);
    }
    if (isStale(series, view.moment)) {
        sayWhen(company, view);
    } else if (std::isnan(value)) {
        company.note = tr("no value at the moment");
        company.words = company.note;
    } else if (view.spec->note == u"max") {
        sayLargest(company, view);
    } else if (view.spec->note == u"change") {
        compare(company, view);
    }
    return company;
}

Range rangeOf(const TileSpec &spec, const SeriesInfo &info, const Extremes &seen,
              const Range &before)
{
    Range range;
    const bool percent = info.unit == u"%";
    range.low = -endAround(-seen.min, info.unit, -before.low);
    range.high = percent && !(seen.max > 100) ? 100 : endAround(seen.max, info.unit, before.high);
    if (range.low < 0 && range.high > 0) { // neither end so near to zero that it says nothing
        range.low = std::min(range.low, -range.high / leastShare);
        range.high = std::max(range.high, -range.low / leastShare);
    }
    range.low = spec.minimum.value_or(info.min.value_or(range.low));
    range.high = spec.maximum.value_or(info.max.value_or(range.high));
    if (!(range.high > range.low)) {
        range.high = range.low + 1;
    }
    const double largest = std::max(std::abs(range.low), std::abs(range.high));
    const auto text = [&](double end) { return formatTick(end, end, info.unit, nullptr, largest); };
    range.lowText = text(range.low);
    range.highText = text(range.high);
    return range;
}

} // namespace sightglass
