#include "models/frameparts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <numeric>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr double nsPerMs = 1e6;

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::FrameParts", text);
}

QString msText(double ms)
{
    return ms < 0 ? u"–"_s : QLocale().toString(ms, 'f', 2);
}

} // namespace

void FrameParts::endFrame(const Times &cost, bool displayed)
{
    const std::int64_t whole = std::accumulate(cost.begin(), cost.end(), std::int64_t(0));
    for (std::size_t part = 0; part <= Count; ++part) {
        const std::int64_t ns = part == Count ? whole : cost[part];
        m_sum[part] += ns;
        m_worst[part] = std::max(m_worst[part], ns);
    }
    m_frames += displayed ? 1 : 0;
}

void FrameParts::endSecond()
{
    for (std::size_t part = 0; part <= Count; ++part) {
        m_shown[part] = m_frames == 0 ? Row()
                                      : Row{double(m_sum[part]) / m_frames / nsPerMs,
                                            double(m_worst[part]) / nsPerMs};
    }
    m_shownFrames = std::exchange(m_frames, 0);
    m_sum = {};
    m_worst = {};
}

QVariantList FrameParts::table() const
{
    const std::array<QString, Count + 1> labels{tr("Taking in data"),    tr("Notifications"),
                                                tr("Numbers and lists"), tr("Charts"),
                                                tr("Rendering"),         tr("Whole frame")};
    QVariantList rows;
    for (std::size_t part = 0; part <= Count; ++part) {
        rows.append(QVariantMap{{u"label"_s, labels[part]},
                                {u"mean"_s, msText(m_shown[part].meanMs)},
                                {u"worst"_s, msText(m_shown[part].worstMs)}});
    }
    return rows;
}

} // namespace sightglass
