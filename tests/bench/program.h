// The program itself, started as people start it, in a home of its own, and what the kernel says of
// it. Linux only: reads /proc.
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace sightglass::bench {

class Program
{
public:
    explicit Program(const QStringList &arguments);
    ~Program();
    Q_DISABLE_COPY_MOVE(Program)

    bool running();
    // Milliseconds since before it was started until it said a line with that on stderr; -1: never.
    double saysAfter(const QByteArray &text);
    double cpuMs() const; // all its threads, since it was started
    double pssMb() const;
    bool minimise(); // with a window manager

private:
    QTemporaryDir m_home;
    QProcess m_process;
    qint64 m_startNs = 0;
};

} // namespace sightglass::bench
