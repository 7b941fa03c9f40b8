// One tile of a board: what it shows and where, its series, and for a stat what goes with the
// number.
//
// Everything but the readings is fixed by the document. Places are on a grid of twelve columns; a
// tile the document puts outside is shown at the edge.
#pragma once

#include "boards/document.h"
#include "models/serieslist.h"

#include <QObject>
#include <QVariantList>

namespace sightglass {

class Tile : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A board makes its tiles.")
    Q_PROPERTY(QString kind READ kind CONSTANT)
    Q_PROPERTY(QString title READ title CONSTANT)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY subtitleChanged)
    Q_PROPERTY(QString style READ style CONSTANT)
    Q_PROPERTY(int column READ column CONSTANT)
    Q_PROPERTY(int row READ row CONSTANT)
    Q_PROPERTY(int columns READ columns CONSTANT)
    Q_PROPERTY(int rows READ rows CONSTANT)
    Q_PROPERTY(double minimum READ minimum NOTIFY rangeChanged)
    Q_PROPERTY(double maximum READ maximum NOTIFY rangeChanged)
    Q_PROPERTY(QVariantList limits READ limits CONSTANT)
    Q_PROPERTY(QVariantMap plot READ plot CONSTANT) // heatmap: scale; timeline: states
    Q_PROPERTY(QString unit READ unit NOTIFY unitChanged)
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    // Missing: which series is not there and what to do; Waiting: what for. Else empty.
    Q_PROPERTY(QString stateText READ stateText NOTIFY stateChanged)
    Q_PROPERTY(sightglass::SeriesList *series READ series CONSTANT)
    // A stat's company: its share of the whole (NaN without one), "of 15.6", and the line below.
    Q_PROPERTY(double fill READ fill NOTIFY companyChanged)
    Q_PROPERTY(QString wholeText READ wholeText NOTIFY companyChanged)
    Q_PROPERTY(QString noteText READ noteText NOTIFY companyChanged)
    Q_PROPERTY(QString changeText READ changeText NOTIFY companyChanged)
    Q_PROPERTY(int trend READ trend NOTIFY companyChanged) // of the change: -1, 0, 1
    Q_PROPERTY(
        bool improving READ improving NOTIFY companyChanged) // if the board says what is better

public:
    // Waiting: no value yet. Stale: all values are old; they stay in sight with their age.
    // Missing: the source has told its series and none is the tile's.
    enum State { Waiting, Live, Stale, Missing };
    Q_ENUM(State)

    Tile(const Store *store, int source, TileSpec spec, QObject *parent);

    QString kind() const { return m_spec.kind; }
    QString title() const { return m_spec.title; }
    QString subtitle() const { return m_subtitle; }
    QString style() const { return m_spec.style; }
    int column() const;
    int row() const { return m_spec.row; }
    int columns() const { return std::min(m_spec.columns, boardColumns); }
    int rows() const { return m_spec.rows; }
    double minimum() const;
    double maximum() const;
    QVariantList limits() const;
    QVariantMap plot() const;
    QString unit() const { return m_series->unit(); }
    State state() const { return m_state; }
    QString stateText() const { return m_stateText; }
    SeriesList *series() const { return m_series; }
    double fill() const { return m_company.fill; }
    QString wholeText() const { return m_company.whole; }
    QString noteText() const { return m_company.note; }
    QString changeText() const { return m_company.change; }
    int trend() const { return m_company.trend; }
    bool improving() const;

    void consider(int key);
    void update(const TileSpec &spec); // series and range of a board that grows
    // `windowUs` is what the window shows, for "max 1.92 at 14:01" and the change since then.
    void refresh(const Moment &moment, std::int64_t windowUs);

Q_SIGNALS:
    void subtitleChanged();
    void rangeChanged();
    void unitChanged();
    void stateChanged();
    void companyChanged();

private:
    struct Company
    {
        double fill = std::numeric_limits<double>::quiet_NaN();
        QString whole;
        QString note;
        QString change;
        int trend = 0;
        bool operator==(const Company &other) const;
    };

    void describe();
    void judge(const Moment &moment);
    QString missingText() const;
    QString shownUnit() const;
    void accompany(const Moment &moment, std::int64_t windowUs);
    void compare(Company &company, const Store::Series &series, std::int64_t windowUs) const;

    const Store *m_store;
    int m_source;
    TileSpec m_spec;
    SeriesList *m_series;
    QString m_subtitle;
    Company m_company;
    std::int64_t m_accompaniedUs = 0;
    std::int64_t m_lookedForUs = 0; // since when the source has series and the tile has none
    QString m_stateText = tr("waiting for the first value");
    State m_state = Waiting;
};

} // namespace sightglass
