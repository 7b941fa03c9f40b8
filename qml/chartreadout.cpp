// LineChart, third part: what it answers when asked for an instant or for words.
#include "linechart.h"

#include "holetext.h"
#include "store/summary.h"
#include "timeaxis.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int silentIntervals = 3; // of its own; then a series says nothing any more
constexpr std::int64_t shortestSilenceUs = 2'000'000;

struct Said
{
    int index = 0;
    double away = 0; // px from the pointer
    double value = 0;
    bool late = false;
};

} // namespace

double LineChart::xToUs(double x) const
{
    return double(m_scale.fromUs) + x / m_scale.pxPerUs;
}

double LineChart::usToX(double us) const
{
    return (us - double(m_scale.fromUs)) * m_scale.pxPerUs;
}

double LineChart::valueAt(int index, double us) const
{
    const Column *column = m_readings.column(index);
    return column == nullptr || column->empty() || !std::isfinite(us)
               ? ValueAxis::Demand::none
               : column->valueAt(std::int64_t(us));
}

QVariantMap LineChart::stats(int index) const
{
    const TimeWindow &window = m_readings.window();
    const Column *column = m_readings.column(index);
    const Summary summary = column == nullptr ? Summary{}
                                              : summarise(*column, window.fromUs, window.toUs);
    return {{u"min"_s, summary.min},
            {u"max"_s, summary.max},
            {u"mean"_s, summary.mean},
            {u"last"_s, summary.last}};
}

QString LineChart::textOf(double value)
{
    return m_text.quantity(value);
}

QString LineChart::besideAxis(double value)
{
    return m_text.value(value);
}

QString LineChart::clock(double us, bool milliseconds) const
{
    return std::isfinite(us) ? clockText(std::int64_t(us), m_zone, milliseconds) : QString();
}

QString LineChart::day(double us, double todayUs) const
{
    const bool known = std::isfinite(us) && std::isfinite(todayUs);
    return known ? dayText(std::int64_t(us), std::int64_t(todayUs), m_zone) : QString();
}

// The line ends at the newest sample; its value does not go on for ever.
bool LineChart::isOver(int index, double us, std::int64_t sampleUs) const
{
    const Column *column = m_readings.column(index);
    if (sampleUs != column->lastTime()) {
        return false;
    }
    if (m_openHoleFromUs > 0 && us >= m_openHoleFromUs) {
        return true;
    }
    std::int64_t cadence = m_store->series(m_keys[index]).cadenceUs;
    if (cadence == 0 && column->size() > 1) {
        cadence = (column->lastTime() - column->firstTime()) / std::int64_t(column->size() - 1);
    }
    // The column that is pointed at may end after now.
    const std::int64_t patience = std::max(silentIntervals * cadence, shortestSilenceUs)
                                  + m_readings.window().stepUs;
    return cadence > 0 && us - double(sampleUs) > double(patience);
}

QVariantList LineChart::readingsAt(double us, double y, int most)
{
    std::vector<Said> all;
    for (int i = 0; i < m_readings.count() && std::isfinite(us); ++i) {
        const Column *column = m_readings.column(i);
        if (column == nullptr || m_readings.isHidden(i)) {
            continue;
        }
        std::int64_t sampleUs = 0;
        Said said{i, HUGE_VAL,
                  column->empty() ? ValueAxis::Demand::none
                                  : column->valueAt(std::int64_t(us), &sampleUs)};
        if (std::isfinite(said.value) && isOver(i, us, sampleUs)) {
            said.value = ValueAxis::Demand::none;
        }
        if (std::isfinite(said.value)) {
            said.away = std::abs(double(m_scale.y(said.value)) - y);
            said.late = std::any_of(column->lates().begin(), column->lates().end(),
                                    [&](const auto &late) { return late.timeUs == sampleUs; });
        }
        all.push_back(said);
    }
    const auto nearer = [](const Said &a, const Said &b) { return a.away < b.away; };
    const auto first = std::min_element(all.begin(), all.end(), nearer);
    const int nearest = all.size() < 2 || !std::isfinite(first->away) ? -1 : first->index;
    if (all.size() > std::size_t(std::max(most, 0))) {
        std::stable_sort(all.begin(), all.end(), nearer);
        all.resize(std::size_t(std::max(most, 0)));
    }
    QVariantList rows;
    for (const Said &said : all) {
        rows.append(QVariantMap{
            {u"index"_s, said.index},
            {u"text"_s, std::isnan(said.value) ? tr("no data") : m_text.quantity(said.value)},
            {u"number"_s, m_text.value(said.value)}, // without its unit
            {u"late"_s, said.late},
            {u"nearest"_s, said.index == nearest}});
    }
    return rows;
}

QString LineChart::holeAt(double us) const
{
    if (!(usToX(us) >= 0 && usToX(us) <= width())) {
        return {};
    }
    if (m_openHoleFromUs > 0 && us >= m_openHoleFromUs) {
        return openHoleTexts(std::int64_t(m_openHoleFromUs), m_zone).constFirst();
    }
    const std::vector<Hole> bands = m_readings.holes();
    const Hole *hole = sightglass::holeAt(bands, us, narrowestHole() / m_scale.pxPerUs);
    return hole == nullptr ? QString() : holeTexts(*hole, m_zone).constFirst();
}

QStringList LineChart::holesInWords(int most) const
{
    QStringList words;
    int more = 0;
    if (m_openHoleFromUs > 0 && m_openHoleFromUs < m_toUs) {
        words.append(openHoleTexts(std::int64_t(m_openHoleFromUs), m_zone).constFirst());
    }
    for (const Hole &hole : m_readings.holes()) {
        if (words.size() < most) {
            words.append(holeTexts(hole, m_zone).constFirst());
        } else {
            more += int(hole.gaps);
        }
    }
    if (more > 0) {
        words.append(more == 1 ? tr("1 more gap") : tr("%L1 more gaps").arg(more));
    }
    return words;
}

} // namespace sightglass
