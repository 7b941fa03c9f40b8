// A state timeline: one row per series, one block per stretch of a state, with its word inside
// where it fits.
//
// Colour is never alone: severities and unnamed states differ in their fill as well. Stretches of
// changes too quick to be shown are striped in two colours. The newest state holds until its series
// should have spoken again; from there on only a thin line goes on. GUI thread; see TimePlot.
#pragma once

#include "statespans.h"
#include "timeplot.h"

namespace sightglass {

// The type registrar finds the base class by its full name only.
class StateStrip : public sightglass::TimePlot
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantList states MEMBER m_states NOTIFY restyled) // {value, text, severity}
    Q_PROPERTY(int rows READ rows NOTIFY chosen)
    Q_PROPERTY(qreal foot MEMBER m_foot NOTIFY restyled) // px below the rows, for words on holes
    Q_PROPERTY(QList<QColor> colors MEMBER m_colors NOTIFY restyled) // where severity is not known
    Q_PROPERTY(QColor okColor MEMBER m_okColor NOTIFY restyled)
    Q_PROPERTY(QColor infoColor MEMBER m_infoColor NOTIFY restyled)
    Q_PROPERTY(QColor warningColor MEMBER m_warningColor NOTIFY restyled)
    Q_PROPERTY(QColor criticalColor MEMBER m_criticalColor NOTIFY restyled)
    Q_PROPERTY(QColor textColor MEMBER m_textColor NOTIFY restyled)
    Q_PROPERTY(QColor staleColor MEMBER m_staleColor NOTIFY restyled)
    Q_PROPERTY(QString fontFamily MEMBER m_fontFamily NOTIFY restyled)
    Q_PROPERTY(int fontSize MEMBER m_fontSize NOTIFY restyled) // px
    // {text, severity} per row; severity is empty where it is not known.
    Q_PROPERTY(QVariantList newest MEMBER m_newest NOTIFY framed)

public:
    explicit StateStrip(QQuickItem *parent = nullptr);

    int rows() const { return int(m_keys.size()); }
    // "degraded since 14:02:10, for 3 m 12 s"; why nothing is known; empty outside.
    Q_INVOKABLE QString sayAt(int row, double us) const;
    Q_INVOKABLE QString sayNow(int row) const;

protected:
    void choose() override {}
    bool hasNews() const override;
    void compose(QImage &image) override;

private:
    enum class Fill { Plain, Rising, Falling, Level, Solid };
    struct Look
    {
        QString text;
        QString severity;
        QColor color;
        Fill fill = Fill::Plain;
        int rank = 0; // the worst of a mixed stretch is shown first
    };
    struct Word
    {
        QRectF rect; // px
        QString text;
        QColor color;
        QColor ground;
    };
    struct Row
    {
        std::vector<StateSpan> spans;
        std::uint64_t revision = 0;
        std::int64_t heldUs = 0; // until then the newest state is believed
    };
    Look lookOf(const Store::Series &series, double value) const;
    void dress(Look &look, const QString &severity, int slot) const;
    void readRow(int index);
    void paintRow(QImage &image, int index);
    void paintSpan(QImage &image, const Store::Series &series, const StateSpan &span, QRect rect);
    void paintTail(QImage &image, int index, QRect band);
    void paint(QImage &image, QRect rect, QRgb ground, QRgb stripe, Fill fill) const;
    void paintWords(QImage &image);
    QVariantMap newestOf(int index) const;
    QRect bandOf(int index, int height) const;
    QRect across(std::int64_t fromUs, std::int64_t toUs, QRect band, int least) const;
    std::int64_t knownUntil() const; // the end of the window, or where the link was lost

    QVariantList m_states, m_newest;
    QList<QColor> m_colors;
    QColor m_okColor, m_infoColor, m_warningColor, m_criticalColor, m_textColor, m_staleColor;
    QString m_fontFamily;
    int m_fontSize = 11;
    qreal m_foot = 0;
    std::vector<Row> m_rows;
    std::vector<Word> m_words;
};

} // namespace sightglass
