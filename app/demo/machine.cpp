#include "demo/machine.h"

#include <QSysInfo>

namespace sightglass {

using namespace Qt::StringLiterals;

QString Machine::hostName() const
{
    return QSysInfo::machineHostName();
}

void Machine::give(MachineReadings &out, double value, const QString &name, const QString &unit,
                   std::optional<double> max)
{
    out.push_back({m_table.series(name, unit, 0, max), value});
}

void Machine::giveFilesystem(MachineReadings &out, const QString &mount, double used, double size)
{
    if (!(size > 0)) {
        return;
    }
    const QString place = m_table.place(u"filesystem"_s, mount, plainPath(mount));
    if (place.isEmpty()) {
        return;
    }
    const QMap<QString, QString> labels{{u"mount"_s, mount}};
    out.push_back({m_table.series(place + u".used"_s, u"%"_s, 0, 100, labels), 100 * used / size});
    out.push_back({m_table.series(place + u".size"_s, u"B"_s, 0, {}, labels), size});
}

} // namespace sightglass
