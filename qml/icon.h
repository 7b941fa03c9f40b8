// A one-colour drawing from resources/icons, in any colour and sharp at any scale.
//
// Qt 6.4 has no public way to tint an SVG on every scene graph; this paints it once per colour and
// size, in software, and the scene graph keeps the texture. Needs the SVG image plugin.
#pragma once

#include <QColor>
#include <QImage>
#include <QQuickPaintedItem>

namespace sightglass {

class Icon : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)    // "bell"; empty: nothing
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged) // transparent: its own

public:
    explicit Icon(QQuickItem *parent = nullptr);

    QString name() const { return m_name; }
    void setName(const QString &name);
    QColor color() const { return m_color; }
    void setColor(const QColor &color);

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void nameChanged();
    void colorChanged();

private:
    QString m_name;
    QColor m_color;
};

} // namespace sightglass
