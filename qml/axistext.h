// What is written beside a value axis: the labels of its ticks, and values in the same unit with as
// many digits as the range on show can tell apart.
//
// Pure over the default QLocale. Where labels would be too long to read, of 1e300 or of a
// thousandth on top of a billion, they share a power of ten or an offset, which the unit says.
#pragma once

#include <QString>

namespace sightglass {

class AxisText
{
public:
    // `unit` is the series' own. Finite numbers, low < high, step > 0.
    void fit(double low, double high, double step, const QString &unit);
    // Other series: what is known of their digits no longer holds.
    void reset() { m_fractional = false; }

    QString tick(double value) const; // "25", "+0.5"
    QString value(double value);      // "43.8"; NaN is "–"
    QString quantity(double value);   // "43.8 %"
    // Of the ticks: "MB/s", "×10³⁰⁰ V", "mV from 1,000,000 V"
    const QString &unitText() const { return m_unitText; }

private:
    void share(double largest, const QString &unit);

    QString m_unitText;
    QString m_valueUnit;
    double m_tickScale = 1;
    double m_valueScale = 1;
    double m_offset = 0; // in the series' own unit
    int m_tickDecimals = 0;
    int m_valueDecimals = 0;
    bool m_relative = false;   // ticks say their distance from the offset
    bool m_counted = false;    // whole numbers need no decimals
    bool m_fractional = false; // unless there was one that is not whole: digits stay
};

} // namespace sightglass
