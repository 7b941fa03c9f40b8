// What the system says about looks, from a portal on a bus of its own, while it changes its mind.
#include "desktop/appearance.h"
#include "desktop/portal.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

constexpr auto service = "org.freedesktop.portal.Desktop"_L1;
constexpr auto path = "/org/freedesktop/portal/desktop"_L1;
constexpr auto common = "org.freedesktop.appearance"_L1;
constexpr auto gnome = "org.gnome.desktop.interface"_L1;
constexpr auto gnomeHelp = "org.gnome.desktop.a11y.interface"_L1;

void setWindowColours(const QColor &ground, const QColor &text)
{
    QPalette palette;
    palette.setColor(QPalette::Window, ground);
    palette.setColor(QPalette::WindowText, text);
    QGuiApplication::setPalette(palette);
}

} // namespace

// Answers like a portal; `values` by "namespace key".
class FakePortal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    explicit FakePortal(const QString &bus)
        : m_bus(QDBusConnection::connectToBus(bus, u"fake portal"_s))
    {
        m_bus.registerObject(path, this,
                             QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
    }
    ~FakePortal() override { QDBusConnection::disconnectFromBus(u"fake portal"_s); }

    bool appear() { return m_bus.registerService(service); }
    bool leave() { return m_bus.unregisterService(service); }
    void change(const QString &space, const QString &key, const QVariant &value)
    {
        values.insert(space + u' ' + key, value);
        Q_EMIT SettingChanged(space, key, QDBusVariant(value));
    }

    QHash<QString, QVariant> values;
    bool onlyReadOne = false;
    bool silent = false;
    int asked = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString &space, const QString &key)
    {
        if (onlyReadOne) {
            sendErrorReply(QDBusError::UnknownMethod, u"gone"_s);
            return QDBusVariant(0);
        }
        return QDBusVariant(QVariant::fromValue(ReadOne(space, key))); // twice wrapped, as it is
    }
    QDBusVariant ReadOne(const QString &space, const QString &key)
    {
        ++asked;
        setDelayedReply(silent);
        const QString name = space + u' ' + key;
        if (!values.contains(name)) {
            sendErrorReply(u"org.freedesktop.portal.Error.NotFound"_s, u"not found"_s);
            return QDBusVariant(0);
        }
        return QDBusVariant(values.value(name));
    }

Q_SIGNALS:
    void SettingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    QDBusConnection m_bus;
};

class TestAppearance : public QObject
{
    Q_OBJECT

    QProcess m_daemon;
    QString m_address;
    std::unique_ptr<FakePortal> m_portal;
    bool m_afterTheFirst = false;

