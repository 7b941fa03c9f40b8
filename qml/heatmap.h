// A heat map over time: how many samples of all series had which value, as cells; no text.
//
// Every sample of the window counts, nothing is averaged: the least count has a tone that is
// clearly seen. Long windows are counted over several frames (see HeatGrid). GUI thread; see
// TimePlot.
#pragma once

#include "heatgrid.h"
#include "timeplot.h"

#include <QElapsedTimer>

namespace sightglass {

// The type registrar finds the base class by its full name only.
class HeatMap : public sightglass::TimePlot
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString unit MEMBER m_unit NOTIFY restyled)
    Q_PROPERTY(QString valueScale MEMBER m_valueScale NOTIFY restyled) // "log", "linear", ""
    Q_PROPERTY(double minimum MEMBER m_minimum NOTIFY restyled) // reaches down to here at least
    Q_PROPERTY(double maximum MEMBER m_maximum NOTIFY restyled)
    Q_PROPERTY(QColor mostColor MEMBER m_mostColor NOTIFY restyled)
    Q_PROPERTY(QString unitText MEMBER m_unitText NOTIFY scaled)
    // For the key: the colours of one sample and of `mostText` of them, and how long a cell is.
    Q_PROPERTY(QColor leastColor READ leastColor NOTIFY scaled)
    Q_PROPERTY(QString mostText READ mostText NOTIFY scaled)
    Q_PROPERTY(QString cellText READ cellText NOTIFY scaled)

public:
    explicit HeatMap(QQuickItem *parent = nullptr);

    QColor leastColor() const;
    QString mostText() const;
    QString cellText() const;
    const HeatGrid &grid() const { return m_grid; }

    // {time, values, count}: the bounds of the cell and what is in it, in words. Empty: no cell.
    Q_INVOKABLE QVariantMap cellAt(double us, double y) const;
    // "1,204 samples in the last 5 min, mostly 8–16 ms, largest 812 ms at 14:02:31"
    Q_INVOKABLE QString summary(bool live) const;

protected:
    void choose() override;
    bool hasNews() const override { return m_grid.hasNews(); }
    void arrange(bool afresh) override;
    void compose(const PlotPart &part) const override;
    virtual std::int64_t clockUs() const; // any that runs evenly; ranges shrink late by it
    Remains remains() const override { return Remains::Nothing; } // it counts samples

private:
    struct Band
    {
        int top = 0;
        int bottom = 0;
        bool operator==(const Band &) const = default;
    };
    struct Look // what all columns have in common
    {
        std::vector<Band> bands;
        ValueCut cut;
        std::int64_t low = 0;
        std::int64_t high = 0;
        std::int64_t bucketUs = 0;
        double most = 1;
        bool empty = true;
        bool operator==(const Look &) const = default;
    };
    bool countAll();
    double leastBucketUs() const;
    void fitColors();
    std::vector<Band> bands() const;
    std::vector<std::pair<std::int64_t, std::int64_t>> commonHoles() const;
    void findGaps();
    void touchChanged();
    void paintBucket(const PlotPart &part, std::int64_t number) const;
    QRgb colorOf(std::uint32_t count) const;
    void labelValues();
    QString boundsText(std::int64_t low, std::int64_t high) const; // of rows, both included
    QString mostlyText() const;

    QString m_unit, m_valueScale, m_unitText;
    double m_minimum = std::numeric_limits<double>::quiet_NaN();
    double m_maximum = std::numeric_limits<double>::quiet_NaN();
    QColor m_mostColor;
    std::vector<QRgb> m_ramp;
    QColor m_rampFrom, m_rampTo;
    HeatGrid m_grid;
    ValueRows m_rows;
    Look m_look;
    std::vector<char> m_gaps;           // per column of pixels: no series has data there
    std::vector<std::uint64_t> m_shown; // and what is there: a bucket's revision, or a gap
    std::int64_t m_shownFrom = 0;       // the column of the first of them
    QElapsedTimer m_sinceMade;
    double m_most = 1;   // samples in a cell of the strongest colour
    double m_modest = 1; // what would have been enough since
    std::int64_t m_modestSinceUs = 0;
};

} // namespace sightglass
