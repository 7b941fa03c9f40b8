#include "gallery.h"

#include "demo/scriptcast.h"

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t seed = 1;
constexpr int playEveryMs = 100;

} // namespace

Gallery::Gallery(Desk *desk, NowUs now)
    : m_desk(desk)
    , m_now(std::move(now))
{
    connect(desk, &Desk::sourceWanted, this, &Gallery::open);
    connect(&m_timer, &QTimer::timeout, this, &Gallery::play);
}

void Gallery::open(const QString &name, int source)
{
    if (name != u"gallery" || m_script) {
        return;
    }
    const std::int64_t now = m_now();
    m_source = source;
    m_script = std::make_unique<Script>(seed, now - historyUs, galleryCast());
    m_script->play(now, m_batch);
    give();
    m_timer.start(playEveryMs);
}

void Gallery::play()
{
    if (!m_script) {
        return;
    }
    const std::int64_t now = m_now();
    const std::int64_t behind = now - m_script->reachedUs();
    if (std::abs(behind) > longestCatchUpUs) { // the machine slept, or its clock was set
        m_script->skip(now, m_batch);
    }
    m_script->play(now, m_batch);
    give();
}

void Gallery::give()
{
    if (m_batch.empty()) {
        return;
    }
    m_desk->take(m_source, m_batch);
    m_desk->flush();
    m_batch.clear();
}

} // namespace sightglass
