// One small line: how a series went lately. No axis, no text, no pointer; scaled to itself.
//
// GUI thread. Whoever uses it moves [fromUs, toUs] (microseconds since the epoch), best once a
// second; samples later than toUs wait for that. Between two moves it looks only at the revision of
// its series, and draws anew if what it shows became another picture: so many of them are cheap.
// Gaps stay empty, a constant is a line in the middle, without data nothing is drawn.
#pragma once

#include "chartpicture.h"
#include "readings.h"
#include "storeview.h"

namespace sightglass {

// The whole name of the base, or qmllint does not find it.
class Sparkline : public sightglass::StoreView
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int seriesKey MEMBER m_key NOTIFY chosen) // -1: none
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY restyled)
    Q_PROPERTY(qreal lineWidth MEMBER m_lineWidth NOTIFY restyled)

public:
    using StoreView::StoreView;

Q_SIGNALS:
    void drawn(); // there is a new picture

protected:
    void choose() override;
    bool hasNews() const override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;

private:
    TimeWindow wantedWindow();
    std::int64_t newestShown(const Column &column) const;
    void draw(const TimeWindow &shown);
    QSGNode *ribbonNode(QSGNode *old);
    QSGNode *imageNode(QSGNode *old);

    int m_key = Store::noSeries;
    QColor m_color;
    qreal m_lineWidth = 1;
    ColumnGrid m_grid;
    Readings m_readings;
    ChartPicture m_picture; // one line or none
    TimeWindow m_drawn;
    std::uint64_t m_revision = 0; // of the column, when drawn
    std::uint64_t m_late = 0;
    std::int64_t m_newestUs = 0;
    bool m_pictureNew = false; // not with the scene graph yet
};

} // namespace sightglass
