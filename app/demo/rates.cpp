#include "demo/rates.h"

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

std::optional<double> Rate::perSecond(std::uint64_t count, std::int64_t nowUs)
{
    std::optional<double> rate;
    if (m_count && count >= *m_count && nowUs > m_atUs) {
        rate = static_cast<double>(count - *m_count) * 1e6 / static_cast<double>(nowUs - m_atUs);
    }
    m_count = count;
    m_atUs = nowUs;
    return rate;
}

std::optional<double> BusyShare::percent(std::uint64_t busy, std::uint64_t idle)
{
    std::optional<double> share;
    if (m_known && busy >= m_busy && idle >= m_idle) {
        const auto worked = static_cast<double>(busy - m_busy);
        const double all = worked + static_cast<double>(idle - m_idle);
        if (all > 0) {
            share = 100 * worked / all;
        }
    }
    m_known = true;
    m_busy = busy;
    m_idle = idle;
    return share;
}

RateGroup::RateGroup(SeriesTable &table, QString group, std::vector<Column> columns)
    : m_table(table)
    , m_group(std::move(group))
    , m_columns(std::move(columns))
{
}

void RateGroup::begin(std::int64_t nowUs)
{
    m_nowUs = nowUs;
    for (auto &[name, device] : m_devices) {
        device.present = false;
    }
}

std::vector<RateGroup::Counter> RateGroup::enter(std::string_view device)
{
    const QString original = QString::fromUtf8(device.data(), qsizetype(device.size()));
    const QString place = m_table.place(m_group, original);
    std::vector<Counter> counters;
    if (place.isEmpty()) {
        return counters;
    }
    for (const Column &column : m_columns) {
        counters.push_back({m_table.series(place + u'.' + column.name, column.unit, 0, column.max,
                                           {{u"device"_s, original}}),
                            {}});
    }
    return counters;
}

void RateGroup::add(std::string_view device, std::initializer_list<std::uint64_t> counts,
                    MachineReadings &out)
{
    Q_ASSERT(counts.size() == m_columns.size());
    auto found = m_devices.find(device);
    if (found == m_devices.end()) {
        found = m_devices.emplace(std::string(device), Device{enter(device), false}).first;
    }
    Device &known = found->second;
    if (known.present) {
        return; // named twice in one call: the first one stands
    }
    known.present = true;
    for (std::size_t i = 0; i < known.counters.size(); ++i) {
        const Column &column = m_columns[i];
        Counter &counter = known.counters[i];
        if (const auto rate = counter.rate.perSecond(counts.begin()[i], m_nowUs)) {
            const double value = *rate * column.scale;
            out.push_back({counter.series, column.max ? std::min(value, *column.max) : value});
        }
    }
}

void RateGroup::end()
{
    std::erase_if(m_devices, [](const auto &entry) { return !entry.second.present; });
}

} // namespace sightglass
