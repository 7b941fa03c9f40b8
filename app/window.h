// The program's window: loads the QML module, hands it the desk and the preferences, tells these
// what the system says about looks, and serves the options that are about looks (theme, size,
// screenshot, timings). A size or a screenshot asked for on the command line leaves the kept
// settings alone. GUI thread; needs a QGuiApplication.
#pragma once

#include "cli.h"
#include "desktop/appearance.h"
#include "models/preferences.h"

#include <QObject>
#include <QPointer>
#include <QQmlApplicationEngine>

class QQuickWindow;

namespace sightglass {

class Desk;

class Window final : public QObject
{
    Q_OBJECT

public:
    explicit Window(const Options &options);
    ~Window() override;

    // Before the QGuiApplication: an error sentence if there is no display to show it on.
    static QString noDisplay();
    // After it: fonts, icon, and the software renderer where OpenGL is not to be had.
    static void prepare(const Options &options);

    // False if the QML could not be loaded; the reason is on stderr.
    bool show(Desk &desk);

Q_SIGNALS:
    void finished(bool failed);

private:
    void useLooks();
    void useSpan(Desk &desk);
    QSize startSize() const; // invalid: the usual
    void saveScreenshot();
    void watchFrames(Desk &desk);

    Options m_options;
    Appearance m_appearance;
    Preferences m_preferences;
    QQmlApplicationEngine m_engine; // after what it shows
    QPointer<QQuickWindow> m_window;
    bool m_firstFrame = false;
    bool m_firstSample = false;
};

} // namespace sightglass
