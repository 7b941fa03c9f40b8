#include "portal.h"

#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr auto service = "org.freedesktop.portal.Desktop"_L1;
constexpr auto path = "/org/freedesktop/portal/desktop"_L1;
constexpr auto interface = "org.freedesktop.portal.Settings"_L1;

// "namespace key"
constexpr auto colorScheme = "org.freedesktop.appearance color-scheme"_L1;
constexpr auto contrast = "org.freedesktop.appearance contrast"_L1;
constexpr auto reducedMotion = "org.freedesktop.appearance reduced-motion"_L1;
constexpr auto gnomeContrast = "org.gnome.desktop.a11y.interface high-contrast"_L1;
constexpr auto gnomeAnimations = "org.gnome.desktop.interface enable-animations"_L1;
constexpr std::array keys{colorScheme, contrast, reducedMotion, gnomeContrast, gnomeAnimations};

// Read answers with a variant in a variant, ReadOne and the signal with one.
QVariant unwrapped(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    return value;
}

} // namespace

Portal::Portal(const QDBusConnection &bus)
    : m_bus(bus)
{
    // Qt registers its types of D-Bus with the first message it writes; until then a slot that
    // takes one is not found by its name, and nothing is connected.
    qRegisterMetaType<QDBusVariant>();
    m_bus.connect(service, path, interface, u"SettingChanged"_s, this,
                  SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    auto *watcher = new QDBusServiceWatcher(service, m_bus,
                                            QDBusServiceWatcher::WatchForRegistration, this);
    connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, &Portal::readAll);
    readAll();
}

void Portal::readAll()
{
    for (const QLatin1StringView key : keys) {
        read(key, u"Read"_s);
    }
}

void Portal::read(const QString &name, const QString &method)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, interface, method);
    call.setArguments({name.section(u' ', 0, 0), name.section(u' ', 1)});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, name, method] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError()) {
            take(name, reply.value().variant());
        } else if (reply.error().type() == QDBusError::UnknownMethod && method == "Read"_L1) {
            read(name, u"ReadOne"_s); // Read is deprecated and may go
        }
    });
}

void Portal::onSettingChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    take(space + u' ' + key, value.variant());
}

void Portal::take(const QString &name, const QVariant &value)
{
    if (std::find(keys.begin(), keys.end(), name) == keys.end()) {
        return;
    }
    m_values.insert(name, unwrapped(value));
    SystemLook look;
    if (const int scheme = m_values.value(colorScheme).toInt(); scheme == 1 || scheme == 2) {
        look.dark = scheme == 1; // 0: no preference
    }
    if (has(contrast) || has(gnomeContrast)) {
        look.highContrast = m_values.value(contrast).toInt() == 1
                            || m_values.value(gnomeContrast).toBool();
    }
    if (has(reducedMotion)) {
        look.reducedMotion = m_values.value(reducedMotion).toInt() == 1;
    } else if (has(gnomeAnimations)) {
        look.reducedMotion = !m_values.value(gnomeAnimations).toBool();
    }
    say(look);
}

namespace {

// Where there is no bus, asking for one might start one.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
           || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

} // namespace

std::unique_ptr<LookSource> LookSource::create()
{
    if (hasSessionBus()) {
        if (const QDBusConnection bus = QDBusConnection::sessionBus(); bus.isConnected()) {
            return std::make_unique<Portal>(bus);
        }
    }
    return std::make_unique<LookSource>();
}

} // namespace sightglass
