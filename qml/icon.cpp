#include "icon.h"

#include <QImageReader>
#include <QPainter>
#include <QQuickWindow>

namespace sightglass {

using namespace Qt::StringLiterals;

Icon::Icon(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
}

void Icon::setName(const QString &name)
{
    if (name != m_name) {
        m_name = name;
        Q_EMIT nameChanged();
        update();
    }
}

void Icon::setColor(const QColor &color)
{
    if (color != m_color) {
        m_color = color;
        Q_EMIT colorChanged();
        update();
    }
}

void Icon::paint(QPainter *painter)
{
    const qreal ratio = window() ? window()->effectiveDevicePixelRatio() : 1;
    const QSize pixels = (QSizeF(width(), height()) * ratio).toSize();
    if (m_name.isEmpty() || pixels.isEmpty()) {
        return;
    }
    QImageReader reader(u":/sightglass/icons/%1.svg"_s.arg(m_name));
    reader.setScaledSize(pixels);
    QImage image = reader.read().convertToFormat(QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) {
        return; // a missing drawing leaves its place empty; its name is said to assistive tools
    }
    if (m_color.isValid() && m_color.alpha() > 0) {
        QPainter tint(&image);
        tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
        tint.fillRect(image.rect(), m_color);
    }
    painter->drawImage(QRectF(0, 0, width(), height()), image);
}

} // namespace sightglass
