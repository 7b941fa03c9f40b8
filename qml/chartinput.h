// What a chart is told: the series, the window of time, limits, and how all of it looks.
//
// The part of LineChart that QML writes, on its own so that the drawing can be read without it. GUI
// thread. Times are microseconds since the epoch; lists are by the index of `keys`.
#pragma once

#include "storeview.h"
#include "valueaxis.h"

#include <QColor>
#include <QVariantMap>

namespace sightglass {

// The whole name of the base, or qmllint does not find it.
class ChartInput : public sightglass::StoreView
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QList<int> keys MEMBER m_keys NOTIFY chosen)
    Q_PROPERTY(QList<int> hiddenKeys MEMBER m_hiddenKeys NOTIFY restyled)
    Q_PROPERTY(Style style MEMBER m_style NOTIFY chosen)
    Q_PROPERTY(double openHoleFromUs MEMBER m_openHoleFromUs NOTIFY restyled) // 0: none
    Q_PROPERTY(double minimum MEMBER m_minimum NOTIFY restyled)               // NaN: automatic
    Q_PROPERTY(double maximum MEMBER m_maximum NOTIFY restyled)
    Q_PROPERTY(QString unit MEMBER m_unit NOTIFY restyled)
    // {value, severity, label, side}; the band is above unless side is "below"
    Q_PROPERTY(QVariantList limits MEMBER m_limits NOTIFY restyled)
    Q_PROPERTY(QList<QColor> colors MEMBER m_colors NOTIFY restyled)
    // Each a list of lengths, stroke and pause by turns, that add up to a part of 48; empty: solid
    Q_PROPERTY(QVariantList dashes MEMBER m_dashes NOTIFY restyled)
    Q_PROPERTY(qreal lineWidth MEMBER m_lineWidth NOTIFY restyled)
    Q_PROPERTY(QColor gridColor MEMBER m_gridColor NOTIFY restyled)
    Q_PROPERTY(QColor hatchColor MEMBER m_hatchColor NOTIFY restyled)
    Q_PROPERTY(bool solidHoles MEMBER m_solidHoles NOTIFY restyled) // in the colour of the hatch
    Q_PROPERTY(QColor lateColor MEMBER m_lateColor NOTIFY restyled)
    Q_PROPERTY(QColor infoColor MEMBER m_infoColor NOTIFY restyled)
    Q_PROPERTY(QColor warningColor MEMBER m_warningColor NOTIFY restyled)
    Q_PROPERTY(QColor criticalColor MEMBER m_criticalColor NOTIFY restyled)
    Q_PROPERTY(QColor cursorColor MEMBER m_cursorColor NOTIFY pointed)
    Q_PROPERTY(double cursorUs MEMBER m_cursorUs NOTIFY pointed) // NaN: none
    // False: samples and holes show when the window moves, not before.
    Q_PROPERTY(bool eager MEMBER m_eager NOTIFY restyled)

public:
    enum Style { Line, Area, Step, Stacked };
    Q_ENUM(Style)

    using StoreView::StoreView;

Q_SIGNALS:
    void pointed();

protected:
    bool isEager() const override { return m_eager; }
    // px; so that the shortest is seen.
    double narrowestHole() const { return m_solidHoles ? 2 : 1; }

    Style m_style = Line;
    QList<int> m_keys, m_hiddenKeys;
    QList<QColor> m_colors;
    QVariantList m_dashes, m_limits;
    double m_openHoleFromUs = 0;
    double m_minimum = ValueAxis::Demand::none, m_maximum = ValueAxis::Demand::none;
    double m_cursorUs = ValueAxis::Demand::none;
    QString m_unit;
    qreal m_lineWidth = 1;
    QColor m_gridColor, m_hatchColor, m_lateColor, m_cursorColor;
    QColor m_infoColor, m_warningColor, m_criticalColor;
    bool m_solidHoles = false, m_eager = true;
};

} // namespace sightglass
