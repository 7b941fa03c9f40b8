// The program's window: loads the QML module, hands it the desk, and serves the options that are
// about looks (theme, size, screenshot, timings). GUI thread; needs a QGuiApplication.
#pragma once

#include "cli.h"

#include <QObject>
#include <QQmlApplicationEngine>

class QQuickWindow;

namespace sightglass {

class Desk;

class Window final : public QObject
{
    Q_OBJECT

public:
    explicit Window(const Options &options);

    // Before the QGuiApplication: an error sentence if there is no display to show it on.
    static QString noDisplay();
    // After it: fonts, icon, and the software renderer where OpenGL is not to be had.
    static void prepare(const Options &options);

    // False if the QML could not be loaded; the reason is on stderr.
    bool show(Desk &desk);

Q_SIGNALS:
    void finished(bool failed);

private:
    void saveScreenshot();
    void watchFrames(Desk &desk);

    Options m_options;
    QQmlApplicationEngine m_engine;
    QQuickWindow *m_window = nullptr;
    bool m_firstFrame = false;
    bool m_firstSample = false;
};

} // namespace sightglass
