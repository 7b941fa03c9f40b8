// What goes with the number of a tile: its share of a whole, how it changed, which limit it passed.
//
// A value that is found anew about once a second: it is read, not watched. All text is ready to be
// shown; `words` says the change for those who listen.
#pragma once

#include "boards/document.h"
#include "models/reading.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace sightglass {

struct Company
{
    Q_GADGET
    QML_VALUE_TYPE(company)
    Q_PROPERTY(double fill MEMBER fill)      // of the whole, 0 to 1; NaN without one
    Q_PROPERTY(QString whole MEMBER whole)   // "of 15.6"
    Q_PROPERTY(QString change MEMBER change) // "4.1", its direction is `trend`
    Q_PROPERTY(QString note MEMBER note)     // "vs 5 min ago", "max 1.92 at 14:01"
    Q_PROPERTY(int trend MEMBER trend)       // -1, 0, 1
    Q_PROPERTY(bool improving MEMBER improving)
    Q_PROPERTY(QString severity MEMBER severity) // of the worst limit passed; empty: none
    Q_PROPERTY(QString limit MEMBER limit)       // its label

public:
    double fill = std::numeric_limits<double>::quiet_NaN();
    QString whole;
    QString change;
    QString note;
    QString words;
    QString severity;
    QString limit;
    int trend = 0;
    bool improving = false;

    bool operator==(const Company &other) const;
};

// Where to look.
struct CompanyView
{
    const Store *store = nullptr;
    const TileSpec *spec = nullptr;
    int key = 0;       // of the series
    QString shownUnit; // with its prefix: said again only where it differs
    Moment moment;
    std::int64_t windowUs = 0;
};

Company companyOf(const CompanyView &view);

// The ends of the arc or the bars of a tile: what the board says, what the series are declared to
// have, 100 of a percentage, else round numbers around `seen`. `before` keeps it from swinging.
struct Range
{
    Q_GADGET
    QML_VALUE_TYPE(tileRange)
    Q_PROPERTY(double low MEMBER low)
    Q_PROPERTY(double high MEMBER high) // above low, always
    Q_PROPERTY(QString lowText MEMBER lowText)
    Q_PROPERTY(QString highText MEMBER highText)

public:
    double low = 0;
    double high = 1;
    QString lowText;
    QString highText;
    bool operator==(const Range &) const = default;
};
Range rangeOf(const TileSpec &spec, const SeriesInfo &info, const Extremes &seen,
              const Range &before);

} // namespace sightglass
