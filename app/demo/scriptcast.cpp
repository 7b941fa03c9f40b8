#include "demo/scriptcast.h"

#include <QCoreApplication>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

using Manner = Script::Part::Manner;
using Curve = Script::Curve;

constexpr double gibibyte = 1024.0 * 1024 * 1024;
constexpr int fastMs = 100;
constexpr int usualMs = 1000;
constexpr int slowMs = 2000;
constexpr int longName = 1000;
constexpr int many = 12;

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::script", text);
}

// A walk about `middle`, `swing` up and down, one large wave in `seconds`.
Curve walk(std::uint64_t stream, double middle, double swing, double seconds, int octaves = 7)
{
    return [=](const Noise &noise, double at) {
        return middle + swing * noise.wave(stream, at / seconds, octaves);
    };
}

Curve above(double least, Curve curve)
{
    return [least, curve = std::move(curve)](const Noise &noise, double at) {
        return std::max(least, curve(noise, at));
    };
}

bool inSpike(double at)
{
    const auto phase = std::int64_t(at * 1e6) % Script::periodUs;
    const bool started = at * 1e6 > double(Script::periodUs);
    return (phase >= Script::spikeFromUs && phase < Script::spikeToUs)
           || phase >= Script::spikeAgainFromUs
           || (started && phase < Script::spikeAgainToUs - Script::periodUs);
}

double core(const Noise &noise, std::uint64_t number, double at)
{
    if (number == 0 && inSpike(at)) {
        return 96 + 1.5 * noise.wave(30, at, 2);
    }
    const double middle = number == 0 ? 44 : 32;
    return std::clamp(middle + 19 * noise.wave(10 + number, at / 45, 8, 0.7), 2.0, 84.0);
}

class Builder
{
public:
    explicit Builder(std::vector<Script::Part> &parts)
        : m_parts(parts)
    {
    }

    Script::Part &add(const QString &name, const QString &unit, Curve curve,
                      Manner manner = Manner::Regular, int everyMs = usualMs)
    {
        Script::Part part;
        part.info.id = std::uint32_t(m_parts.size());
        part.info.name = name;
        part.info.unit = unit;
        part.info.intervalMs = everyMs;
        part.info.channel = m_channel;
        part.curve = std::move(curve);
        part.manner = manner;
        m_parts.push_back(std::move(part));
        return m_parts.back();
    }
    Script::Part &percent(const QString &name, Curve curve, Manner manner = Manner::Regular,
                          int everyMs = usualMs)
    {
        Script::Part &part = add(name, u"%"_s, std::move(curve), manner, everyMs);
        part.info.min = 0;
        part.info.max = 100;
        return part;
    }
    void state(const QString &name, std::uint64_t stream, Manner manner = Manner::Regular)
    {
        const Curve curve = [stream](const Noise &noise, double at) {
            const double trouble = noise.wave(stream, at / 40, 3);
            return trouble > 0.75 ? 2.0 : trouble > 0.35 ? 1.0 : 0.0;
        };
        Script::Part &part = add(name, {}, curve, manner);
        part.info.kind = SeriesKind::State;
        part.info.states = {{0, tr("ok")}, {1, tr("degraded")}, {2, tr("down")}};
    }
    void latency(const QString &name, Manner manner)
    {
        add(
            name, u"ms"_s,
            [](const Noise &noise, double at) {
                const auto sample = std::int64_t(at * 1e4);
                const double slow = noise.uniform(41, sample) < 0.004 ? 3 : 0; // an outlier
                const double middle = std::log(14) + 0.7 * noise.wave(42, at / 90, 2);
                return std::exp(middle + slow + 0.55 * noise.gaussian(43, sample));
            },
            manner, fastMs);
    }
    void on(const QString &channel) { m_channel = channel; }

private:
    std::vector<Script::Part> &m_parts;
    QString m_channel = u"machine"_s;
};

void addProcessor(Builder &cast, const QString &channel)
{
    cast.on(channel);
    const auto total = [](const Noise &noise, double at) {
        return (core(noise, 0, at) + core(noise, 1, at)) / 2;
    };
    cast.percent(u"cpu.total"_s, total, Manner::Regular, fastMs);
    for (std::uint64_t number = 0; number < 2; ++number) {
        const auto one = [number](const Noise &noise, double at) {
            return core(noise, number, at);
        };
        cast.percent(u"cpu.core%1"_s.arg(number), one, Manner::Regular, fastMs);
    }
    cast.on(u"machine"_s);
}

