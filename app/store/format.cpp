#include "store/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double leaveBelow = 0.9; // of a prefix' limit
constexpr int largestPrefix = 5;   // peta
constexpr int smallestPrefix = -3; // nano
constexpr double groupedUpTo = 100'000;
constexpr int fullDigits = 7;
constexpr int mostPlaces = 2;      // cents; what comes with more is a measurement
constexpr double sayable = 1e6;    // with the largest prefix; then powers of ten
constexpr double writable = 1e15;  // in one word, whatever the prefix
constexpr double readable = 1e-6;  // without a prefix; less would read as zero
constexpr double leastKept = 0.01; // with a prefix kept for a while; less has no digits of its own

enum class Family { None, Binary, Decimal, Count, Time };

struct Kind
{
    Family family = Family::Decimal;
    double factor = 1; // from the given unit to `unit`
    QString unit;
    double grouped = groupedUpTo; // counts below it take no prefix
    int ofZero = 0;               // the prefix of the unit it came in
};

Kind kindOf(const QString &unit)
{
    static const QStringList bare{u"%"_s,   u"°C"_s,  u"°F"_s,  u"°"_s,   u"K"_s,   u"kB"_s,
                                  u"MB"_s,  u"GB"_s,  u"KiB"_s, u"MiB"_s, u"GiB"_s, u"kHz"_s,
                                  u"MHz"_s, u"GHz"_s, u"kW"_s,  u"dB"_s,  u"dBm"_s};
    if (bare.contains(unit)) {
        return {Family::None, 1, unit};
    }
    if (unit == u"B") {
        return {Family::Binary, 1, unit};
    }
    if (unit == u"s") {
        return {Family::Time, 1, unit};
    }
    if (unit == u"ms") {
        return {Family::Time, 1e-3, u"s"_s, groupedUpTo, -1};
    }
    if (unit == u"us" || unit == u"µs") {
        return {Family::Time, 1e-6, u"s"_s, groupedUpTo, -2};
    }
    if (unit == u"ns") {
        return {Family::Time, 1e-9, u"s"_s, groupedUpTo, -3};
    }
    static const QStringList physical{
        u"/s"_s, u"B/s"_s, u"bit/s"_s, u"bps"_s, u"Hz"_s, u"V"_s, u"A"_s, u"W"_s, u"Wh"_s, u"J"_s,
        u"m"_s,  u"g"_s,   u"Pa"_s,    u"N"_s,   u"F"_s,  u"Ω"_s, u"T"_s, u"l"_s, u"m/s"_s};
    return {physical.contains(unit) ? Family::Decimal : Family::Count, 1, inOneLine(unit)};
}

double power(const Kind &kind, int prefix)
{
    if (kind.family == Family::Time && prefix > 0) {
        static constexpr std::array seconds{1.0, 60.0, 3600.0, 86400.0};
        return seconds.at(std::size_t(std::min(prefix, 3)));
    }
    return std::pow(kind.family == Family::Binary ? 1024.0 : 1000.0, prefix);
}

// From where on the next greater prefix is taken. Two minutes are 120 s, two hours 120 min: a
// duration is easier to compare while its number is not too small.
double limit(const Kind &kind, int prefix)
{
    if (kind.family == Family::Time && prefix >= 0) {
        return 2 * power(kind, prefix + 1) / power(kind, prefix);
    }
    return 999.5;
}

int ceilingOf(const Kind &kind)
{
    return kind.family == Family::None ? 0 : kind.family == Family::Time ? 3 : largestPrefix;
}

int floorOf(const Kind &kind)
{
    return kind.family == Family::Decimal || kind.family == Family::Time ? smallestPrefix : 0;
}

int fittingPrefix(const Kind &kind, double magnitude)
{
    if (magnitude == 0) {
        return kind.ofZero;
    }
    if (kind.family == Family::Count && magnitude < kind.grouped) {
        return 0;
    }
    int prefix = floorOf(kind);
    while (prefix < ceilingOf(kind) && magnitude / power(kind, prefix) >= limit(kind, prefix)) {
        ++prefix;
    }
    return prefix;
}

