// One run: a server, the gate and the line before it, the program's own client behind them, and a
// plan of what goes wrong. Ends with what came of it.
//
// On the thread that made it; the client's session is on the link thread, as in the program.
// Everything goes by the real clock; look() asks a hundred times a second how things are.
#pragma once

#include "gate.h"
#include "host.h"
#include "line.h"
#include "verdict.h"

#include <QThread>

namespace sightglass::fault {

// What all runs share.
struct World
{
    QThread *linkThread = nullptr;
    QString program; // for runs with a child; empty: none
    std::optional<QSslConfiguration> tls;
    QString caFile;
    Allowed allowed;
};

struct Recovery
{
    std::int64_t ms = 0; // from when both the loss was known and the server was back
    bool first = false;  // by the first retry, over a line that is not slow, not asked to wait
};

struct Result
{
    Plan plan;
    Counts counts;
    std::vector<std::int64_t> detectionsMs; // of silence
    std::vector<Recovery> recoveries;
    int brokenPromises = 0; // about ends: stopped or went on, came back too early or never
    QStringList faults;

    bool clean() const { return counts.clean() && brokenPromises == 0; }
};

class Lane final : public QObject
{
    Q_OBJECT

public:
    Lane(const World &world, Plan plan, std::function<void(const Result &)> done);
    ~Lane() override;

private:
    enum class Phase : std::uint8_t { Starting, Calm, Ill, Recovering, Final, CatchingUp, Done };

    void look();
    void enter(Phase phase);
    void start();
    void calm();
    void inject();
    void strike(const Step &step);
    void ill();
    void recovering();
    void atTheEnd();
    void catchingUp();
    void measure();
    bool hasCaughtUp() const;
    void broken(const QString &text);
    void finish();
    Source source() const;

    const World &m_world;
    Result m_result;
    std::function<void(const Result &)> m_done;
    std::unique_ptr<Host> m_host;
    Gate m_gate;
    Line m_line;
    Manner m_manner;
    std::unique_ptr<Feed> m_feed;
    std::unique_ptr<Received> m_received;

    Phase m_phase = Phase::Starting;
    QElapsedTimer m_inPhase;
    QTimer m_look;
    Step m_step;
    std::size_t m_next = 0; // of the plan's steps
    bool m_started = false;
    bool m_reborn = false;
    bool m_quiet = false; // it has stopped, and is watched for staying so
    std::int64_t m_faultUs = 0;
    std::int64_t m_backUs = 0;
    std::int64_t m_untilUs = 0;
    std::int64_t m_reachedUs = 0; // of what was said until then, over all channels
    std::size_t m_losses = 0;     // that were told before the fault
    int m_upgrades = 0;           // before the fault
};

} // namespace sightglass::fault