void addProcesses(Builder &cast)
{
    struct Process
    {
        QString name;
        double percent;
    };
    std::uint64_t stream = 60;
    cast.on(u"processes"_s);
    for (const Process &process :
         {Process{u"browser"_s, 18.2}, Process{u"sightglass"_s, 2.3}, Process{u"postgres"_s, 1.7},
          Process{u"node"_s, 1.2}, Process{u"Xorg"_s, 0.9}}) {
        cast.add(u"process.cpu."_s + process.name, u"%"_s,
                 above(0, walk(++stream, process.percent, process.percent / 20, 20, 2)),
                 Manner::Regular, slowMs);
    }
    cast.on(u"machine"_s);
}

void addMachine(Builder &cast, const QString &processorChannel)
{
    const auto constant = [](double value) {
        return [value](const Noise &, double) { return value; };
    };
    addProcessor(cast, processorChannel);
    cast.add(u"load.1m"_s, {}, above(0.05, walk(21, 0.9, 0.35, 120, 3)));
    cast.add(u"memory.used"_s, u"B"_s, walk(22, 6.1 * gibibyte, 0.3 * gibibyte, 120, 5));
    cast.add(u"memory.cached"_s, u"B"_s, walk(23, 3.4 * gibibyte, 0.1 * gibibyte, 150, 4));
    cast.add(u"memory.total"_s, u"B"_s, constant(15.6 * gibibyte));
    cast.add(u"network.eth0.received"_s, u"B/s"_s, above(9e4, walk(24, 1.9e6, 8e5, 60, 6)));
    cast.add(u"network.eth0.sent"_s, u"B/s"_s, above(4e4, walk(25, 6e5, 2.2e5, 50, 6)));
    cast.add(u"disk.sda.read"_s, u"B/s"_s, above(0, walk(26, 1.2e6, 2e6, 30, 5)));
    cast.add(u"disk.sda.written"_s, u"B/s"_s, above(1e5, walk(27, 2.2e6, 2.4e6, 25, 4)));
    cast.percent(u"filesystem.root.used"_s, walk(28, 61, 0.4, 300, 2));
    cast.add(u"temperature.package"_s, u"°C"_s, walk(29, 54, 5, 60, 3));
    cast.on(u"count"_s);
    const auto whole = [](const Noise &noise, double at) {
        return std::round(214 + 6 * noise.wave(31, at / 60, 4));
    };
    cast.add(u"processes.count"_s, {}, whole, Manner::Stops);
    addProcesses(cast);
}

