// Counters that only go up, made into rates and shares.
//
// A counter that went back (it wrapped, the device was reset) or a clock that did not advance gives
// no value that one time, never a negative or a huge one. Times are microseconds.
#pragma once

#include "demo/machine.h"

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace sightglass {

class Rate
{
public:
    // Per second since the previous call.
    std::optional<double> perSecond(std::uint64_t count, std::int64_t nowUs);

private:
    std::optional<std::uint64_t> m_count;
    std::int64_t m_atUs = 0;
};

class BusyShare
{
public:
    // 0 to 100 since the previous call; busy and idle are in any one unit of time.
    std::optional<double> percent(std::uint64_t busy, std::uint64_t idle);

private:
    bool m_known = false;
    std::uint64_t m_busy = 0;
    std::uint64_t m_idle = 0;
};

// Devices of one kind that come and go, with the same counters each: begin(), add() for every
// device there is, end(). One that was away starts afresh when it is back, under its old ids.
class RateGroup
{
public:
    struct Column
    {
        QString name;
        QString unit;
        double scale = 1; // rate times this is the value
        std::optional<double> max;
    };

    RateGroup(SeriesTable &table, QString group, std::vector<Column> columns);

    void begin(std::int64_t nowUs);
    void add(std::string_view device, std::initializer_list<std::uint64_t> counts,
             MachineReadings &out);
    void end();

private:
    struct Counter
    {
        std::uint32_t series = 0;
        Rate rate;
    };
    struct Device
    {
        std::vector<Counter> counters; // empty: the group was full
        bool present = false;
    };
    std::vector<Counter> enter(std::string_view device);

    SeriesTable &m_table;
    QString m_group;
    std::vector<Column> m_columns;
    std::map<std::string, Device, std::less<>> m_devices;
    std::int64_t m_nowUs = 0;
};

} // namespace sightglass
