// The plot area of a chart over time: grid, limits, areas, lines, holes, marks of late samples and
// the crosshair; no text.
//
// GUI thread. Reads the store's columns directly. New samples ask for a polish if they can be seen;
// updatePolish() computes the points once per frame, updatePaintNode() uploads them. Times are
// microseconds since the epoch; labels are in pixels of this item, true when framed() is emitted.
#pragma once

#include "axistext.h"
#include "chartinput.h"
#include "chartpicture.h"
#include "readings.h"
#include "timeaxis.h"

#include <QElapsedTimer>
#include <QTimeZone>

namespace sightglass {

// The whole name of the base, or qmllint does not find it.
class LineChart : public sightglass::ChartInput
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(double yMin READ yMin NOTIFY scaled)
    Q_PROPERTY(double yMax READ yMax NOTIFY scaled)
    Q_PROPERTY(QList<qreal> yTicks MEMBER m_yTicks NOTIFY scaled)
    Q_PROPERTY(QStringList yLabels MEMBER m_yLabels NOTIFY scaled)
    Q_PROPERTY(QString unitText READ unitText NOTIFY scaled)
    // {y, severity, text}, from top to bottom
    Q_PROPERTY(QVariantList limitTags MEMBER m_limitTags NOTIFY scaled)
    Q_PROPERTY(QList<qreal> xTicks MEMBER m_xTicks NOTIFY framed)
    Q_PROPERTY(QStringList xLabels MEMBER m_xLabels NOTIFY framed)
    // {x, width, texts} of those wide enough, newest first; texts from the longest to the shortest
    Q_PROPERTY(QVariantList holes MEMBER m_holes NOTIFY framed)
    Q_PROPERTY(QVariantMap start MEMBER m_start NOTIFY framed) // {x, texts} of where data begin
    Q_PROPERTY(int gaps MEMBER m_gaps NOTIFY framed)           // of any width
    Q_PROPERTY(int lates MEMBER m_lates NOTIFY framed)         // late samples marked

public:
    explicit LineChart(QQuickItem *parent = nullptr);

    double yMin() const { return m_axis.low(); }
    double yMax() const { return m_axis.high(); }
    QString unitText() const { return m_text.unitText(); }
    Q_INVOKABLE double xToUs(double x) const;
    Q_INVOKABLE double usToX(double us) const;
    // `index` is into keys.
    Q_INVOKABLE double valueAt(int index, double us) const; // NaN: none
    Q_INVOKABLE QVariantMap stats(int index) const; // min, max, mean, last of the visible window
    Q_INVOKABLE QString textOf(double value);       // "43.8 %"
    Q_INVOKABLE QString besideAxis(double value);   // "43.8", in the unit of the axis
    Q_INVOKABLE QString clock(double us, bool milliseconds) const;
    Q_INVOKABLE QString day(double us, double todayUs) const; // empty: today
    // What all series not hidden say at that instant, {index, text, number, late, nearest}; if
    // there are more than `most`, those whose lines are nearest to `y`, nearest first.
    Q_INVOKABLE QVariantList readingsAt(double us, double y, int most);
    Q_INVOKABLE QString holeAt(double us) const; // why there is nothing; empty: there is no hole
    Q_INVOKABLE QStringList holesInWords(int most) const; // the newest, and how many more

Q_SIGNALS:
    void scaled(); // the value axis or a limit is another one
    void framed(); // there is a new picture

protected:
    void choose() override;
    bool hasNews() const override { return m_eager && m_readings.hasNews(); }
    void reframe() override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;

private:
    TimeWindow wantedWindow();
    bool isOver(int index, double us, std::int64_t sampleUs) const;
    void fitValues();
    bool sameScales() const;
    void drawScales();
    void drawLimits();
    void drawHoles();
    void drawLates();
    void drawLines();
    void shareTurns();
    void labelValues();
    void labelTimes();
    qreal snapped(qreal value, qreal origin) const;
    QRectF cursorRect() const;

    QVariantList m_limitTags, m_holes;
    QVariantMap m_start;
    QList<qreal> m_yTicks, m_xTicks;
    QStringList m_yLabels, m_xLabels;
    int m_gaps = 0, m_lates = 0;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QElapsedTimer m_sinceMade;
    ColumnGrid m_grid;
    Readings m_readings;
    ValueAxis m_axis;
    AxisText m_text;
    PlotScale m_scale;
    struct Scales // what grid, limits and their labels are made for, and how many parts they have
    {
        ValueAxis::Range range;
        QSizeF size;
        QPointF origin;
        qreal scale = 0;
        std::size_t rects = 0;
        std::size_t dashes = 0;
    };
    Scales m_scales;
    bool m_restyled = true;           // the scales have to be drawn anew
    std::vector<TimeTick> m_instants; // labelled ones from m_labelled.fromUs to its toUs
    TimeWindow m_labelled;
    double m_labelledWidth = 0;       // px
    std::vector<double> m_latePlaces; // scratch
    ChartPicture m_picture;
    QPointF m_origin;          // in the scene, for lines on whole device pixels
    bool m_pictureNew = false; // not drawn yet
};

} // namespace sightglass
