#include "cli.h"

#include "cliline.h"
#include "dialects/dialect.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestToken = 16 * 1024;

QString say(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

// Collects values and remembers the first that was wrong.
class Reader
{
public:
    explicit Reader(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }

    template<typename Number>
    void number(const QString &name, Number &out, int least, int most)
    {
        if (!m_parser.isSet(name)) {
            return;
        }
        bool ok = false;
        const int value = m_parser.value(name).toInt(&ok);
        if (!ok || value < least || value > most) {
            fail(say(QT_TRANSLATE_NOOP("cli", "--%1 takes a whole number from %2 to %3, not “%4”."))
                     .arg(name)
                     .arg(least)
                     .arg(most)
                     .arg(m_parser.value(name)));
            return;
        }
        out = Number(value);
    }

    void size(QSize &out)
    {
        if (!m_parser.isSet(u"size"_s)) {
            return;
        }
        const QStringList parts = m_parser.value(u"size"_s).split(u'x');
        const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
        if (size.width() < 1 || size.height() < 1 || size.width() > 16'384
            || size.height() > 16'384) {
            fail(say(QT_TRANSLATE_NOOP("cli", "--size takes something like 1440x900, not “%1”."))
                     .arg(m_parser.value(u"size"_s)));
            return;
        }
        out = size;
    }

    QString token()
    {
        if (!m_parser.isSet(u"token-file"_s)) {
            return qEnvironmentVariable("SIGHTGLASS_TOKEN").trimmed();
        }
        QFile file(m_parser.value(u"token-file"_s));
        if (!file.open(QIODevice::ReadOnly)) {
            fail(say(QT_TRANSLATE_NOOP("cli", "The token file “%1” cannot be read: %2."))
                     .arg(file.fileName(), file.errorString()));
            return {};
        }
        const QByteArray text = file.read(longestToken + 1);
        if (text.size() > longestToken || text.trimmed().isEmpty()) {
            fail(say(QT_TRANSLATE_NOOP("cli",
                                       "The token file “%1” is empty or longer than %2 bytes."))
                     .arg(file.fileName())
                     .arg(longestToken));
            return {};
        }
        const QString token = QString::fromUtf8(text).trimmed();
        if (token.contains(u'\n') || token.contains(u'\r')) {
            fail(say(QT_TRANSLATE_NOOP("cli", "The token file “%1” holds more than one line."))
                     .arg(file.fileName()));
            return {};
        }
        return token;
    }

    void fail(const QString &text)
    {
        if (error.isEmpty()) {
            error = text;
        }
    }

    QString error;

private:
    const QCommandLineParser &m_parser;
};

void readServe(const QCommandLineParser &parser, Reader &read, FeedServer::Options &serve)
{
    if (parser.isSet(u"bind"_s) && !serve.address.setAddress(parser.value(u"bind"_s))) {
        read.fail(say(QT_TRANSLATE_NOOP("cli", "--bind takes an IP address, not “%1”."))
                      .arg(parser.value(u"bind"_s)));
    }
    read.number(u"port"_s, serve.port, 0, 65'535);
    read.number(u"cpu-interval"_s, serve.cpuMs, 10, 60'000);
    read.number(u"interval"_s, serve.systemMs, 100, 3'600'000);
    serve.certificateFile = parser.value(u"tls-cert"_s);
    serve.keyFile = parser.value(u"tls-key"_s);
    serve.insecure = parser.isSet(u"insecure"_s);
    if (serve.certificateFile.isEmpty() != serve.keyFile.isEmpty()) {
        read.fail(say(QT_TRANSLATE_NOOP("cli", "--tls-cert and --tls-key belong together.")));
    }
}

void readLook(const QCommandLineParser &parser, Reader &read, Options &options)
{
    options.screenshot = parser.value(u"screenshot"_s);
    options.theme = parser.value(u"theme"_s);
    options.board = parser.value(u"board"_s);
    if (parser.isSet(u"board"_s) && options.board.isEmpty()) {
        read.fail(say(QT_TRANSLATE_NOOP("cli", "--board takes the name of a board or a file.")));
    }
    options.software = parser.isSet(u"software-rendering"_s);
    options.timings = parser.isSet(u"timings"_s);
    read.number(u"after"_s, options.screenshotAfter, 0, 86'400);
    read.size(options.size);
    const QStringList themes{QString(), u"dark"_s, u"light"_s, u"dark-high-contrast"_s,
                             u"light-high-contrast"_s};
    if (!themes.contains(options.theme)) {
        read.fail(say(QT_TRANSLATE_NOOP("cli", "--theme is dark, light, dark-high-contrast or "
                                               "light-high-contrast, not “%1”."))
                      .arg(options.theme));
    }
}

// A password on the command line would be visible to everyone on this machine; one in the
// environment is not.
void readProxy(const QCommandLineParser &parser, Reader &read, Source &source)
{
    const bool given = parser.isSet(u"proxy"_s);
    const auto proxy = Source::proxyFrom(given ? parser.value(u"proxy"_s)
                                               : qEnvironmentVariable("SIGHTGLASS_PROXY"));
    if (given && proxy && !proxy->userInfo().isEmpty()) {
        read.fail(say(QT_TRANSLATE_NOOP("cli",
                                        "--proxy holds a user name or password, which would be "
                                        "visible to everyone on this machine. Leave it out and use "
                                        "the environment variable SIGHTGLASS_PROXY.")));
    } else if (!proxy) {
        read.fail(say(QT_TRANSLATE_NOOP("cli", "%1 is no proxy. Write it like http://host:port or "
                                               "socks5://host:port, or direct."))
                      .arg(given ? u"--proxy"_s : u"SIGHTGLASS_PROXY"_s));
    } else {
        source.proxy = *proxy;
    }
}

void readToken(const QCommandLineParser &parser, Reader &read, Source &source)
{
    source.token = read.token();
    source.tokenCommand = parser.value(u"token-command"_s);
    if (parser.isSet(u"token-command"_s)) {
        if (source.tokenCommand.trimmed().isEmpty()) {
            read.fail(say(QT_TRANSLATE_NOOP("cli", "--token-command takes a program to run.")));
        }
        if (parser.isSet(u"token-file"_s)) {
            read.fail(say(
                QT_TRANSLATE_NOOP("cli", "--token-file and --token-command exclude each other.")));
        }
    }
}

void readRate(const QCommandLineParser &parser, Reader &read, Source &source)
{
    if (parser.isSet(u"max-rate"_s)) {
        bool ok = false;
        const double hz = parser.value(u"max-rate"_s).toDouble(&ok);
        if (!ok || !(hz >= Source::leastRateHz && hz <= Source::mostRateHz)) {
            read.fail(say(QT_TRANSLATE_NOOP("cli", "--max-rate takes a number from %1 to %2, not "
                                                   "“%3”."))
                          .arg(Source::leastRateHz)
                          .arg(Source::mostRateHz)
                          .arg(parser.value(u"max-rate"_s)));
        }
        source.maxRateHz = hz;
    }
}

void readSource(const QCommandLineParser &parser, Reader &read, const QStringList &words,
                Options &options)
{
    options.ownFeed = words.isEmpty();
    if (!words.isEmpty()) {
        auto source = Source::fromAddress(words.first());
        if (!source) {
            read.fail(source.error());
            return;
        }
        options.source = *source;
    }
    readToken(parser, read, options.source);
    TlsChoice &tls = options.source.tls;
    tls.caFile = parser.value(u"ca-file"_s);
    tls.certificateFile = parser.value(u"client-cert"_s);
    tls.keyFile = parser.value(u"client-key"_s);
    tls.pin = parser.value(u"pin"_s);
    readRate(parser, read, options.source);
    if (parser.isSet(u"dialect"_s)) {
        options.source.dialect = parser.value(u"dialect"_s);
    }
    if (parser.isSet(u"transport"_s)) {
        options.source.transport = parser.value(u"transport"_s);
    }
    if (!Source::isTransport(options.source.transport)) {
        read.fail(
            say(QT_TRANSLATE_NOOP("cli", "--transport is auto, websocket, sse or longpoll, not "
                                         "“%1”."))
                .arg(options.source.transport));
    }
    readProxy(parser, read, options.source);
    if (!Dialect::create(options.source.dialect, {})) {
        read.fail(say(QT_TRANSLATE_NOOP("cli", "--dialect is auto, native or plain, not “%1”."))
                      .arg(options.source.dialect));
    }
}

} // namespace

tl::expected<Options, QString> Options::parse(const QStringList &arguments)
{
    CommandLine line;
    QCommandLineParser &parser = line.parser;
    if (!parser.parse(arguments)) {
        return tl::unexpected(parser.errorText() + say(QT_TRANSLATE_NOOP("cli", " See --help.")));
    }
    Options options;
    Reader read(parser);
    QStringList words = parser.positionalArguments();
    options.mode = parser.isSet(u"headless"_s) ? Mode::Headless : Mode::Window;
    const std::pair<QLatin1StringView, Mode> commands[] = {
        {"serve"_L1, Mode::Serve}, {"tail"_L1, Mode::Tail}, {"diagnose"_L1, Mode::Diagnose}};
    for (const auto &[command, mode] : commands) {
        if (!words.isEmpty() && words.first() == command) {
            words.removeFirst();
            options.mode = mode;
            break;
        }
    }
    if (parser.isSet(u"help"_s) || parser.isSet(u"version"_s)) {
        options.mode = parser.isSet(u"help"_s) ? Mode::Help : Mode::Version;
        return options;
    }
    if (words.size() > (options.mode == Mode::Serve ? 0 : 1)) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("cli", "“%1” is one word too many. See --help."))
                .arg(words.last()));
    }
    if (options.mode == Mode::Tail && words.isEmpty()) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("cli", "tail needs an address, like ws://host:port/path.")));
    }
    if (options.mode == Mode::Diagnose && words.isEmpty()) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("cli", "diagnose needs an address, like ws://host:port/path.")));
    }
    readServe(parser, read, options.serve);
    readLook(parser, read, options);
    readSource(parser, read, words, options);
    read.number(u"seconds"_s, options.seconds, 0, 2'147'483);
    read.number(u"metrics-port"_s, options.metricsPort, 0, 65'535);
    read.number(u"count"_s, options.count, 0, std::numeric_limits<int>::max());
    options.serve.token = options.source.token;
    options.json = parser.isSet(u"json"_s);
    if (!read.error.isEmpty()) {
        return tl::unexpected(read.error);
    }
    return options;
}

QString Options::helpText()
{
    return CommandLine().parser.helpText();
}

} // namespace sightglass
