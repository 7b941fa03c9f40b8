// A network and a mount namespace of the test's own, in which packets can be dropped and names
// moved without being root: Linux, `unshare`, `ip`, `iptables`.
//
// enter() runs the whole program again inside, or says why it cannot; what needs the namespace asks
// missing() first. Outside nothing is ever changed.
#pragma once

#include <QCoreApplication>
#include <QFile>
#include <QHostAddress>
#include <QProcess>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace sightglass::fault {

class NetSpace
{
public:
    // First of all in main(). Returns in the inner program, or in the outer one if there can be no
    // inner one.
    static void enter(char **argv)
    {
#ifdef Q_OS_LINUX
        if (qEnvironmentVariableIsSet(mark)) {
            run(QStringLiteral("ip"), {QStringLiteral("link"), QStringLiteral("set"),
                                       QStringLiteral("lo"), QStringLiteral("up")});
            return;
        }
        const QString probe = QStringLiteral("ip link set lo up && iptables -L");
        if (!run(QStringLiteral("unshare"),
                 {QStringLiteral("-rnm"), QStringLiteral("sh"), QStringLiteral("-c"), probe})) {
            return;
        }
        qputenv(mark, "1");
        std::vector<char *> words{const_cast<char *>("unshare"), const_cast<char *>("-rnm"),
                                  const_cast<char *>("--")};
        for (char **word = argv; *word; ++word) {
            words.push_back(*word);
        }
        words.push_back(nullptr);
        execvp("unshare", words.data());
        qunsetenv(mark); // it was not to be
#else
        Q_UNUSED(argv);
#endif
    }

    // Empty if there is a namespace.
    static QByteArray missing()
    {
        return qEnvironmentVariableIsSet(mark)
                   ? QByteArray()
                   : QByteArray("no network namespace of one's own here (needs Linux, unshare -rnm,"
                                " ip and iptables): packets cannot be dropped");
    }

    // From now on no packet to or from this port gets through.
    static bool drop(quint16 port)
    {
        const QString number = QString::number(port);
        bool done = true;
        for (const char *way : {"--dport", "--sport"}) {
            done = run(QStringLiteral("iptables"),
                       {QStringLiteral("-A"), QStringLiteral("INPUT"), QStringLiteral("-p"),
                        QStringLiteral("tcp"), QString::fromLatin1(way), number,
                        QStringLiteral("-j"), QStringLiteral("DROP")})
                   && done;
        }
        return done;
    }

    // The system's names are those of this file; changing it changes them.
    static bool nameBy(const QString &hosts)
    {
        return run(QStringLiteral("mount"),
                   {QStringLiteral("--bind"), hosts, QStringLiteral("/etc/hosts")});
    }

private:
    static constexpr const char *mark = "SIGHTGLASS_TEST_NAMESPACE";

    static bool run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit
               && process.exitCode() == 0;
    }
};

} // namespace sightglass::fault
