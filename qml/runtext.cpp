#include "runtext.h"

#include <QPainter>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double leading = 1.4; // line height, in sizes of the face

enum Mark { Words, Value, Stale, Missing, Title };

} // namespace

RunText::RunText(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    m_layout.setCacheEnabled(true);
    connect(this, &RunText::rewritten, this, [this] {
        m_stale = true;
        polish();
    });
}

void RunText::setScroll(double scroll)
{
    if (scroll != m_scroll) {
        m_scroll = scroll;
        Q_EMIT scrollChanged();
        update();
    }
}

QTextCharFormat RunText::formatOf(int mark) const
{
    QFont font(mark == Value || mark == Stale ? m_valueFamily : m_family);
    font.setPixelSize(m_pixelSize);
    font.setWeight(mark == Title ? QFont::DemiBold : QFont::Normal);
    const bool pale = mark == Stale || mark == Missing;
    QTextCharFormat format;
    format.setFont(font);
    format.setForeground(pale ? m_staleColor : mark == Words ? m_color : m_valueColor);
    return format;
}

void RunText::write()
{
    m_stale = false;
    QString text;
    QList<QTextLayout::FormatRange> formats;
    for (const QVariant &entry : std::as_const(m_runs)) {
        const QVariantMap run = entry.toMap();
        QString words = run.value(u"text"_s).toString();
        words.replace(u'\n', QChar(QChar::LineSeparator));
        formats.append(
            {int(text.size()), int(words.size()), formatOf(run.value(u"mark"_s).toInt())});
        text += words;
    }
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    m_layout.setTextOption(option);
    m_layout.setText(text);
    m_layout.setFormats(formats);
}

void RunText::wrap()
{
    double y = 0;
    m_layout.beginLayout();
    while (true) {
        QTextLine line = m_layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width());
        line.setPosition({0, y});
        y += std::max(line.height(), leading * m_pixelSize);
    }
    m_layout.endLayout();
    if (y != m_contentHeight) {
        m_contentHeight = y;
        Q_EMIT contentHeightChanged();
    }
}

void RunText::updatePolish()
{
    if (m_stale) {
        write();
    }
    wrap();
    update();
}

// Called while the GUI thread waits, so the layout is not touched meanwhile.
void RunText::paint(QPainter *painter)
{
    m_layout.draw(painter, {0, -m_scroll}, {}, boundingRect());
}

void RunText::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickPaintedItem::geometryChange(newGeometry, oldGeometry);
    if (newGeometry.width() != oldGeometry.width()) {
        polish();
    }
}

} // namespace sightglass
