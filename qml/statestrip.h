// A state timeline: one row per series, one block per stretch of a state, with its word inside
// where it fits.
//
// Colour is never alone: severities and unnamed states differ in their fill as well. Stretches of
// changes too quick to be shown are striped in two colours. The newest state holds until its series
// should have spoken again; from there on only a thin line goes on. GUI thread; see TimePlot.
#pragma once

#include "statespans.h"
#include "statestripparts.h"
#include "timeplot.h"

#include <map>

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
    void arrange(bool afresh) override;
    void compose(const PlotPart &part) const override;

private:
    using Fill = StateFill;
    struct Look
    {
        QString text;
        QString severity;
        QColor color;
        Fill fill = Fill::Plain;
        int rank = 0; // the worst of a mixed stretch is shown first
    };
    struct State // what is known of a value's look
    {
        Look look;
        StatePaint paint;
        QRgb ink = 0;
        int whole = 0;                      // columns of a block that has room for all of the text
        std::map<int, StateType::Cut> cuts; // by the columns of the block
    };
    struct Row
    {
        std::vector<StateSpan> spans;
        std::uint64_t revision = 0;
        std::int64_t heldUs = 0; // until then the newest state is believed
        StateParts parts;
        std::map<double, State> states; // as long as these are so
        QMap<int, QString> named;
        QString unit;
    };
    Look lookOf(const Store::Series &series, double value) const;
    void dress(Look &look, const QString &severity, int slot) const;
    void readRow(int index);
    static void keepStates(Row &row, const SeriesInfo &info);
    State &stateOf(int index, double value);
    void layOut(int index);
    void addPlain(int index, const StateSpan &span);
    StatePaint mixedPaint(int index, const StateSpan &span);
    void addTail(int index);
    QVariantMap newestOf(int index);
    StateBand bandOf(int index) const;
    StateBand tailOf(StateBand band) const;
    // Inside the window, not dressed yet.
    StateBlock across(std::int64_t fromUs, std::int64_t toUs, int least) const;
    std::int64_t knownUntil() const; // the end of the window, or where the link was lost

    QVariantList m_states, m_newest;
    QList<QColor> m_colors;
    QColor m_okColor, m_infoColor, m_warningColor, m_criticalColor, m_textColor, m_staleColor;
    QString m_fontFamily;
    int m_fontSize = 11;
    qreal m_foot = 0;
    std::vector<Row> m_rows;
    StateParts m_parts; // of the row that is being laid out
    StateType m_type;
};

} // namespace sightglass
