// One tile of a board: what it shows and where, its series, and what goes with their values.
//
// Everything but the readings is fixed by the document. Places are on a grid of twelve columns; a
// tile the document puts outside is shown at the edge.
#pragma once

#include "boards/document.h"
#include "models/company.h"
#include "models/phrases.h"
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
    Q_PROPERTY(bool ofLink READ ofLink NOTIFY stateChanged) // silent while the link is down
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    // Missing: which series is not there and what to do; Waiting: what for. Else empty.
    Q_PROPERTY(QString stateText READ stateText NOTIFY stateChanged)
    Q_PROPERTY(sightglass::SeriesList *series READ series CONSTANT)
    Q_PROPERTY(QString note READ note CONSTANT)
    // Of the whole tile for those who listen: "37.2 %, falling, 4.1 less than 5 min ago".
    Q_PROPERTY(QString words READ words NOTIFY companyChanged)
    Q_PROPERTY(sightglass::Range range READ range NOTIFY rangeChanged)
    Q_PROPERTY(sightglass::Company company READ company NOTIFY companyChanged)
    // A text in runs of {text, mark}: 0 words, 1 a value, 2 a stale one, 3 a missing name.
    Q_PROPERTY(QVariantList runs READ runs NOTIFY runsChanged)

public:
    // Waiting: no value yet. Stale: all values are old; they stay in sight with their age.
    // Missing: the source has told its series and none is the tile's.
    enum State { Waiting, Live, Stale, Missing };
    Q_ENUM(State)

    Tile(const Store *store, int source, TileSpec spec, QObject *parent);

    QString kind() const { return m_spec.kind; }
    QString title() const { return inOneLine(m_spec.title); }
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
    bool ofLink() const;
    State state() const { return m_state; }
    QString stateText() const { return m_stateText; }
    SeriesList *series() const { return m_series; }
    QString note() const { return m_spec.note; }
    QString words() const { return m_words; }
    const Range &range() const { return m_range; }
    const Company &company() const { return m_company; }
    QVariantList runs() const { return m_runs; }

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
    void runsChanged();

private:
    void describe();
    bool judge(const Moment &moment);
    void stretch(std::int64_t windowUs);
    void accompany(const Moment &moment, std::int64_t windowUs);
    void fillIn(const Moment &moment);
    QString text() const; // of the runs
    QString inWords() const;
    QString listInWords() const;
    QString shown(int row, int role) const;
    const Store *m_store;
    int m_source;
    TileSpec m_spec;
    std::vector<Phrase> m_phrases;
    QStringList m_wanted; // patterns and the names in the text
    SeriesList *m_series;
    QString m_subtitle;
    QVariantList m_runs;
    Range m_range;
    Company m_company;
    QString m_words;
    std::int64_t m_accompaniedUs = 0;
    std::int64_t m_lookedForUs = 0; // since when the source has series and the tile has none
    bool m_waitedBack = false;      // Waiting, of a time gone by
    QString m_stateText = tr("waiting for the first value");
    State m_state = Waiting;
};

} // namespace sightglass
