#include "cliline.h"

#include <QCoreApplication>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

} // namespace

void CommandLine::add(const QString &name, const char *text, const QString &value)
{
    parser.addOption(QCommandLineOption(name, say(text), value));
}

CommandLine::CommandLine()
{
    parser.setApplicationDescription(say(QT_TRANSLATE_NOOP(
        "cli", "Shows live data and never lies about it.\n\n"
               "  sightglass                    this machine's own metrics\n"
               "  sightglass ws://host:port     what a WebSocket server sends\n"
               "  sightglass serve              stream this machine to another Sightglass\n"
               "  sightglass tail URL           print what arrives, as JSON lines\n"
               "  sightglass diagnose URL       why a connection does not work, and what helps")));
    parser.addPositionalArgument(u"command"_s,
                                 say(QT_TRANSLATE_NOOP("cli", "serve, tail, diagnose, or nothing")),
                                 u"[serve|tail|diagnose]"_s);
    parser.addPositionalArgument(
        u"address"_s, say(QT_TRANSLATE_NOOP("cli", "ws:// or wss:// address")), u"[URL]"_s);
    parser.addOption({{u"h"_s, u"help"_s}, say(QT_TRANSLATE_NOOP("cli", "Show this help."))});
    parser.addOption({{u"v"_s, u"version"_s}, say(QT_TRANSLATE_NOOP("cli", "Show the version."))});
    add(u"headless"_s,
        QT_TRANSLATE_NOOP(
            "cli", "No window: one line of status a second, and a JSON summary at the end."));
    addLink();
    add(u"seconds"_s,
        QT_TRANSLATE_NOOP("cli", "headless, tail: stop after so many seconds. "
                                 "diagnose: listen so long (5)."),
        u"n"_s);
    add(u"count"_s, QT_TRANSLATE_NOOP("cli", "tail: stop after so many samples."), u"n"_s);
    add(u"json"_s, QT_TRANSLATE_NOOP("cli", "diagnose: one JSON object instead of lines."));
    add(u"max-rate"_s,
        QT_TRANSLATE_NOOP("cli", "Ask the server to thin out to so many sample times a second; "
                                 "what it leaves out is never kept."),
        u"hz"_s);
    add(u"metrics-port"_s,
        QT_TRANSLATE_NOOP("cli", "window, headless: show the link's numbers to Prometheus at "
                                 "http://127.0.0.1:n/metrics (0: any free port)."),
        u"n"_s);
    addLooks();
    add(u"bind"_s, QT_TRANSLATE_NOOP("cli", "serve: address to listen on (127.0.0.1)."),
        u"address"_s);
    add(u"port"_s, QT_TRANSLATE_NOOP("cli", "serve: port to listen on (0: any free one)."), u"n"_s);
    add(u"tls-cert"_s, QT_TRANSLATE_NOOP("cli", "serve: certificate chain, PEM."), u"file"_s);
    add(u"tls-key"_s, QT_TRANSLATE_NOOP("cli", "serve: its private key, PEM."), u"file"_s);
    add(u"insecure"_s,
        QT_TRANSLATE_NOOP("cli", "serve: allow other machines without token or TLS."));
    add(u"cpu-interval"_s,
        QT_TRANSLATE_NOOP("cli", "Milliseconds between readings of the processors (100)."),
        u"ms"_s);
    add(u"interval"_s,
        QT_TRANSLATE_NOOP("cli", "Milliseconds between readings of the rest (1000)."), u"ms"_s);
}

void CommandLine::addLink()
{
    add(u"token-file"_s,
        QT_TRANSLATE_NOOP("cli", "Read the token from this file (else from SIGHTGLASS_TOKEN)."),
        u"file"_s);
    add(u"token-command"_s,
        QT_TRANSLATE_NOOP("cli", "Run this program at every attempt; it prints the token."),
        u"command"_s);
    add(u"dialect"_s, QT_TRANSLATE_NOOP("cli", "How the server speaks: auto, native or plain."),
        u"name"_s);
    add(u"transport"_s,
        QT_TRANSLATE_NOOP("cli", "How messages travel: auto, websocket, sse or longpoll (auto: the "
                                 "first that gets through)."),
        u"name"_s);
    add(u"proxy"_s,
        QT_TRANSLATE_NOOP("cli", "Connect through http://host:port or socks5://host:port, or "
                                 "direct (else as SIGHTGLASS_PROXY or the environment says)."),
        u"URL"_s);
    add(u"ca-file"_s, QT_TRANSLATE_NOOP("cli", "Trust the certificates in this PEM file too."),
        u"file"_s);
    add(u"client-cert"_s,
        QT_TRANSLATE_NOOP("cli", "Show this certificate to servers that ask for one, PEM."),
        u"file"_s);
    add(u"client-key"_s, QT_TRANSLATE_NOOP("cli", "Its private key, PEM; else in the same file."),
        u"file"_s);
    add(u"pin"_s,
        QT_TRANSLATE_NOOP("cli", "Accept only the server with this public key, sha256//…"),
        u"pin"_s);
}

void CommandLine::addLooks()
{
    add(u"screenshot"_s,
        QT_TRANSLATE_NOOP("cli", "Save a picture of the window to this file and quit."), u"file"_s);
    add(u"after"_s, QT_TRANSLATE_NOOP("cli", "screenshot: wait so many seconds first (3)."),
        u"n"_s);
    add(u"size"_s, QT_TRANSLATE_NOOP("cli", "Size of the window, like 1440x900."), u"WxH"_s);
    add(u"theme"_s,
        QT_TRANSLATE_NOOP("cli", "dark, light, dark-high-contrast or light-high-contrast, for this "
                                 "run; else as set."),
        u"name"_s);
    add(u"board"_s,
        QT_TRANSLATE_NOOP("cli", "Show this board: machine, link, gallery, or a JSON file."),
        u"name"_s);
    add(u"software-rendering"_s, QT_TRANSLATE_NOOP("cli", "Draw without the graphics card."));
    add(u"timings"_s,
        QT_TRANSLATE_NOOP("cli",
                          "Print when the first frame and the first live sample were shown."));
}

} // namespace sightglass
