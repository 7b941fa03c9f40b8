// What heat maps and state strips share: a window of time over the store's series, the holes in it,
// the labels of the time axis, the crosshair, and a picture of device pixels that shows it all.
//
// Abstract; a LineChart is none, it draws lines. GUI thread. New samples ask for a polish if they
// can be seen; updatePolish() writes the columns of pixels that look different, once per frame,
// updatePaintNode() uploads their tiles. One column is one step of the window, at whole multiples
// of it, so a moving window moves the picture by whole pixels. Times are microseconds since the
// epoch; labels are in pixels of this item, true when framed() is emitted.
#pragma once

#include "holetext.h"
#include "readings.h"
#include "storeview.h"
#include "timeplothatch.h"

#include <QColor>
#include <QTimeZone>
#include <QVariantMap>

namespace sightglass {

// The whole name of the base, or qmllint does not find it.
class TimePlot : public sightglass::StoreView
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QList<int> keys MEMBER m_keys NOTIFY chosen)
    Q_PROPERTY(double openHoleFromUs MEMBER m_openHoleFromUs NOTIFY restyled) // 0: none
    Q_PROPERTY(QColor surfaceColor MEMBER m_surfaceColor NOTIFY restyled)
    Q_PROPERTY(QColor hatchColor MEMBER m_hatchColor NOTIFY restyled)
    Q_PROPERTY(QColor cursorColor MEMBER m_cursorColor NOTIFY pointed)
    Q_PROPERTY(double cursorUs MEMBER m_cursorUs NOTIFY pointed) // NaN: none
    Q_PROPERTY(QList<qreal> xTicks MEMBER m_xTicks NOTIFY framed)
    Q_PROPERTY(QStringList xLabels MEMBER m_xLabels NOTIFY framed)
    // Of the values; a strip of rows has none.
    Q_PROPERTY(QList<qreal> yTicks MEMBER m_yTicks NOTIFY scaled)
    Q_PROPERTY(QStringList yLabels MEMBER m_yLabels NOTIFY scaled)
    // {x, width, texts} of those wide enough, newest first; texts from the longest to the shortest
    Q_PROPERTY(QVariantList holes MEMBER m_holes NOTIFY framed)
    Q_PROPERTY(QVariantMap start MEMBER m_start NOTIFY framed) // {x, texts} of where data begin

public:
    explicit TimePlot(QQuickItem *parent);

    Q_INVOKABLE double xToUs(double x) const;
    Q_INVOKABLE double usToX(double us) const;
    Q_INVOKABLE QString clock(double us, bool milliseconds) const;
    Q_INVOKABLE QString holeAt(double us) const; // why there is nothing; empty: there is no hole
    const PlotTiles &tiles() const { return m_tiles; }
    int columnsWritten() const { return m_written; } // for the newest picture

Q_SIGNALS:
    void pointed();
    void scaled(); // the value axis or the meaning of the colours is another one
    void framed(); // there is a new picture

protected:
    // Reads what is to be shown and touches the columns that look different for it, all if it must;
    // `afresh`: all are touched, and what was known of looks is not true any more.
    virtual void arrange(bool afresh) = 0;
    // Draws over the hatched holes what a column shows, the same whatever is drawn beside it.
    virtual void compose(const PlotPart &part) const = 0;
    virtual Remains remains() const { return Remains::Sketch; }

    const Store::Series *series(int index) const; // of keys; null: no such
    const TimeWindow &plotWindow() const { return m_window; }
    qreal pixelScale() const { return m_scale; } // device pixels per logical pixel
    const QTimeZone &zone() const { return m_zone; }
    // That meet the window, oldest first; one in which samples may lie ends where they are exact.
    std::vector<Store::Hole> holesOf(int index) const;
    std::int64_t columnOf(std::int64_t timeUs) const { return stepOf(timeUs, m_window.stepUs); }
    void redrawSoon(); // in the next frame; for arrange(), which may not ask for this one

    bool describes(int key) const override { return m_keys.contains(key); }
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;

    QList<int> m_keys;
    double m_openHoleFromUs = 0;
    double m_cursorUs = std::numeric_limits<double>::quiet_NaN();
    QColor m_surfaceColor, m_hatchColor, m_cursorColor;
    PlotTiles m_tiles;
    QList<qreal> m_yTicks;
    QStringList m_yLabels;

private:
    struct Frame // whatever it is, another one is another picture
    {
        std::int64_t stepUs = 1;
        QSizeF size;
        qreal scale = 0;
        bool operator==(const Frame &) const = default;
    };
    using Texts = std::function<QStringList()>;
    void compose(int columns, int rows);
    void findHoles();
    void addHole(double fromUs, double toUs, const Texts &texts);
    void labelTime();
    QRectF cursorRect() const;

    QList<qreal> m_xTicks;
    QStringList m_xLabels;
    QVariantList m_holes;
    QVariantMap m_start;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    ColumnGrid m_grid;
    TimeWindow m_window;
    Frame m_frame;
    std::vector<TimePlotHatch::Stretch> m_hatched;
    TimePlotHatch m_hatch;
    QPointF m_origin; // in the scene, for columns on whole device pixels
    qreal m_scale = 1;
    int m_written = 0;
    bool m_afresh = true;      // what is kept is no use any more
    bool m_pictureNew = false; // not uploaded yet
};

} // namespace sightglass
