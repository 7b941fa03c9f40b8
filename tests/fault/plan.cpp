#include "plan.h"

#include <array>
#include <random>

namespace sightglass::fault {

using namespace Qt::StringLiterals;

namespace {

// The distributions of the standard library differ from one to the other; this does not.
class Dice
{
public:
    explicit Dice(std::uint64_t seed)
        : m_engine(seed)
    {
    }
    int upTo(int last) { return int(m_engine() % std::uint64_t(last + 1)); }
    int between(int first, int last) { return first + upTo(last - first); }
    bool oneIn(int n) { return upTo(n - 1) == 0; }
    template<typename T, std::size_t N>
    T oneOf(const std::array<T, N> &list)
    {
        return list[std::size_t(upTo(int(N) - 1))];
    }

private:
    std::mt19937_64 m_engine;
};

constexpr std::array statuses{401, 403, 404, 426, 429, 503, 429, 503, 503,
                              200, 301, 302, 307, 308, 400, 500, 502};
// All that may travel, some that may not, and 1000 without a word.
constexpr std::array codes{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013,
                           1014, 1005, 1006, 1015, 2999, 3000, 4000, 4400, 4401, 4426, 4999};
constexpr std::array kinds{
    Kind::Fin,      Kind::Fin,     Kind::Fin,     Kind::Rst,       Kind::Rst,   Kind::Rst,
    Kind::Truncate, Kind::Stutter, Kind::Stutter, Kind::HalfFrame, Kind::Hold,  Kind::Hold,
    Kind::Void,     Kind::Freeze,  Kind::Down,    Kind::Down,      Kind::Down,  Kind::Forget,
    Kind::Forget,   Kind::Refuse,  Kind::Refuse,  Kind::Close,     Kind::Close, Kind::Close,
    Kind::Bye,      Kind::Bye,     Kind::Move,    Kind::Rough,
};
constexpr std::array childKinds{Kind::Stop, Kind::Stop, Kind::Kill, Kind::Fin, Kind::Rst};

Manner drawManner(Dice &dice)
{
    Manner manner;
    manner.delayMs = dice.oneIn(2) ? dice.between(1, 25) : 0;
    manner.mergeMs = dice.oneIn(4) ? dice.between(20, 120) : 0;
    manner.splitBytes = dice.oneIn(4) ? dice.between(8, 80) : 0;
    manner.bytesPerSecond = dice.oneIn(6) ? dice.between(20'000, 60'000) : 0;
    return manner;
}

// Half of the silences end before anybody can have noticed, half only afterwards.
int drawSilence(Dice &dice)
{
    return dice.oneIn(2) ? dice.between(50, 3'000) : dice.between(10'500, 13'000);
}

void drawRefusal(Dice &dice, Step &step)
{
    step.code = dice.oneOf(statuses);
    step.times = dice.between(1, 2);
    step.times = isFinal(step) ? 1 : step.times; // nobody asks again by himself
    const bool asks = (step.code == 429 || step.code == 503) && dice.oneIn(2);
    step.retryAfterMs = asks ? dice.between(1, 4) * 1'000 : -1;
}

Step drawStep(Dice &dice, bool child)
{
    Step step;
    step.kind = child ? dice.oneOf(childKinds) : dice.oneOf(kinds);
    step.afterMs = dice.oneIn(3) ? 0 : dice.between(1, 600);
    step.amount = dice.between(1, 600);
    step.byReset = dice.oneIn(2);
    switch (step.kind) {
    case Kind::Hold:
    case Kind::Void:
    case Kind::Freeze:
    case Kind::Stop:
        step.holdMs = drawSilence(dice);
        break;
    case Kind::Down:
    case Kind::Forget:
    case Kind::Kill:
        step.holdMs = dice.between(0, 2'500);
        break;
    case Kind::Refuse:
        drawRefusal(dice, step);
        break;
    case Kind::Stutter:
        step.times = dice.between(1, 3);
        step.amount = dice.between(1, 3'000); // in the head, the greeting or what is told again
        break;
    case Kind::Close:
        step.code = dice.oneOf(codes);
        break;
    case Kind::Bye:
        step.final = dice.oneIn(4);
        step.retryAfterMs = dice.oneIn(2) ? dice.between(0, 2'500) : -1;
        break;
    case Kind::Rough:
        step.manner = drawManner(dice);
        break;
    default:
        break;
    }
    return step;
}

QString word(Kind kind)
{
    constexpr std::array words{"fin",  "rst",    "truncate", "stutter", "half-frame", "hold",
                               "void", "freeze", "down",     "forget",  "refuse",     "close",
                               "bye",  "move",   "rough",    "stop",    "kill"};
    return QString::fromLatin1(words[std::size_t(kind)]);
}

} // namespace

Plan planOf(std::uint64_t seed, const Allowed &allowed)
{
    Dice dice(seed);
    Plan plan;
    plan.seed = seed;
    const bool child = dice.oneIn(40);
    plan.child = child && allowed.child;
    plan.json = dice.oneIn(3);
    plan.retainMs = !plan.child && dice.oneIn(4) ? dice.between(500, 2'000) : 120'000;
    plan.manner = dice.oneIn(2) ? drawManner(dice) : Manner{};
    const int count = dice.between(1, 3);
    for (int i = 0; i < count; ++i) {
        Step step = drawStep(dice, plan.child);
        if (step.kind == Kind::Move && !allowed.move) {
            step.kind = Kind::Rst;
        }
        plan.steps.push_back(step);
    }
    return plan;
}

bool isFinal(const Step &step)
{
    switch (step.kind) {
    case Kind::Refuse:
        return step.code == 401 || step.code == 403 || step.code == 404 || step.code == 426;
    case Kind::Close:
        return step.code == 1003 || step.code == 1008 || step.code == 1009 || step.code == 1010
               || (step.code >= 4000 && step.code != 4400);
    case Kind::Bye:
        return step.final;
    default:
        return false;
    }
}

QString Step::describe() const
{
    QString text = u"+%1 ms %2"_s.arg(afterMs).arg(word(kind));
    if (holdMs) {
        text += u" for %1 ms"_s.arg(holdMs);
    }
    if (code) {
        text += u" %1"_s.arg(code);
    }
    if (kind == Kind::Refuse || kind == Kind::Stutter) {
        text += u" x%1"_s.arg(times);
    }
    if (kind == Kind::Truncate || kind == Kind::Stutter) {
        text += u" after %1 bytes%2"_s.arg(amount).arg(byReset ? u" by reset"_s : QString());
    }
    if (retryAfterMs >= 0) {
        text += u" retry after %1 ms"_s.arg(retryAfterMs);
    }
    return final ? text + u" final"_s : text;
}

QString Plan::describe() const
{
    QStringList list;
    for (const Step &step : steps) {
        list << step.describe();
    }
    return u"%1%2, keeps %3 ms, delay %4 merge %5 split %6 rate %7: %8"_s
        .arg(child ? u"child, "_s : QString(), json ? u"json"_s : u"msgpack"_s)
        .arg(retainMs)
        .arg(manner.delayMs)
        .arg(manner.mergeMs)
        .arg(manner.splitBytes)
        .arg(manner.bytesPerSecond)
        .arg(list.join(u"; "_s));
}

} // namespace sightglass::fault