int steadyPrefix(const Kind &kind, double magnitude, Steady &steady)
{
    const int fitting = fittingPrefix(kind, magnitude);
    const int previous = steady.prefix;
    if (magnitude == 0 && previous != Steady::unset) {
        return previous;
    }
    if (previous == Steady::unset || fitting >= previous) {
        steady.fittedUs = steady.nowUs;
        return fitting;
    }
    const double entered = kind.family == Family::Count && previous == 1
                               ? kind.grouped
                               : limit(kind, previous - 1) * power(kind, previous - 1);
    const bool close = magnitude >= leaveBelow * entered;
    if (close) {
        steady.fittedUs = steady.nowUs;
    }
    const bool lately = steady.nowUs - steady.fittedUs < Steady::patienceUs && steady.nowUs != 0;
    return close || lately ? previous : fitting;
}

QString prefixed(const Kind &kind, int prefix)
{
    static constexpr std::array small{u'm', u'µ', u'n'};
    static constexpr std::array large{u'k', u'M', u'G', u'T', u'P'};
    if (prefix == 0) {
        return kind.unit;
    }
    if (prefix < 0) {
        return small.at(std::size_t(-prefix - 1)) + kind.unit;
    }
    switch (kind.family) {
    case Family::Time:
        return prefix == 1 ? u"min"_s : prefix == 2 ? u"h"_s : u"d"_s;
    case Family::Binary:
        return (prefix == 1 ? u"K"_s : QString(large.at(std::size_t(prefix - 1)))) + u"iB"_s;
    case Family::Count:
        return kind.unit.isEmpty() ? QString(large.at(std::size_t(prefix - 1)))
                                   : large.at(std::size_t(prefix - 1)) + u" "_s + kind.unit;
    default:
        return large.at(std::size_t(prefix - 1)) + kind.unit;
    }
}

// A leading zero counts as a digit: 0.84 stands as steady as 1.84. What would read as zero shows
// its first digits instead.
int decimalsFor(double magnitude, int significant)
{
    if (magnitude > 0 && magnitude < 0.0095) {
        return std::min(6, int(std::ceil(-std::log10(magnitude))) + 1);
    }
    int digits = 1;
    for (double bound = 10; digits < significant; bound *= 10, ++digits) {
        const double half = 0.5 * std::pow(10.0, digits - significant);
        if (magnitude < bound - half) {
            break;
        }
    }
    return significant - digits;
}

QString number(double value, int decimals)
{
    if (std::abs(value) >= writable) {
        return QLocale().toString(value, 'e', 2);
    }
    const double unitOfLast = std::pow(10.0, decimals);
    const double rounded = std::round(value * unitOfLast) / unitOfLast;
    return QLocale().toString(rounded == 0 ? 0.0 : rounded, 'f', decimals); // never "-0.00"
}

bool isBeyondWords(const Kind &kind, int prefix, double scaled)
{
    const double magnitude = std::abs(scaled);
    const bool huge = prefix == ceilingOf(kind) && magnitude >= sayable;
    const bool tiny = prefix <= 0 && magnitude > 0 && magnitude < readable;
    return huge || (tiny && kind.family != Family::None);
}

// Decimals the value needs to be said exactly; one more than the most that are said if it needs
// more.
int placesOf(double value)
{
    for (int places = 0; places <= mostPlaces; ++places) {
        const double whole = value * std::pow(10.0, places);
        if (std::abs(whole - std::round(whole)) < 1e-6) {
            return places;
        }
    }
    return mostPlaces + 1;
}

Scaled format(const Kind &kind, double value, int significant, Steady &steady, bool cents)
{
    if (!std::isfinite(value)) {
        return {std::isnan(value) ? u"–"_s
                : value > 0       ? u"∞"_s
                                  : u"-∞"_s,
                prefixed(kind, steady.prefix == Steady::unset ? kind.ofZero : steady.prefix)};
    }
    const double base = value * kind.factor;
    const int prefix = steadyPrefix(kind, std::abs(base), steady);
    const bool kept = base > 0 && prefix > fittingPrefix(kind, base);
    const double scaled = base / power(kind, prefix);
    if (kept && scaled < leastKept) {
        return {u'<' + number(leastKept, 2), prefixed(kind, prefix)};
    }
    if (isBeyondWords(kind, prefix, scaled)) {
        return {QLocale().toString(base, 'e', significant - 1), kind.unit};
    }
    steady.prefix = prefix;
    steady.fractional = steady.fractional || prefix != kind.ofZero || kind.family == Family::None
                        || scaled != std::floor(scaled);
    steady.places = std::max(steady.places, placesOf(base));
    int decimals = decimalsFor(std::abs(scaled), significant);
    if (kind.family == Family::None) {
        decimals = std::max(0, significant - 2);
    } else if (!steady.fractional || (kind.family == Family::Binary && prefix == 0)) {
        decimals = 0;
    } else if (cents && prefix == 0 && steady.places <= mostPlaces) {
        decimals = std::max(decimals, steady.places);
    }
    return {number(scaled, decimals), prefixed(kind, prefix)};
}

} // namespace

