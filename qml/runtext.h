// Plain text in runs of different looks, wrapped to its width: words as they are, values in the
// face of numbers, what is stale or missing paler. Never markup.
//
// Shows the part from `scroll` on that fits its height; `contentHeight` is that of all. Painted in
// software, so that every renderer shows the same.
#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QTextLayout>
#include <QVariantList>

namespace sightglass {

class RunText : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    // {text, mark}; mark: 0 words, 1 a value, 2 a stale one, 3 a missing one, 4 a title
    Q_PROPERTY(QVariantList runs MEMBER m_runs NOTIFY rewritten)
    Q_PROPERTY(QString family MEMBER m_family NOTIFY rewritten)
    Q_PROPERTY(QString valueFamily MEMBER m_valueFamily NOTIFY rewritten)
    Q_PROPERTY(int pixelSize MEMBER m_pixelSize NOTIFY rewritten)
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY rewritten)
    Q_PROPERTY(QColor valueColor MEMBER m_valueColor NOTIFY rewritten)
    Q_PROPERTY(QColor staleColor MEMBER m_staleColor NOTIFY rewritten)
    Q_PROPERTY(double scroll READ scroll WRITE setScroll NOTIFY scrollChanged)
    Q_PROPERTY(double contentHeight READ contentHeight NOTIFY contentHeightChanged)

public:
    explicit RunText(QQuickItem *parent = nullptr);

    double scroll() const { return m_scroll; }
    void setScroll(double scroll);
    double contentHeight() const { return m_contentHeight; }

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void rewritten();
    void scrollChanged();
    void contentHeightChanged();

protected:
    void geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry) override;
    void updatePolish() override;

private:
    QTextCharFormat formatOf(int mark) const;
    void write();
    void wrap();

    QTextLayout m_layout;
    QVariantList m_runs;
    QString m_family;
    QString m_valueFamily;
    QColor m_color;
    QColor m_valueColor;
    QColor m_staleColor;
    double m_scroll = 0;
    double m_contentHeight = 0;
    int m_pixelSize = 13;
    bool m_stale = true; // the layout is of other runs
};

} // namespace sightglass
