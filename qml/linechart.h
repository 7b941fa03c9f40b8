// The plot area of a chart over time: grid, limits, areas, lines, holes and the crosshair; no text.
//
// GUI thread. Reads the store's columns directly. New samples ask for a polish if they can be seen;
// updatePolish() computes the points once per frame, updatePaintNode() uploads them. Times are
// microseconds since the epoch; labels are in pixels of this item, true when framed() is emitted.
#pragma once

#include "chartpicture.h"
#include "readings.h"
#include "valueaxis.h"

#include <QElapsedTimer>
#include <QQuickItem>
#include <QTimeZone>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace sightglass {

class LineChart : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(sightglass::Store *store READ store WRITE setStore NOTIFY chosen)
    Q_PROPERTY(QList<int> keys MEMBER m_keys NOTIFY chosen)
    Q_PROPERTY(Style style MEMBER m_style NOTIFY chosen)
    Q_PROPERTY(double fromUs MEMBER m_fromUs NOTIFY moved)
    Q_PROPERTY(double toUs MEMBER m_toUs NOTIFY moved)
    Q_PROPERTY(double openHoleFromUs MEMBER m_openHoleFromUs NOTIFY restyled) // 0: none
    Q_PROPERTY(double minimum MEMBER m_minimum NOTIFY restyled)               // NaN: automatic
    Q_PROPERTY(double maximum MEMBER m_maximum NOTIFY restyled)
    Q_PROPERTY(QString unit MEMBER m_unit NOTIFY restyled)
    Q_PROPERTY(QVariantList limits MEMBER m_limits NOTIFY restyled) // {value, severity, label}
    Q_PROPERTY(QList<QColor> colors MEMBER m_colors NOTIFY restyled)
    Q_PROPERTY(qreal lineWidth MEMBER m_lineWidth NOTIFY restyled)
    Q_PROPERTY(QColor gridColor MEMBER m_gridColor NOTIFY restyled)
    Q_PROPERTY(QColor hatchColor MEMBER m_hatchColor NOTIFY restyled)
    Q_PROPERTY(QColor infoColor MEMBER m_infoColor NOTIFY restyled)
    Q_PROPERTY(QColor warningColor MEMBER m_warningColor NOTIFY restyled)
    Q_PROPERTY(QColor criticalColor MEMBER m_criticalColor NOTIFY restyled)
    Q_PROPERTY(QColor cursorColor MEMBER m_cursorColor NOTIFY pointed)
    Q_PROPERTY(double cursorUs MEMBER m_cursorUs NOTIFY pointed) // NaN: none
    Q_PROPERTY(double yMin READ yMin NOTIFY scaled)
    Q_PROPERTY(double yMax READ yMax NOTIFY scaled)
    Q_PROPERTY(QList<qreal> yTicks MEMBER m_yTicks NOTIFY scaled)
    Q_PROPERTY(QStringList yLabels MEMBER m_yLabels NOTIFY scaled)
    Q_PROPERTY(QString unitText MEMBER m_unitText NOTIFY scaled)
    Q_PROPERTY(QVariantList limitTags MEMBER m_limitTags NOTIFY scaled) // {y, severity, text}
    Q_PROPERTY(QList<qreal> xTicks MEMBER m_xTicks NOTIFY framed)
    Q_PROPERTY(QStringList xLabels MEMBER m_xLabels NOTIFY framed)
    Q_PROPERTY(QVariantList holes MEMBER m_holes NOTIFY framed) // {x, width, text}

public:
    enum Style { Line, Area, Step, Stacked };
    Q_ENUM(Style)
    explicit LineChart(QQuickItem *parent = nullptr);
    Store *store() const { return m_store; }
    void setStore(Store *store);
    double yMin() const { return m_axis.low(); }
    double yMax() const { return m_axis.high(); }
    Q_INVOKABLE double xToUs(double x);
    Q_INVOKABLE double usToX(double us) const;
    Q_INVOKABLE double valueAt(int index, double us) const; // index into keys; NaN: none
    Q_INVOKABLE QVariantMap stats(int index) const; // min, max, mean, last of the visible window
    Q_INVOKABLE QString textOf(double value) const; // "43.8 %"
    Q_INVOKABLE QString besideAxis(double value) const; // "43.8", in the unit of the axis
    Q_INVOKABLE QString clock(double us, bool milliseconds) const;

Q_SIGNALS:
    void chosen();
    void moved();
    void restyled();
    void pointed();
    void scaled(); // the value axis or a limit is another one
    void framed(); // there is a new picture

protected:
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;

private:
    void choose();
    void redraw();
    void reframe();
    TimeWindow wantedWindow();
    void fitValues();
    void drawScales();
    void drawHoles();
    void drawHole(double fromUs, double toUs, const QString &text);
    void drawLines();
    void labelAxes();
    qreal snapped(qreal value, qreal origin) const;
    QRectF cursorRect() const;
    Store *m_store = nullptr;
    Style m_style = Line;
    QList<int> m_keys;
    QList<QColor> m_colors;
    double m_fromUs = 0, m_toUs = 0, m_openHoleFromUs = 0;
    double m_minimum = ValueAxis::Demand::none, m_maximum = ValueAxis::Demand::none;
    double m_cursorUs = ValueAxis::Demand::none;
    QString m_unit, m_unitText;
    QVariantList m_limits, m_limitTags, m_holes;
    qreal m_lineWidth = 1;
    QColor m_gridColor, m_hatchColor, m_cursorColor, m_infoColor, m_warningColor, m_criticalColor;
    QList<qreal> m_yTicks, m_xTicks;
    QStringList m_yLabels, m_xLabels;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QElapsedTimer m_sinceMade;
    ColumnGrid m_grid;
    Readings m_readings;
    ValueAxis m_axis;
    PlotScale m_scale;
    ChartPicture m_picture;
    QPointF m_origin;          // in the scene, for lines on whole device pixels
    bool m_changed = true;     // more than the window
    bool m_pictureNew = false; // not drawn yet
};

} // namespace sightglass
