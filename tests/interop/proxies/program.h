// A program from a package that serves a port of this machine, for as long as this lives.
#pragma once

#include "fakemachine.h"
#include "fakeserver.h"
#include "feedrig.h"

#include <QProcess>
#include <QTemporaryDir>

namespace sightglass {

// A port that was free a moment ago.
quint16 freePort();

class Program
{
public:
    // `name` in PATH or in /usr/sbin; @PORT@ and @DIR@ in `config` (a file "config" in DIR) and in
    // the arguments become what they are.
    Program(const QString &name, const QStringList &arguments, const QByteArray &config = {});
    ~Program();

    static bool isInstalled(const QString &name);
    bool start(); // false: it does not; log() may say why
    void stop();  // and its port with it, for start() to take again
    quint16 port() const { return m_port; }
    QByteArray log() { return m_process.readAll(); }
    QUrl url(const QString &scheme = QStringLiteral("ws")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2/").arg(scheme).arg(m_port));
    }

private:
    QString m_name;
    QStringList m_arguments;
    quint16 m_port = freePort();
    QTemporaryDir m_dir;
    QProcess m_process;
};

inline Source sourceBy(const QUrl &url, const QString &transport)
{
    Source source = FeedRig::sourceFor(url);
    source.transport = transport;
    return source;
}

inline const QString counter = QStringLiteral("cpu.core0"); // counts the messages on its channel

// One more each time: nothing is missing and nothing came twice.
inline bool countsOn(const FeedRig &rig)
{
    const FeedRig::Points points = rig.points(rig.store.find(0, counter));
    for (std::size_t i = 1; i < points.values.size(); ++i) {
        if (points.values[i] != points.values[i - 1] + 1) {
            return false;
        }
    }
    return !points.values.empty();
}

} // namespace sightglass

// In a test: starts it, or says which package is missing.
#define START(program, name, package)                                                              \
    if (!sightglass::Program::isInstalled(QStringLiteral(name))) {                                 \
        QSKIP("no " name " here (Debian package " package ")");                                    \
    }                                                                                              \
    QVERIFY2((program).start(), (program).log().constData())
