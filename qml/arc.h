// The arc of a gauge: a track, what of it is filled, and marks outside. No text and no units: value
// and marks are shares of the sweep, 0 to 1, as the caller cut them; NaN fills nothing.
//
// Open at the bottom, as large as fits. Painted in software and kept as a texture, so that every
// renderer shows the same; painted again only when the end of the arc moves by half a pixel.
#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QVariantList>

namespace sightglass {

class Arc : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(double value READ value WRITE setValue NOTIFY valueChanged)
    Q_PROPERTY(double sweep MEMBER m_sweep NOTIFY reshaped) // degrees, 180 to 300
    Q_PROPERTY(double thickness MEMBER m_thickness NOTIFY reshaped)
    Q_PROPERTY(double markLength MEMBER m_markLength NOTIFY reshaped)
    Q_PROPERTY(double markWidth MEMBER m_markWidth NOTIFY reshaped)
    Q_PROPERTY(QVariantList marks MEMBER m_marks NOTIFY recolored) // {at, color}
    Q_PROPERTY(QColor trackColor MEMBER m_trackColor NOTIFY recolored)
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY recolored)
    // Where it is, for who puts words around it; `radius` is that of the track's middle.
    Q_PROPERTY(QPointF center READ center NOTIFY reshaped)
    Q_PROPERTY(double radius READ radius NOTIFY reshaped)

public:
    explicit Arc(QQuickItem *parent = nullptr);

    double value() const { return m_value; }
    void setValue(double value);
    QPointF center() const;
    double radius() const;
    bool isDue() const; // what is painted is not what should be, by half a pixel

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void valueChanged();
    void reshaped();
    void recolored();

protected:
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;

private:
    double outerRadius() const;
    double depth() const; // below the center, as a share of the radius

    double m_value;
    double m_painted; // the value on the screen
    double m_sweep = 270;
    double m_thickness = 8;
    double m_markLength = 4;
    double m_markWidth = 2;
    QVariantList m_marks;
    QColor m_trackColor;
    QColor m_color;
};

} // namespace sightglass
