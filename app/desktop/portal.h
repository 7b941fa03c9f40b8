// The look as the desktop portal says it, on every Linux and BSD desktop that has one.
//
// Asks org.freedesktop.portal.Settings for the few keys that matter, without waiting, and listens
// to its changes; asks again when a portal appears. Newer desktops answer in the common namespace,
// older ones of the GNOME family in their own: the common one counts where both do. The bus must
// outlive it.
#pragma once

#include "looksource.h"

#include <QDBusConnection>
#include <QHash>
#include <QVariant>

class QDBusMessage;
class QDBusVariant;

namespace sightglass {

class Portal final : public LookSource
{
    Q_OBJECT

public:
    explicit Portal(const QDBusConnection &bus);

private Q_SLOTS:
    void onSettingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void readAll();
    void read(const QString &name, const QString &method);
    void take(const QString &name, const QVariant &value);
    bool has(const QString &name) const { return m_values.contains(name); }

    QDBusConnection m_bus;
    QHash<QString, QVariant> m_values; // by "namespace key", only those that matter
};

} // namespace sightglass
