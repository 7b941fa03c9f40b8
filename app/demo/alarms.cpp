#include "demo/alarms.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

struct Rule
{
    QLatin1StringView prefix;
    QLatin1StringView suffix;
    double raiseAt;
    double clearAt;
    std::int64_t forUs;
    Severity severity;
    const char *title;
};

constexpr std::int64_t second = 1'000'000;
constexpr Rule rules[] = {
    {"filesystem."_L1, ".used"_L1, 90, 88, 0, Severity::Warning,
     QT_TRANSLATE_NOOP("alarms", "Disk %1 above 90 %")},
    {"cpu.core"_L1, ""_L1, 90, 80, 10 * second, Severity::Critical,
     QT_TRANSLATE_NOOP("alarms", "CPU core %1 above 90 % for 10 s")},
};

const Rule *ruleFor(const QString &name)
{
    for (const Rule &rule : rules) {
        if (name.startsWith(rule.prefix) && name.endsWith(rule.suffix)) {
            return &rule;
        }
    }
    return nullptr;
}

QString subject(const SeriesInfo &info, const Rule &rule)
{
    const QString mount = info.labels.value(u"mount"_s);
    return mount.isEmpty() ? info.name.mid(rule.prefix.size()).chopped(rule.suffix.size()) : mount;
}

} // namespace

std::vector<Event> Alarms::check(const std::vector<SeriesInfo> &catalog,
                                 const MachineReadings &readings, std::int64_t nowUs)
{
    std::vector<Event> events;
    for (const MachineReading &reading : readings) {
        const SeriesInfo &info = catalog[reading.series];
        const Rule *rule = ruleFor(info.name);
        if (!rule || std::isnan(reading.value)) {
            continue;
        }
        Watch &watch = m_watches[reading.series];
        if (reading.value >= rule->raiseAt) {
            watch.aboveSinceUs = watch.aboveSinceUs ? watch.aboveSinceUs : nowUs;
        } else if (reading.value < rule->clearAt || !watch.raised) {
            watch.aboveSinceUs = 0;
        }
        // Once raised it stays so until the value falls: the clock may be set back.
        const bool hot = watch.aboveSinceUs != 0
                         && (watch.raised || nowUs - watch.aboveSinceUs >= rule->forUs);
        if (hot == watch.raised) {
            continue;
        }
        watch.raised = hot;
        Event event;
        event.key = info.name;
        event.state = hot ? EventState::Raised : EventState::Cleared;
        event.severity = rule->severity;
        event.title = QCoreApplication::translate("alarms", rule->title).arg(subject(info, *rule));
        event.body = (hot ? QCoreApplication::translate("alarms", "At %1 %")
                          : QCoreApplication::translate("alarms", "Back at %1 %"))
                         .arg(QLocale().toString(reading.value, 'f', 1));
        event.timeUs = nowUs;
        event.source = QSysInfo::machineHostName();
        if (hot) {
            event.actions = QStringList{u"acknowledge"_s};
        }
        events.push_back(std::move(event));
    }
    return events;
}

} // namespace sightglass