void addRequests(Builder &cast)
{
    cast.on(u"requests"_s);
    cast.latency(u"requests.latency"_s, Manner::Crowded);
    cast.add(u"requests.total"_s, {},
             [](const Noise &noise, double at) {
                 return std::floor(120'000 + 20 * at + 15 * noise.wave(44, at / 20));
             })
        .info.kind = SeriesKind::Counter;
    const auto orders = [](const Noise &noise, double at) {
        return std::round(1200 + 90 * noise.wave(45, at / 80, 6));
    };
    cast.add(u"orders.rate"_s, u"1/min"_s, orders);
    cast.state(u"service.api"_s, 46);
    cast.state(u"service.database"_s, 47);
    cast.state(u"service.mail"_s, 48);
}

// The same kinds of series over and over, in the states a tile can be in.
void addStates(Builder &cast)
{
    struct State
    {
        QString name;
        Manner manner;
    };
    std::uint64_t stream = 70;
    for (const State &state :
         {State{u"stopped"_s, Manner::Stops}, State{u"silent"_s, Manner::Silent}}) {
        cast.on(state.name);
        cast.add(state.name + u".value"_s, u"1/min"_s, walk(++stream, 1204, 40, 60), state.manner);
        cast.percent(state.name + u".share"_s, walk(++stream, 62, 10, 60), state.manner);
        cast.percent(state.name + u".other"_s, walk(++stream, 30, 10, 45), state.manner);
        cast.state(state.name + u".state"_s, ++stream, state.manner);
        cast.latency(state.name + u".latency"_s, state.manner);
    }
}

void addOdd(Builder &cast)
{
    const double notANumber = std::numeric_limits<double>::quiet_NaN();
    const auto nowAndThen = [](double every, double from, double to, double then, Curve curve) {
        return [=, curve = std::move(curve)](const Noise &noise, double at) {
            const double phase = std::fmod(at, every);
            return phase >= from && phase < to ? then : curve(noise, at);
        };
    };
    const auto constant = [](double value) {
        return [value](const Noise &, double) { return value; };
    };
    cast.on(u"odd"_s);
    cast.add(u"odd.late"_s, u"ms"_s, walk(101, 40, 12, 40), Manner::Late);
    cast.add(u"odd.negative"_s, u"°C"_s, walk(102, -42, 9, 60));
    cast.add(u"odd.balance"_s, u"W"_s, walk(103, 0, 2400, 50));
    cast.add(u"odd.huge"_s, {}, walk(104, 5e299, 4e299, 60));
    cast.add(u"odd.tiny"_s, u"s"_s, walk(105, 4e-9, 1e-9, 60));
    cast.add(u"odd.offset"_s, {}, walk(106, 1e9, 0.004, 60));
    cast.add(u"odd.constant"_s, u"V"_s, constant(230));
    cast.add(u"odd.zero"_s, {}, constant(-0.0));
    cast.add(u"odd.patchy"_s, u"%"_s, nowAndThen(60, 20, 32, notANumber, walk(107, 50, 20, 30)));
    cast.add(
        u"odd.infinite"_s, {},
        nowAndThen(50, 10, 13, std::numeric_limits<double>::infinity(), walk(108, 50, 20, 30)));
    cast.add(u"odd.gone"_s, u"ms"_s, nowAndThen(1e9, 300, 1e9, notANumber, walk(109, 9, 2, 30)));
    cast.add(u"odd.steps"_s, {}, [](const Noise &noise, double at) {
        return std::round(4 + 3 * noise.wave(110, at / 25));
    });
    cast.add(u"odd.unit"_s, u"bogomips"_s, walk(111, 4800, 90, 60, 3));
    cast.percent(u"odd.beyond"_s, walk(112, 131, 6, 60)); // above its own maximum
    cast.on(u"many"_s);
    for (int i = 0; i < many; ++i) {
        cast.add(u"many.line%1"_s.arg(i + 1, 2, 10, QChar(u'0')), u"req/s"_s,
                 walk(120 + std::uint64_t(i), 10.0 * (i + 1), 4, 40, 5));
    }
}

void addNames(Builder &cast)
{
    std::uint64_t stream = 140;
    cast.on(u"names"_s);
    for (const QString &name :
         {u"long "_s + QString(longName - 14, u'x') + u" end"_s, u"سرعة الخادم الرئيسي"_s,
          u"🚀 launches 🌡"_s, u"<b>bold</b><img src=x>&amp;%1"_s, u"two\nlines"_s, u" "_s}) {
        ++stream;
        cast.add(u"name."_s + name, u"1/s"_s, walk(stream, 20.0 * double(stream - 138), 5, 40));
    }
}

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t patience = 10 * second; // above the limit before it is an alarm

// An alarm that comes with each spike and goes with it, and news beside it.
std::vector<Script::Cue> cues(const QString &key, const QString &note)
{
    std::vector<Script::Cue> cues;
    const auto add = [&](std::int64_t atUs, const char *what, EventState state, Severity severity,
                         const QString &title, const QString &body) {
        Script::Cue cue;
        cue.atUs = atUs;
        cue.event.key = key + QLatin1StringView(what);
        cue.event.state = state;
        cue.event.severity = severity;
        cue.event.title = title;
        cue.event.body = body + note;
        cues.push_back(std::move(cue));
    };
    const auto alarm = [&](const char *what, std::int64_t fromUs, std::int64_t toUs,
                           Severity severity, const QString &title, const QString &body) {
        add(fromUs, what, EventState::Raised, severity, title, body);
        add(toUs, what, EventState::Cleared, severity, title, body);
    };
    add(60 * second, "deploy", EventState::Info, Severity::Info, tr("Deploy 2214 finished"),
        tr("All four steps, in 3 min."));
    alarm("disk", 90 * second, 120 * second, Severity::Info, tr("Disk / above 85 %"),
          tr("At 85.2 %, 4.1 GiB left."));
    alarm("slow", 180 * second, Script::periodUs + 40 * second, Severity::Warning,
          tr("Requests slower than 100 ms"), tr("One in twenty, for 30 s."));
    for (const auto &[fromUs, toUs] : {std::pair{Script::spikeFromUs, Script::spikeToUs},
                                       {Script::spikeAgainFromUs, Script::spikeAgainToUs}}) {
        alarm("hot", fromUs + patience, toUs, Severity::Critical, tr("CPU core 0 above 90 %"),
              tr("For 10 s, at 96 %."));
    }
    return cues;
}

} // namespace

Script::Cast machineCast()
{
    Script::Cast cast;
    cast.torn = u"cpu"_s;
    Builder builder(cast.parts);
    addMachine(builder, cast.torn);
    cast.cues = cues(u"machine."_s, {});
    return cast;
}

Script::Cast galleryCast()
{
    Script::Cast cast;
    cast.torn = u"gallery’s cpu"_s; // beside the real one, when its hole is told
    Builder builder(cast.parts);
    addMachine(builder, cast.torn);
    addRequests(builder);
    addStates(builder);
    addOdd(builder);
    addNames(builder);
    cast.cues = cues(u"gallery."_s, u' ' + tr("Made up by the gallery."));
    return cast;
}

} // namespace sightglass
