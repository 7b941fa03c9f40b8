// What may stand on the command line, and the help that describes it. What it means is cli's to
// say. Needs a QCoreApplication for the help only.
#pragma once

#include <QCommandLineParser>

namespace sightglass {

struct CommandLine
{
    CommandLine();
    void addLink();  // the options of a connection
    void addLooks(); // the options of the window
    QCommandLineParser parser;

private:
    void add(const QString &name, const char *text, const QString &value = {});
};

} // namespace sightglass
