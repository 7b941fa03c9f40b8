#include "pictures/layout.h"

#include <QQuickItem>
#include <QQuickWindow>

namespace sightglass::test {

using namespace Qt::StringLiterals;

namespace {

constexpr double tolerance = 1.5; // pixels; glyphs may lean out of their advance
constexpr double overlap = 2;
constexpr double airShare = 0.2; // of a line, above and below the glyphs
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

// Where the glyphs are, of a text that may be aligned, elided or too long; without the room a line
// keeps above and below them.
QRectF inkRect(const QQuickItem *text)
{
    const double width = text->property("contentWidth").toDouble();
    const double height = text->property("contentHeight").toDouble();
    const int alignment = text->property("effectiveHorizontalAlignment").toInt();
    const double free = text->width() - width;
    const double x = alignment & Qt::AlignRight     ? free
                     : alignment & Qt::AlignHCenter ? free / 2
                                                    : 0;
    const int lines = std::max(text->property("lineCount").toInt(), 1);
    const double air = airShare * height / lines;
    return text->mapRectToScene(QRectF(x, air, width, height - 2 * air));
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
        const QString title = isA(up, {u"TileFrame"_s}) ? up->property("title").toString()
                                                        : QString();
        if (!name.startsWith(u"QQuick"_s)) {
            places.append(title.isEmpty() ? name : u"%1 “%2”"_s.arg(name, title));
        }
    }
    return places.join(u" in "_s);
}

const QStringList boxes{u"TileFrame"_s, u"AppButton"_s, u"Pill"_s, u"StaleBadge"_s,
                        u"NotificationCard"_s};

class Walk
{
public:
    explicit Walk(QQuickWindow *window)
        : m_window(QRectF(QPointF(), window->size()))
    {
        QList<const QQuickItem *> company;
        visit(window->contentItem(), &company);
    }

    QStringList faults;

private:
    // `company`: the texts met so far of the same tile or card, or what else does not scroll.
    void visit(const QQuickItem *item, QList<const QQuickItem *> *company)
    {
        if (!item->isVisible() || item->opacity() == 0) {
            return;
        }
        QList<const QQuickItem *> own;
        const bool tile = isA(item, {u"TileFrame"_s});
        if (tile && (item->width() < 1 || item->height() < 1)) {
            faults.append(u"no size: %1"_s.arg(placeOf(item)));
        }
        if (item->clip() || isA(item, {u"TileFrame"_s, u"NotificationCard"_s, u"MetricRow"_s})) {
            company = &own;
        }
        if (item->inherits("QQuickText") && !item->property("text").toString().isEmpty()) {
            checkText(item);
            checkOthers(item, *company);
            company->append(item);
        }
        for (const QQuickItem *child : item->childItems()) {
            visit(child, company);
        }
    }

    // The innermost box is named; what sticks out of that sticks out of others too.
    void checkText(const QQuickItem *text)
    {
        QRectF ink = inkRect(text);
        for (const QQuickItem *up = text->parentItem(); up; up = up->parentItem()) {
            const bool box = isA(up, boxes);
            if (up->clip() && up->property("contentWidth").toDouble() > up->width() + 1) {
                return; // it scrolls to the side, and shows a part
            }
            if ((box || up->clip()) && sticksOut(text, ink, sceneRect(up), up, box)) {
                return;
            }
            if (up->clip()) { // what a list has scrolled away is not seen
                const QRectF seen = sceneRect(up);
                ink.setTop(std::max(ink.top(), seen.top()));
                ink.setBottom(std::min(ink.bottom(), seen.bottom()));
                if (ink.height() <= 0) {
                    return;
                }
            }
        }
        sticksOut(text, ink, m_window, nullptr, false);
    }

    // Up and down only where nothing scrolls.
    bool sticksOut(const QQuickItem *text, const QRectF &ink, const QRectF &box,
                   const QQuickItem *of, bool both)
    {
        const double across = std::max(box.left() - ink.left(), ink.right() - box.right());
        const double down = both ? std::max(box.top() - ink.top(), ink.bottom() - box.bottom()) : 0;
        if (across <= tolerance && down <= tolerance) {
            return false;
        }
        faults.append(u"“%1” sticks out of %2 by %3 x %4 px: %5"_s.arg(
            quote(text), of ? typeName(of->metaObject()) : u"the window"_s,
            QString::number(std::max(across, 0.0), 'f', 0),
            QString::number(std::max(down, 0.0), 'f', 0), placeOf(text)));
        return true;
    }

    void checkOthers(const QQuickItem *text, const QList<const QQuickItem *> &others)
    {
        const QRectF ink = inkRect(text);
        for (const QQuickItem *other : others) {
            const QRectF both = ink & inkRect(other);
            if (both.width() > overlap && both.height() > overlap) {
                faults.append(
                    u"“%1” lies over “%2”: %3"_s.arg(quote(text), quote(other), placeOf(text)));
            }
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
