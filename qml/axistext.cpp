#include "axistext.h"

#include "store/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double longest = 1e6;      // from here on numbers share a power of ten
constexpr double shortest = 1e-3;    // and below here
constexpr double finestShare = 1e-6; // of the largest number a step is; below, an offset
constexpr double told = 20;          // parts of a step that digits tell apart
constexpr double coarseStep = 50;    // up to here a value has a decimal more than its ticks
constexpr double plainUpTo = 1e9;    // a number that large is no label, but an accident
constexpr int usualDigits = 3;       // of the largest number, at least
constexpr int mostDigits = 15;       // that double has
constexpr int mostDecimals = 9;      // of a tick
constexpr int deepestPower = 306;    // beyond it powers of ten overflow

QString superscript(int number)
{
    static constexpr QStringView digits = u"⁰¹²³⁴⁵⁶⁷⁸⁹";
    QString text = number < 0 ? u"⁻"_s : QString();
    for (const QChar digit : QString::number(std::abs(number))) {
        text += digits[digit.digitValue()];
    }
    return text;
}

QString written(double value, int decimals)
{
    const double last = std::pow(10.0, decimals);
    const double rounded = std::round(value * last) / last;
    return QLocale().toString(rounded == 0 ? 0.0 : rounded, 'f', decimals); // never "-0.0"
}

QString spaced(const QString &number, const QString &unit)
{
    return unit.isEmpty() ? number : number + u' ' + unit;
}

int decimalsOf(double step)
{
    int decimals = 0;
    while (decimals < mostDecimals && std::abs(step - std::round(step)) > 1e-6 * step) {
        step *= 10;
        ++decimals;
    }
    return decimals;
}

int decimalsFor(double step, double largest)
{
    const int whole = largest >= 1 ? int(std::log10(largest)) + 1 : 1;
    const int wanted = int(std::ceil(-std::log10(step / told) - 1e-9));
    const int usual = std::max(step <= coarseStep ? 1 : 0, usualDigits - whole);
    return std::clamp(std::max(wanted, usual), 0, mostDigits - whole);
}

} // namespace

void AxisText::fit(double low, double high, double step, const QString &unit)
{
    const double largest = std::max(std::abs(low), std::abs(high));
    m_relative = step < finestShare * largest;
    m_offset = 0;
    if (m_relative) {
        const double room = std::pow(10.0, std::ceil(std::log10(high - low)));
        m_offset = std::floor(low / room) * room;
    }
    share(m_relative ? std::max(high - m_offset, step) : largest, unit);
    m_tickDecimals = decimalsOf(step * m_tickScale);
    m_valueScale = m_relative ? 1 : m_tickScale;
    m_valueUnit = m_relative ? unit : m_unitText;
    m_valueDecimals = decimalsFor(step * m_valueScale, largest * m_valueScale);
    if (m_relative) {
        m_counted = false;
        const int decimals = m_offset == std::floor(m_offset) ? 0 : m_valueDecimals;
        m_unitText = QCoreApplication::translate("sightglass::AxisText", "%1 from %2")
                         .arg(m_unitText, spaced(written(m_offset, decimals), unit))
                         .trimmed();
    }
}

// The prefix, and the power of ten where prefixes end, that all numbers up to `largest` share.
void AxisText::share(double largest, const QString &unit)
{
    const TickUnit shared = tickUnit(unit, largest);
    m_tickScale = shared.scale;
    m_unitText = shared.text;
    m_counted = shared.counted;
    const double number = largest * shared.scale;
    if (number < longest && number >= shortest) {
        return;
    }
    const TickUnit bare = tickUnit(unit, 1);
    const int power = std::clamp(3 * int(std::floor(std::log10(largest * bare.scale) / 3)),
                                 -deepestPower, deepestPower);
    m_tickScale = bare.scale * std::pow(10.0, -power);
    m_unitText = spaced(u"×10"_s + superscript(power), bare.text);
    m_counted = false;
}

QString AxisText::tick(double value) const
{
    const double shown = (value - m_offset) * m_tickScale;
    const QString text = written(shown, m_tickDecimals);
    return m_relative && shown > 0 ? u'+' + text : text;
}

QString AxisText::value(double value)
{
    if (!std::isfinite(value)) {
        return std::isnan(value) ? u"–"_s : value > 0 ? u"∞"_s : u"-∞"_s;
    }
    const double shown = value * m_valueScale;
    if (!m_relative && std::abs(shown) >= plainUpTo) {
        return QLocale().toString(shown, 'g', 4);
    }
    m_fractional = m_fractional || shown != std::floor(shown);
    const int decimals = m_counted && !m_fractional ? 0 : m_valueDecimals;
    if (shown != 0 && std::abs(shown) < std::pow(10.0, -decimals) / 2) {
        return QLocale().toString(shown, 'g', 2); // little is not nothing
    }
    return written(shown, decimals);
}

QString AxisText::quantity(double value)
{
    return std::isfinite(value) ? spaced(this->value(value), m_valueUnit) : this->value(value);
}

} // namespace sightglass