    std::unique_ptr<Appearance> appearance()
    {
        const auto bus = QDBusConnection::connectToBus(m_address, u"program"_s);
        return std::make_unique<Appearance>(std::make_unique<Portal>(bus));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty()) {
            QSKIP("there is no dbus-daemon here");
        }
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        while (!m_daemon.canReadLine() && m_daemon.waitForReadyRead()) {
        }
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        QVERIFY(!m_address.isEmpty());
    }
    void cleanupTestCase()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }
    void init()
    {
        setWindowColours(Qt::white, Qt::black);
        if (std::exchange(m_afterTheFirst, true)) {
            m_portal = std::make_unique<FakePortal>(m_address);
        }
    }
    void cleanup()
    {
        QDBusConnection::disconnectFromBus(u"program"_s);
        m_portal.reset();
    }

    // The first, so that nothing in this process has used the types of D-Bus before: so it is in
    // the program.
    void hearsAPortalThatComesLater()
    {
        const auto look = appearance();
        m_portal = std::make_unique<FakePortal>(m_address);
        QVERIFY(m_portal->appear());
        QTRY_COMPARE(m_portal->asked, 5);
        m_portal->change(common, u"color-scheme"_s, 1U);
        QTRY_VERIFY(look->dark());
    }

    void readsWhatThePortalSays()
    {
        m_portal->values = {{common + u" color-scheme"_s, 1U},
                            {common + u" contrast"_s, 1U},
                            {common + u" reduced-motion"_s, 1U}};
        QVERIFY(m_portal->appear());
        const auto look = appearance();
        QVERIFY(!look->dark()); // the palette's word, until the portal answers
        QTRY_VERIFY(look->dark());
        QTRY_VERIFY(look->highContrast());
        QTRY_VERIFY(look->reducedMotion());
    }

    void followsThePortalLive()
    {
        m_portal->values = {{common + u" color-scheme"_s, 2U}};
        QVERIFY(m_portal->appear());
        const auto look = appearance();
        QSignalSpy changes(look.get(), &Appearance::changed);
        QTRY_COMPARE(m_portal->asked, 5);
        m_portal->change(common, u"color-scheme"_s, 1U);
        QTRY_VERIFY(look->dark());
        QCOMPARE(changes.count(), 1);
        m_portal->change(common, u"contrast"_s, 1U);
        QTRY_VERIFY(look->highContrast());
        m_portal->change(gnome, u"enable-animations"_s, false);
        QTRY_VERIFY(look->reducedMotion());
        QCOMPARE(changes.count(), 3);
        m_portal->change(gnome, u"font-name"_s, u"Sans 11"_s); // nothing to us
        m_portal->change(common, u"color-scheme"_s, 2U);
        QTRY_VERIFY(!look->dark());
        QCOMPARE(changes.count(), 4);
        m_portal->change(common, u"contrast"_s, 0U);
        QTRY_VERIFY(!look->highContrast());
        m_portal->change(gnome, u"enable-animations"_s, true);
        QTRY_VERIFY(!look->reducedMotion());
    }

    void hearsDesktopsThatSayItTheirOwnWay()
    {
        m_portal->values = {{gnome + u" enable-animations"_s, false},
                            {gnomeHelp + u" high-contrast"_s, true}};
        QVERIFY(m_portal->appear());
        const auto look = appearance();
        QTRY_VERIFY(look->reducedMotion());
        QTRY_VERIFY(look->highContrast());
    }

    void asksNewPortalsTheNewWay()
    {
        m_portal->onlyReadOne = true;
        m_portal->values = {{common + u" color-scheme"_s, 1U}};
        QVERIFY(m_portal->appear());
        const auto look = appearance();
        QTRY_VERIFY(look->dark());
    }

    void noPreferenceLeavesItToThePalette()
    {
        m_portal->values = {{common + u" color-scheme"_s, 1U}};
        QVERIFY(m_portal->appear());
        const auto look = appearance();
        QTRY_VERIFY(look->dark());
        m_portal->change(common, u"color-scheme"_s, 0U);
        QTRY_VERIFY(!look->dark());
    }

    void asksAgainWhenAPortalAppears()
    {
        const auto look = appearance(); // nobody there: an error each, and no more
        QVERIFY(!look->dark());
        m_portal->values = {{common + u" color-scheme"_s, 1U}};
        QVERIFY(m_portal->appear());
        QTRY_VERIFY(look->dark());
        QVERIFY(m_portal->leave());
        QVERIFY(look->dark()); // what it said last
    }

    void doesNotWaitForAPortalThatIsSilent()
    {
        m_portal->silent = true;
        m_portal->values = {{common + u" color-scheme"_s, 1U}};
        QVERIFY(m_portal->appear());
        const auto look = appearance(); // returns
        QTRY_COMPARE(m_portal->asked, 5);
        QVERIFY(!look->dark() && !look->highContrast() && !look->reducedMotion());
    }

    void followsThePaletteWhereNobodySpeaks()
    {
        Appearance look(std::make_unique<LookSource>());
        QSignalSpy changes(&look, &Appearance::changed);
        QVERIFY(!look.dark());
        setWindowColours(Qt::black, Qt::white);
        QTRY_VERIFY(look.dark());
        QCOMPARE(changes.count(), 1);
        setWindowColours(Qt::white, Qt::black);
        QTRY_VERIFY(!look.dark());
    }

    void doesWithoutABus()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all");
        const Appearance look;
        QVERIFY(!look.dark() && !look.highContrast() && !look.reducedMotion());
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    }
};

QTEST_MAIN(TestAppearance)
#include "tst_appearance.moc"
