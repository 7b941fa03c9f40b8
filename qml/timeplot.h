// What heat maps and state strips share: a window of time over the store's series, the holes in it,
// the labels of the time axis, the crosshair, and one image of device pixels that shows it all.
//
// Abstract; a LineChart is none, it draws lines. GUI thread. New samples ask for a polish if they
// can be seen; updatePolish() composes the image once per frame, updatePaintNode() uploads it. One
// column of pixels is one step of the window, at whole multiples of it, so a moving window moves
// the picture by whole pixels. Times are microseconds since the epoch; labels are in pixels of this
// item, true when framed() is emitted.
#pragma once

#include "holetext.h"
#include "readings.h"
#include "storeview.h"

#include <QColor>
#include <QImage>
#include <QTimeZone>
#include <QVariantMap>

class QPainter;

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

Q_SIGNALS:
    void pointed();
    void scaled(); // the value axis or the meaning of the colours is another one
    void framed(); // there is a new picture

protected:
    // Draws over the hatched holes; device pixels.
    virtual void compose(QImage &image) = 0;
    virtual Remains remains() const { return Remains::Sketch; }

    const Store::Series *series(int index) const; // of keys; null: no such
    const TimeWindow &plotWindow() const { return m_window; }
    qreal pixelScale() const { return m_scale; } // device pixels per logical pixel
    const QTimeZone &zone() const { return m_zone; }
    // That meet the window, oldest first; one in which samples may lie ends where they are exact.
    std::vector<Store::Hole> holesOf(int index) const;
    // Of the image; may lie outside of it.
    std::int64_t pixelColumn(std::int64_t timeUs) const;
    void redrawSoon(); // in the next frame; for compose(), which may not ask for this one

    bool describes(int key) const override { return m_keys.contains(key); }
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;

    QList<int> m_keys;
    double m_openHoleFromUs = 0;
    double m_cursorUs = std::numeric_limits<double>::quiet_NaN();
    QColor m_surfaceColor, m_hatchColor, m_cursorColor;
    QList<qreal> m_yTicks;
    QStringList m_yLabels;

private:
    void hatch(QImage &image);
    using Texts = std::function<QStringList()>;
    void addHole(QPainter &painter, double fromUs, double toUs, const Texts &texts);
    void labelTime();
    QRectF cursorRect() const;

    QList<qreal> m_xTicks;
    QStringList m_xLabels;
    QVariantList m_holes;
    QVariantMap m_start;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    ColumnGrid m_grid;
    TimeWindow m_window;
    QImage m_image;
    QPointF m_origin; // in the scene, for an image on whole device pixels
    qreal m_scale = 1;
    bool m_pictureNew = false; // not uploaded yet
};

} // namespace sightglass
