// StateStrip, second part: what a value means, how it is dressed, and what is said of it.
#include "statestrip.h"

#include "holetext.h"
#include "store/format.h"
#include "timeaxis.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

void StateStrip::dress(Look &look, const QString &severity, int slot) const
{
    struct Clothes
    {
        QString severity;
        QColor color;
        Fill fill;
        int rank;
    };
    const Clothes known[]{{u"ok"_s, m_okColor, Fill::Plain, 1},
                          {u"info"_s, m_infoColor, Fill::Level, 2},
                          {u"warning"_s, m_warningColor, Fill::Rising, 3},
                          {u"critical"_s, m_criticalColor, Fill::Solid, 4}};
    for (const Clothes &clothes : known) {
        if (severity == clothes.severity) {
            look.severity = severity;
            look.color = clothes.color;
            look.fill = clothes.fill;
            look.rank = clothes.rank;
            return;
        }
    }
    constexpr Fill fills[]{Fill::Plain, Fill::Rising, Fill::Falling, Fill::Level};
    look.color = m_colors.isEmpty() ? m_textColor : m_colors[slot % m_colors.size()];
    look.fill = fills[std::size_t(slot) % std::size(fills)];
}

StateStrip::Look StateStrip::lookOf(const Store::Series &series, double value) const
{
    Look look;
    for (int i = 0; i < int(m_states.size()); ++i) {
        const QVariantMap state = m_states[i].toMap();
        if (state.value(u"value"_s).toDouble() == value) {
            look.text = state.value(u"text"_s).toString();
            dress(look, state.value(u"severity"_s).toString(), i);
            break;
        }
    }
    const bool whole = std::abs(value) < 1e9 && value == std::floor(value);
    const auto &named = series.info.states;
    const auto state = whole ? named.constFind(int(value)) : named.constEnd();
    if (look.text.isEmpty() && state != named.constEnd()) {
        look.text = inOneLine(state.value());
    }
    if (look.text.isEmpty()) {
        const Scaled scaled = formatQuantity(value, series.info.unit);
        look.text = QString(scaled.number + u' ' + scaled.unit).trimmed();
    }
    if (!look.color.isValid()) {
        const auto place = std::distance(named.constBegin(), state);
        dress(look, {},
              state != named.constEnd() ? int(place)
              : whole                   ? int(std::abs(value))
                                        : int(qHash(value) % 4));
    }
    return look;
}

QVariantMap StateStrip::newestOf(int index)
{
    const Store::Series *one = series(index);
    if (one == nullptr || one->column.empty() || !std::isfinite(one->column.lastValue())) {
        return {{u"text"_s, u"–"_s}, {u"severity"_s, QString()}};
    }
    const Look &look = stateOf(index, one->column.lastValue()).look;
    return {{u"text"_s, look.text}, {u"severity"_s, look.severity}};
}

QString StateStrip::sayAt(int row, double us) const
{
    const Store::Series *one = series(row);
    if (one == nullptr || std::size_t(row) >= m_rows.size() || !std::isfinite(us)) {
        return {};
    }
    const auto timeUs = std::int64_t(us);
    std::int64_t sinceUs = std::numeric_limits<std::int64_t>::min();
    std::int64_t untilUs = std::numeric_limits<std::int64_t>::max();
    for (const Store::Hole &hole : holesOf(row)) {
        if (timeUs > hole.fromUs && timeUs < hole.toUs) {
            return holeTexts(hole, zone()).constFirst();
        }
        sinceUs = hole.toUs <= timeUs ? std::max(sinceUs, hole.toUs) : sinceUs;
        untilUs = hole.fromUs >= timeUs ? std::min(untilUs, hole.fromUs) : untilUs;
    }
    if (m_openHoleFromUs > 0 && us > m_openHoleFromUs) {
        return openHoleTexts(std::int64_t(m_openHoleFromUs), zone()).constFirst();
    }
    const auto &spans = m_rows[std::size_t(row)].spans;
    const auto mixed = std::find_if(spans.begin(), spans.end(), [&](const StateSpan &span) {
        return span.mixed && timeUs >= span.fromUs && timeUs < span.toUs;
    });
    if (mixed != spans.end()) {
        QStringList texts;
        for (int i = 0; i < mixed->count; ++i) {
            texts.append(lookOf(*one, mixed->values[std::size_t(i)]).text);
        }
        return tr("changes too quickly to show: %1").arg(texts.join(u", "_s));
    }
    const StateRun run = runAt(one->column, timeUs);
    if (!run.known) {
        return tr("no state");
    }
    const QString text = lookOf(*one, run.value).text;
    if (run.open && timeUs > m_rows[std::size_t(row)].heldUs) {
        return tr("nothing since %1, %2 then").arg(clockText(run.time.toUs, zone()), text);
    }
    sinceUs = std::max(sinceUs, run.time.fromUs);
    untilUs = std::min(untilUs, run.time.toUs);
    return tr("%1 since %2, for %3")
        .arg(text, clockText(sinceUs, zone()), formatDuration(untilUs - sinceUs));
}

QString StateStrip::sayNow(int row) const
{
    const Store::Series *one = series(row);
    const std::int64_t nowUs = plotWindow().toUs;
    return one == nullptr || one->column.empty() ? tr("no state yet") : sayAt(row, double(nowUs));
}

} // namespace sightglass
