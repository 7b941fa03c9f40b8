// fault --runs N --seed S [--tls]: faults between the real client and the real server, from a seed.
// See README.md beside this file.
#include "certificates.h"
#include "fakeserver.h"
#include "report.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QHostInfo>
#include <QJsonDocument>
#include <QSslKey>

#include <cstdio>

using namespace sightglass;
using namespace sightglass::fault;
using namespace Qt::StringLiterals;

namespace {

constexpr int defaultLanes = 40;
constexpr int memoryMs = 250;

// Two addresses under one name, which a server can move between.
bool canMove()
{
    bool four = false;
    bool six = false;
    for (const QHostAddress &address : QHostInfo::fromName(u"localhost"_s).addresses()) {
        four = four || address == QHostAddress(QHostAddress::LocalHost);
        six = six || address == QHostAddress(QHostAddress::LocalHostIPv6);
    }
    return four && six;
}

std::optional<QSslConfiguration> tlsOf(const OwnCertificate &own)
{
    QFile file(own.key);
    if (own.certificate.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QSslCertificate::fromPath(own.certificate));
    tls.setPrivateKey(QSslKey(file.readAll(), QSsl::Ec));
    return tls;
}

class Runs final : public QObject
{
public:
    Runs(const World &world, Report &report, std::uint64_t seed, int count)
        : m_world(world)
        , m_report(report)
        , m_seed(seed)
        , m_left(count)
    {
        m_memory.callOnTimeout([this, half = count / 2] { m_report.lookAtMemory(m_left < half); });
        m_memory.start(memoryMs);
    }

    void startOne()
    {
        if (m_left == 0) {
            if (m_lanes.empty()) {
                QCoreApplication::quit();
            }
            return;
        }
        --m_left;
        auto lane = std::make_unique<Lane>(m_world, planOf(m_seed++, m_world.allowed),
                                           [this, number = m_number](const Result &result) {
                                               m_report.add(result);
                                               QTimer::singleShot(0, this,
                                                                  [this, number] { end(number); });
                                           });
        m_lanes.emplace(m_number++, std::move(lane));
    }

private:
    void end(int number)
    {
        m_lanes.erase(number);
        startOne();
    }

    const World &m_world;
    Report &m_report;
    std::uint64_t m_seed;
    int m_left;
    int m_number = 0;
    std::map<int, std::unique_ptr<Lane>> m_lanes;
    QTimer m_memory;
};

struct Wanted
{
    int runs = 100;
    std::uint64_t seed = 1;
    int lanes = defaultLanes;
    bool tls = false;
    bool judgesTime = true;
    QString program;
};

Wanted parse(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Faults between the real client and the real server."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"runs"_s, u"How many; run i has the seed S + i."_s, u"n"_s, u"100"_s},
        {u"seed"_s, u"Of the first run."_s, u"s"_s, u"1"_s},
        {u"lanes"_s, u"How many runs at once."_s, u"n"_s, QString::number(defaultLanes)},
        {u"tls"_s, u"Over TLS."_s},
        {u"busy"_s, u"Measure time, but judge only counts: the machine does other things, too."_s},
        {u"program"_s,
         u"sightglass, for runs with a server process; else there are none."_s,
         u"file"_s,
         {}},
    });
    parser.process(app);
    Wanted wanted;
    wanted.runs = parser.value(u"runs"_s).toInt();
    wanted.seed = parser.value(u"seed"_s).toULongLong();
    wanted.lanes = std::max(1, parser.value(u"lanes"_s).toInt());
    wanted.tls = parser.isSet(u"tls"_s);
    wanted.judgesTime = !parser.isSet(u"busy"_s);
    wanted.program = parser.value(u"program"_s);
    return wanted;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Wanted wanted = parse(app);
    const OwnCertificate own;
    World world;
    if (wanted.tls) {
        world.tls = tlsOf(own);
        world.caFile = own.certificate;
        if (!world.tls) {
            std::fprintf(stderr, "fault: %s\n", noOpenssl);
            return EXIT_FAILURE;
        }
    }
    world.program = wanted.program;
    world.allowed = {QFileInfo(wanted.program).isExecutable(), canMove()};
    if (!world.allowed.move) {
        std::fprintf(stderr, "fault: localhost has one address here, so no server moves\n");
    }
    QThread link;
    link.start();
    world.linkThread = &link;
    Report report(wanted.seed, wanted.tls, wanted.judgesTime);
    {
        Runs runs(world, report, wanted.seed, wanted.runs);
        for (int i = 0; i < std::min(wanted.lanes, wanted.runs); ++i) {
            QTimer::singleShot(i * 50, &runs, [&runs] { runs.startOne(); });
        }
        QCoreApplication::exec();
    }
    link.quit();
    link.wait();
    std::printf("%s", QJsonDocument(report.json()).toJson().constData());
    return report.kept() ? EXIT_SUCCESS : EXIT_FAILURE;
}
