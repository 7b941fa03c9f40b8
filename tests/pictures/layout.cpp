#include "pictures/layout.h"

#include <QQuickItem>
#include <QQuickWindow>

namespace sightglass::test {

using namespace Qt::StringLiterals;

namespace {

constexpr double tolerance = 1.5; // pixels; glyphs may lean out of their advance
constexpr int longestQuote = 40;

// The QML file an item, or what it derives from, is made of: "StatTile".
QString typeName(const QMetaObject *type)
{
    return QString::fromLatin1(type->className()).section(u"_QML"_s, 0, 0);
}

bool isA(const QQuickItem *item, const QStringList &names)
{
    for (const QMetaObject *type = item->metaObject(); type; type = type->superClass()) {
        if (names.contains(typeName(type))) {
            return true;
        }
    }
    return false;
}

QRectF sceneRect(const QQuickItem *item)
{
    return item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
}

// Where the glyphs are, of a text that may be aligned, elided or too long.
QRectF inkRect(const QQuickItem *text)
{
    const double width = text->property("contentWidth").toDouble();
    const double height = text->property("contentHeight").toDouble();
    const int alignment = text->property("effectiveHorizontalAlignment").toInt();
    const double free = text->width() - width;
    const double x = alignment & Qt::AlignRight     ? free
                     : alignment & Qt::AlignHCenter ? free / 2
                                                    : 0;
    return text->mapRectToScene(QRectF(x, 0, width, height));
}

QString quote(const QQuickItem *text)
{
    const QString words = text->property("text").toString().simplified();
    return words.size() > longestQuote ? words.left(longestQuote) + u'…' : words;
}

QString placeOf(const QQuickItem *item)
{
    QStringList places;
    for (const QQuickItem *up = item->parentItem(); up; up = up->parentItem()) {
        const QString name = typeName(up->metaObject());
        if (!name.startsWith(u"QQuick"_s)) {
            places.append(name);
        }
    }
    return places.join(u" in "_s);
}

class Walk
{
public:
    explicit Walk(QQuickWindow *window)
        : m_window(QRectF(QPointF(), window->size()))
    {
        visit(window->contentItem(), m_window);
    }

    QStringList faults;

private:
    // `seen`: what is left of the item's surroundings after all clipping.
    void visit(const QQuickItem *item, QRectF seen)
    {
        if (!item->isVisible() || item->opacity() == 0) {
            return;
        }
        if (item->clip()) {
            seen &= sceneRect(item);
        }
        if (isA(item, {u"TileFrame"_s}) && (item->width() < 1 || item->height() < 1)) {
            faults.append(u"no size: %1"_s.arg(placeOf(item)));
        }
        const bool shown = item->inherits("QQuickText")
                           && !item->property("text").toString().isEmpty();
        // Scrolled out of sight is not cut off.
        if (shown && inkRect(item).intersects(seen)) {
            checkText(item);
        }
        for (const QQuickItem *child : item->childItems()) {
            visit(child, seen);
        }
    }

    void checkText(const QQuickItem *text)
    {
        const QRectF ink = inkRect(text);
        report(text, ink, m_window, u"the window"_s, false);
        for (const QQuickItem *up = text->parentItem(); up; up = up->parentItem()) {
            const bool box = isA(up, {u"TileFrame"_s, u"AppButton"_s, u"Pill"_s, u"StaleBadge"_s,
                                      u"NotificationCard"_s});
            if (box || up->clip()) {
                report(text, ink, sceneRect(up), typeName(up->metaObject()), box);
            }
        }
    }

    void report(const QQuickItem *text, const QRectF &ink, const QRectF &box, const QString &name,
                bool both)
    {
        const double across = std::max(box.left() - ink.left(), ink.right() - box.right());
        const double down = both ? std::max(box.top() - ink.top(), ink.bottom() - box.bottom()) : 0;
        if (across > tolerance || down > tolerance) {
            faults.append(u"“%1” sticks out of %2 by %3,%4 px: %5"_s.arg(
                quote(text), name, QString::number(std::max(across, 0.0), 'f', 1),
                QString::number(std::max(down, 0.0), 'f', 1), placeOf(text)));
        }
    }

    QRectF m_window;
};

} // namespace

QStringList layoutFaults(QQuickWindow *window)
{
    return Walk(window).faults;
}

} // namespace sightglass::test
