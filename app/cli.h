// The command line as options. Pure: nothing is opened but the token file, nothing is started.
#pragma once

#include "demo/feedserver.h"
#include "source.h"

#include <QElapsedTimer>
#include <QSize>

namespace sightglass {

struct Options
{
    enum class Mode : std::uint8_t { Window, Headless, Serve, Tail, Diagnose, Help, Version };
    Mode mode = Mode::Window;
    bool ownFeed = true; // no address was given: this machine
    Source source;
    FeedServer::Options serve;

    int seconds = 0;      // Headless, Tail: stop after so long; 0: never. Diagnose: listen so long
    qint64 count = 0;     // Tail: stop after so many samples; 0: never
    bool json = false;    // Diagnose: one object instead of lines
    int metricsPort = -1; // Window, Headless: show numbers there; 0: any free one; -1: nowhere
    QString screenshot;   // Window: save the window and quit
    int screenshotAfter = 3;
    QString theme; // dark or light, also with -high-contrast behind; empty: as set
    QSize size;    // of the window; invalid: the usual
    QString board; // Window: a shipped one's name, or a file; empty: the usual
    bool software = false;
    bool timings = false;
    QElapsedTimer started; // the process, for timings; main() sets it

    // `arguments` as main() got them. The error is one sentence for stderr.
    static tl::expected<Options, QString> parse(const QStringList &arguments);
    static QString helpText(); // needs a QCoreApplication
};

} // namespace sightglass
