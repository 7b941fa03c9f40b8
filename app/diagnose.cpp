#include "diagnose.h"

#include "diagnosetap.h"
#include "dialects/native.h"
#include "link/probewords.h"
#include "link/websocket.h"
#include "log.h"
#include "session/endings.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>
#include <cstdio>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int pingEveryMs = 200;
constexpr int tokenMs = 15'000;
constexpr std::size_t mostPings = 10'000;
constexpr qsizetype mostSeries = SessionBounds::maxSeries;

} // namespace

Diagnose::Diagnose(const Source &source, std::shared_ptr<Credentials> credentials, int seconds,
                   bool json)
    : m_seconds(seconds > 0 ? seconds : usualSeconds)
    , m_json(json)
    , m_source(source)
    , m_credentials(std::move(credentials))
{
    if (!m_credentials && !source.token.isEmpty()) {
        m_credentials = std::make_shared<GivenToken>(source.token.toUtf8());
    }
    m_request.url = source.address;
    m_request.tls = source.tls;
    m_request.proxy = source.proxy;
    m_found.address = source.address;
    m_found.nowMs = QDateTime::currentMSecsSinceEpoch();
    m_dialect = Dialect::create(source.dialect, {});
    m_end.setSingleShot(true);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_credentials->cancel();
        onToken(tl::unexpected(NoToken{tr("No token came from %1 within %2 s.")
                                           .arg(m_credentials->origin())
                                           .arg(tokenMs / 1000),
                                       true}));
    });
    connect(&m_end, &QTimer::timeout, this, &Diagnose::conclude);
    connect(&m_ping, &QTimer::timeout, this, [this] {
        if (m_transport) {
            m_transport->ping();
        }
    });
}

Diagnose::~Diagnose()
{
    if (m_asking) {
        m_credentials->cancel();
    }
}

void Diagnose::start()
{
    say({redacted(m_source.address)});
    if (m_credentials) {
        askToken(false);
    } else {
        probe();
    }
}

void Diagnose::askToken(bool fresh)
{
    m_asking = true;
    m_patience.start(tokenMs);
    m_credentials->ask(fresh, [this](const tl::expected<Token, NoToken> &token) {
        // Perhaps from inside ask().
        QTimer::singleShot(0, this, [this, token] { onToken(token); });
    });
}

void Diagnose::onToken(const tl::expected<Token, NoToken> &token)
{
    if (!std::exchange(m_asking, false)) {
        return;
    }
    m_patience.stop();
    if (token && (!token->bearer.isEmpty() || m_found.refusal.isEmpty())) {
        m_request.bearer = token->bearer;
        m_found.token = token->bearer.isEmpty()             ? QString()
                        : m_credentials->origin().isEmpty() ? tr("given")
                                                            : m_credentials->origin();
        say(m_found.tokenLines());
        probe();
        return;
    }
    if (m_found.refusal.isEmpty()) { // not even asked yet: the request cannot be made
        m_found.probe.stage = ProbeReport::Stage::Request;
        m_found.refusal = token.error().text;
        say(m_found.failedLines());
    }
    conclude();
}

void Diagnose::probe()
{
    m_request.subprotocols = m_dialect->subprotocols();
    m_probe = std::make_unique<Probe>();
    connect(m_probe.get(), &Probe::reached, this, &Diagnose::onReached);
    connect(m_probe.get(), &Probe::finished, this, &Diagnose::onProbed, Qt::QueuedConnection);
    m_probe->start(m_request);
}

void Diagnose::onReached(ProbeReport::Stage stage)
{
    if (m_probed && stage != ProbeReport::Stage::Http) {
        return; // was said at the first time
    }
    m_found.probe = m_probe->report();
    switch (stage) {
    case ProbeReport::Stage::Name:
        say(m_found.nameLines());
        break;
    case ProbeReport::Stage::Tcp:
        say(m_found.tcpLines());
        break;
    case ProbeReport::Stage::Tls:
        say(m_found.tlsLines());
        break;
    case ProbeReport::Stage::Http:
        say(m_found.httpLines());
        break;
    default:
        break;
    }
}

void Diagnose::onProbed()
{
    m_probed = true;
    m_found.probe = m_probe->report();
    if (m_found.probe.stage == ProbeReport::Stage::Open) {
        startSession();
        return;
    }
    const Ending ending = endingOf(m_found.probe.closed(), *m_dialect, m_source.address);
    m_found.refusal = ending.text;
    say(m_found.failedLines());
    if (worthAskingAgain(ending)) {
        m_found.askedAgain = true;
        say(m_found.againLines());
        probe();
        return;
    }
    // Not every token is looked up before a server wants one.
    const bool mayHaveOne = m_credentials && m_credentials->canRefresh()
                            && m_request.bearer.isEmpty();
    if (ending.credentials && mayHaveOne && !std::exchange(m_refreshed, true)) {
        askToken(true);
        return;
    }
    conclude();
}

