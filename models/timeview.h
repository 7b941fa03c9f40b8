// The stretch of time all charts show, and the one cursor they share.
//
// Live, its right end is that of the step now is in, one of `stepUs`, the time of one pixel: a
// chart shows what just came, moves by whole pixels and is still in between; where data come less
// often it moves with them. Its moment, whose numbers are shown, is never ahead of the clock, which
// that end may be by seconds where a pixel is. Paused, nothing moves; data keeps coming in. Panning
// pauses by itself, and so does zooming that leaves now behind. Microseconds since the epoch, as
// double: exact for our lifetime.
#pragma once

#include "store/store.h"

#include <QBasicTimer>
#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace sightglass {

using NowUs = std::function<std::int64_t()>;
std::int64_t systemNowUs();

class TimeView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    Q_PROPERTY(double fromUs READ fromUs NOTIFY windowChanged)
    Q_PROPERTY(double toUs READ toUs NOTIFY windowChanged)
    Q_PROPERTY(double spanUs READ spanUs NOTIFY spanChanged)
    Q_PROPERTY(double stepUs READ stepUs WRITE setStepUs NOTIFY stepUsChanged)
    Q_PROPERTY(bool live READ live NOTIFY liveChanged)
    Q_PROPERTY(bool paused READ paused NOTIFY liveChanged)
    Q_PROPERTY(QString behindText READ behindText NOTIFY behindChanged) // "00:42"
    Q_PROPERTY(double momentUs READ momentUs NOTIFY momentChanged)
    Q_PROPERTY(QString momentText READ momentText NOTIFY momentChanged) // "14:02:10"
    Q_PROPERTY(double newPoints READ newPoints NOTIFY behindChanged)    // since the pause
    Q_PROPERTY(double liveUs READ liveUs NOTIFY ticked) // where live would be, once a second
    Q_PROPERTY(double cursorUs READ cursorUs NOTIFY cursorChanged) // NaN: nothing pointed at

public:
    static constexpr double shortestUs = 1e6;
    static constexpr double longestUs = 24 * 3600e6;

    TimeView(const Store *store, NowUs now, QObject *parent);

    double fromUs() const { return m_toUs - m_spanUs; }
    double toUs() const { return m_toUs; }
    double momentUs() const { return m_momentUs; } // the end, or when it was shown if that is ahead
    double spanUs() const { return m_spanUs; }
    double chosenUs() const { return m_chosenUs; } // the span without zooming
    double stepUs() const { return m_stepUs; }
    void setStepUs(double us);
    bool live() const { return m_live; }
    bool paused() const { return !m_live; }
    QString behindText() const;
    QString momentText() const;
    double newPoints() const;
    double liveUs() const { return edge(); }
    double cursorUs() const { return m_cursorUs; }

    Q_INVOKABLE void pause();
    Q_INVOKABLE void goLive();
    Q_INVOKABLE void toggle();
    Q_INVOKABLE void setSpan(double us);               // the one chosen; reset() comes back to it
    Q_INVOKABLE void zoomAt(double us, double factor); // factor < 1 comes closer
    Q_INVOKABLE void showTime(double us);              // looks back there, with the cursor on it
    Q_INVOKABLE void panBy(double us);                 // > 0 towards now; reaching it is going live
    Q_INVOKABLE void look(double fromUs, double toUs); // exactly that; live if it reaches now
    Q_INVOKABLE void reset();                          // the chosen span, live
    Q_INVOKABLE void pointAt(double us);
    Q_INVOKABLE void pointAway();

    // The server's clock minus ours: live is live by the server's clock.
    void setClockOffset(std::int64_t us);
    void follow(); // also done by the own timer
    // Somebody else follows, when followDue() says so or later.
    void setPaced(bool paced) { m_paced = paced; }
    // How often what is shown gets samples, each of which is followed; 0: not known.
    void setCadence(std::int64_t us);
    int timerMs() const; // after so long without any the window moves on
    void tick();         // once a second

Q_SIGNALS:
    void windowChanged();
    void momentChanged();
    void spanChanged();
    void chosenChanged();
    void stepUsChanged();
    void liveChanged();
    void behindChanged();
    void cursorChanged();
    void ticked();
    void followDue();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    double nowUs() const;
    double edge() const; // the end of the step that now is in
    void show(double toUs, double spanUs);
    void setMoment();
    void setLive(bool live);
    void startTimer();

    const Store *m_store;
    NowUs m_now;
    QBasicTimer m_timer;
    double m_toUs = 0, m_momentUs = 0;
    double m_spanUs = 60e6, m_chosenUs = 60e6;
    double m_stepUs = 100e3;
    double m_cursorUs;
    std::int64_t m_offsetUs = 0, m_cadenceUs = 0;
    std::uint64_t m_samplesAtPause = 0;
    bool m_live = true, m_paced = false;
};

} // namespace sightglass
