// When the desk takes in what came: once for every frame that is displayed, and while nobody can
// see the window a few times a second without any.
//
// want() asks for a frame, due() says it is time. Whoever owns the window says when a frame begins
// and what it cost; without a window the own timer is all there is. Samples are shown with every
// frame, or fewer times while frames are late (Pace). GUI thread; nanoseconds.
#pragma once

#include "models/frameparts.h"
#include "models/pace.h"

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace sightglass {

class FramePace : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    Q_PROPERTY(int every READ every NOTIFY everyChanged) // charts follow with every so many frames
    Q_PROPERTY(bool shown READ shown NOTIFY shownChanged)

public:
    explicit FramePace(QObject *parent, NowNs now = steadyNowNs);

    int every() const { return m_pace.every(); }
    bool shown() const { return m_shown; }
    void setShown(bool shown); // false: nobody can see the window
    void setRefreshRate(double hz);

    void want();
    // What a frame cost on its way to the screen.
    struct Drawn
    {
        int frame = 0; // begin() gave it; 0: nobody began it
        std::int64_t chartsNs = 0;
        std::int64_t renderNs = 0;
        bool beside = false; // rendered on a thread of its own, while the next one is begun
    };
    int begin(); // a frame is about to be made; its number, never 0
    // In the order they were begun; one that is left out was not displayed.
    void end(const Drawn &drawn);
    // Whether samples are to be shown with this one; if not, another due() follows by itself.
    bool takeCharts();

    FrameParts &parts() { return m_parts; }
    void tick() { m_parts.endSecond(); } // once a second
    // See FrameParts::table(); and how many frames there were.
    Q_INVOKABLE QVariantList table() const { return m_parts.table(); }
    Q_INVOKABLE int frames() const { return m_parts.frames(); }

Q_SIGNALS:
    void due();
    void everyChanged();
    void shownChanged();

private:
    // What led to a frame. By a thread of its own one is still drawn when the next is begun.
    struct Begun
    {
        int frame = 0;
        FrameParts::Times cost{};
        bool charts = false;
    };
    void take();
    void giveUpFirst();
    void tellPace(double workMs, bool charts);

    NowNs m_now;
    Pace m_pace;
    FrameParts m_parts;
    QTimer m_timer;
    std::vector<Begun> m_begun; // two at the most, the newest last
    int m_number = 0;
    std::int64_t m_lastNs = 0; // due() was said then
    int m_sinceCharts = 0;     // frames
    bool m_taken = false;      // for the frame to come
    bool m_charts = false;     // are in the frame to come
    bool m_shown = true;
};

// Adds the time it lives to a part.
class PartTimer
{
public:
    PartTimer(FramePace &pace, FrameParts::Part part)
        : m_pace(pace)
        , m_part(part)
        , m_startNs(steadyNowNs())
    {
    }
    ~PartTimer() { m_pace.parts().add(m_part, steadyNowNs() - m_startNs); }
    Q_DISABLE_COPY_MOVE(PartTimer)

private:
    FramePace &m_pace;
    FrameParts::Part m_part;
    std::int64_t m_startNs;
};

} // namespace sightglass