// As the session would: a server may have refused because of the subprotocols.
bool Diagnose::worthAskingAgain(const Ending &ending)
{
    const int status = m_found.probe.status;
    const bool aboutTheRequest = status == 101 || (status >= 400 && status < 500 && status != 429);
    const bool explained = !m_found.probe.problem.isEmpty() && status != 101;
    if (m_found.askedAgain || ending.final || !aboutTheRequest || explained) {
        return false;
    }
    m_dialect->refused();
    return m_dialect->subprotocols() != m_request.subprotocols;
}

void Diagnose::startSession()
{
    Session::Setup setup;
    setup.url = m_source.address;
    if (!m_request.bearer.isEmpty()) {
        setup.credentials = std::make_shared<GivenToken>(m_request.bearer);
    }
    setup.channels = m_source.channels;
    setup.tls = m_source.tls;
    const auto factory = [this](Transport::Listener &listener) {
        const auto ponged = [this](double ms) {
            if (m_found.roundTripsMs.size() < mostPings) {
                m_found.roundTripsMs.push_back(ms);
            }
        };
        auto tap = std::make_unique<DiagnoseTap>(listener, factoryOf<WebSocket>(), ponged);
        m_transport = tap.get();
        return tap;
    };
    m_found.tried = true;
    m_session = std::make_unique<Session>(
        std::move(setup), factory, std::move(m_dialect), m_clock,
        [] { return QRandomGenerator::global()->generateDouble(); }, *this);
    m_session->start();
}

bool Diagnose::deliver(std::unique_ptr<Batch> &batch)
{
    for (const Batch::Note &note : batch->notes) {
        const auto *seen = std::get_if<SeriesSeen>(&note.item);
        const auto *event = std::get_if<Event>(&note.item);
        const QString channel = seen ? seen->info.channel : event ? event->channel : QString();
        if (seen) {
            m_series.insert(seen->index);
        }
        if (!channel.isEmpty() && m_channels.size() < mostSeries) {
            m_channels.insert(channel);
        }
    }
    batch->clear();
    return true;
}

void Diagnose::statusChanged(const LinkStatus &status)
{
    if (m_concluded) {
        return;
    }
    m_found.link = status;
    const bool over = status.state == LinkState::Waiting || status.state == LinkState::Idle;
    if (status.state == LinkState::Live && !m_found.live) {
        m_found.live = true;
        m_liveClock.start();
        m_ping.start(pingEveryMs);
        m_end.start(m_seconds * 1'000);
    } else if (over) {
        m_transport = nullptr;
        m_ping.stop();
        m_found.ended = true;
        m_found.liveSeconds = m_found.live ? double(m_liveClock.elapsed()) / 1e3 : 0;
        m_end.start(0); // not from inside the session
    }
}

void Diagnose::conclude()
{
    if (std::exchange(m_concluded, true)) {
        return;
    }
    m_ping.stop();
    if (m_session) {
        if (!m_found.ended) {
            m_found.link = m_session->status();
            m_found.liveSeconds = double(m_liveClock.elapsed()) / 1e3;
        }
        m_session->stop();
        LinkStatus &link = m_found.link;
        for (QString *text : {&link.reason, &link.server, &link.lastBadFrame}) {
            *text = clean(*text);
        }
        const bool native = NativeDialect::offered().contains(link.subprotocol);
        m_found.dialect = m_source.dialect != u"auto"_s ? m_source.dialect
                          : native                      ? u"native"_s
                                                        : u"plain"_s;
        m_found.series = int(m_series.size());
        m_found.channels = int(m_channels.size());
        std::sort(m_found.roundTripsMs.begin(), m_found.roundTripsMs.end());
        say(m_found.sessionLines());
    }
    say(m_found.verdictLines());
    if (m_json) {
        std::printf("%s\n", QJsonDocument(m_found.toJson()).toJson().constData());
    }
    std::fflush(stdout);
    Q_EMIT finished(!m_found.verdict().works);
}

void Diagnose::say(const QStringList &lines)
{
    if (m_json) {
        return;
    }
    for (const QString &line : lines) {
        std::printf("%s\n", qUtf8Printable(line));
    }
    std::fflush(stdout);
}

QString Diagnose::clean(const QString &text) const
{
    return oneLine(QString::fromUtf8(withoutSecrets(text.toUtf8(), m_request)));
}

} // namespace sightglass