Scaled formatQuantity(double value, const QString &unit, int significant, Steady *steady)
{
    Steady once;
    return format(kindOf(unit), value, significant, steady ? *steady : once, false);
}

Scaled formatInFull(double value, const QString &unit, int digits, Steady *steady)
{
    Kind kind = kindOf(unit);
    kind.grouped = std::pow(10.0, std::max(digits, fullDigits));
    Steady once;
    return format(kind, value, digits > 0 ? digits : 3, steady ? *steady : once,
                  digits == 0 && kind.family == Family::Count);
}

QString formatTick(double value, double step, const QString &unit, QString *unitText,
                   double largest)
{
    const Kind kind = kindOf(unit);
    const double reference = std::max(std::abs(largest), std::abs(step)) * kind.factor;
    const int prefix = fittingPrefix(kind, reference);
    const double scale = kind.factor / power(kind, prefix);
    if (unitText) {
        *unitText = prefixed(kind, prefix);
    }
    if (!std::isfinite(value)) {
        return {};
    }
    int decimals = 0;
    double rest = std::abs(step * scale);
    while (decimals < 6 && rest > 0 && std::abs(rest - std::round(rest)) > 1e-6 * rest) {
        rest *= 10;
        ++decimals;
    }
    return number(value * scale, decimals);
}

TickUnit tickUnit(const QString &unit, double largest)
{
    const Kind kind = kindOf(unit);
    const int prefix = fittingPrefix(kind, std::abs(largest) * kind.factor);
    const bool counted = kind.family == Family::Count || kind.family == Family::Binary;
    return {prefixed(kind, prefix), kind.factor / power(kind, prefix), counted && prefix == 0};
}

QString formatBeside(double value, double largest, const QString &unit, int significant)
{
    const Kind kind = kindOf(unit);
    if (!std::isfinite(value)) {
        return formatQuantity(value, unit).number;
    }
    const int prefix = fittingPrefix(kind, std::abs(largest) * kind.factor);
    const double scaled = value * kind.factor / power(kind, prefix);
    const bool whole = kind.family == Family::Count && prefix == 0 && scaled == std::floor(scaled);
    const int decimals = kind.family == Family::None ? std::max(0, significant - 2)
                         : whole                     ? 0
                                                     : decimalsFor(std::abs(scaled), significant);
    return number(scaled, std::min(decimals, significant - 1));
}

int prefixBase(const QString &unit)
{
    return kindOf(unit).family == Family::Binary ? 1024 : 1000;
}

QString inOneLine(const QString &text)
{
    const auto breaks = [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::LineSeparator
               || c == QChar::ParagraphSeparator;
    };
    if (std::none_of(text.begin(), text.end(), breaks)) {
        return text;
    }
    QString line = text;
    line.replace(u"\r\n"_s, u"\n"_s);
    for (QChar &c : line) {
        const bool ends = c == u'\n' || c == u'\r' || c == u'\v' || c == u'\f'
                          || c.unicode() == 0x85 || c == QChar::LineSeparator
                          || c == QChar::ParagraphSeparator;
        c = ends ? QChar(u'↵') : breaks(c) ? QChar(u' ') : c;
    }
    return line;
}

QString formatDuration(std::int64_t microseconds)
{
    const auto words = [](const char *text) {
        return QCoreApplication::translate("sightglass::format", text);
    };
    const std::int64_t us = std::max<std::int64_t>(microseconds, 0);
    const std::int64_t s = us / 1'000'000;
    if (s < 1) {
        return words(QT_TRANSLATE_NOOP("sightglass::format", "%1 ms")).arg(us / 1000);
    }
    if (s < 60) {
        return words(QT_TRANSLATE_NOOP("sightglass::format", "%1 s")).arg(s);
    }
    if (s < 3600) {
        return words(QT_TRANSLATE_NOOP("sightglass::format", "%1 m %2 s")).arg(s / 60).arg(s % 60);
    }
    if (s < 86400) {
        return words(QT_TRANSLATE_NOOP("sightglass::format", "%1 h %2 m"))
            .arg(s / 3600)
            .arg(s / 60 % 60);
    }
    return words(QT_TRANSLATE_NOOP("sightglass::format", "%1 d %2 h"))
        .arg(s / 86400)
        .arg(s / 3600 % 24);
}

} // namespace sightglass
