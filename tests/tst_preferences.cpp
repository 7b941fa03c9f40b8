// What the user chose comes back at the next start, and nothing the file can hold does harm.
#include "models/preferences.h"

#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;

class TestPreferences : public QObject
{
    Q_OBJECT

    using Access = Preferences::Access;

    QTemporaryDir m_folder;
    int m_files = 0;

    QString fresh() { return m_folder.filePath(u"%1/settings.ini"_s.arg(++m_files)); }
    QString holding(const QByteArray &text)
    {
        const QString path = m_folder.filePath(u"%1.ini"_s.arg(++m_files));
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path
                                                                                  : QString();
    }
    static QByteArray textOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static bool isUsual(const Preferences &p)
    {
        return p.theme() == Preferences::SystemTheme && p.contrast() == Preferences::AsSystem
               && p.motion() == Preferences::AsSystem && p.leftOpen() && p.notificationsOpen()
               && p.leftWidth() == 0 && p.notificationsWidth() == 0 && p.spanUs() == 0
               && !p.windowSize().isValid();
    }

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    // good
    void startsWithWhatIsUsual() { QVERIFY(isUsual(Preferences(fresh(), Access::ReadAndWrite))); }

    void comesBackAsItWasLeft()
    {
        const QString path = fresh();
        {
            Preferences first(path, Access::ReadAndWrite);
            first.setTheme(Preferences::Light);
            first.setContrast(Preferences::On);
            first.setMotion(Preferences::Off);
            first.setLeftOpen(false);
            first.setLeftWidth(300);
            first.setNotificationsOpen(false);
            first.setNotificationsWidth(400);
            first.setSpanUs(300e6);
            first.setWindowSize({1000, 700});
        }
        const Preferences second(path, Access::ReadAndWrite);
        QCOMPARE(second.theme(), Preferences::Light);
        QCOMPARE(second.contrast(), Preferences::On);
        QCOMPARE(second.motion(), Preferences::Off);
        QVERIFY(!second.leftOpen());
        QCOMPARE(second.leftWidth(), 300);
        QVERIFY(!second.notificationsOpen());
        QCOMPARE(second.notificationsWidth(), 400);
        QCOMPARE(second.spanUs(), 300e6);
        QCOMPARE(second.windowSize(), QSize(1000, 700));
        const QByteArray text = textOf(path); // a person can read it
        QVERIFY2(text.contains("theme=light"), text);
        QVERIFY2(text.contains("spanSeconds=300"), text);
    }

    void followsTheSystemUntilTold()
    {
        Preferences preferences;
        QSignalSpy changes(&preferences, &Preferences::looksChanged);
        preferences.setSystem(false, true, true);
        QCOMPARE(changes.count(), 1);
        QVERIFY(!preferences.dark() && preferences.highContrast() && preferences.reducedMotion());
        preferences.setSystem(true, false, false);
        QVERIFY(preferences.dark() && !preferences.highContrast() && !preferences.reducedMotion());
        preferences.setTheme(Preferences::Light);
        preferences.setContrast(Preferences::On);
        preferences.setMotion(Preferences::Off);
        QVERIFY(!preferences.dark() && preferences.highContrast() && preferences.reducedMotion());
        preferences.setSystem(true, false, false);
        QVERIFY(!preferences.dark() && preferences.highContrast() && preferences.reducedMotion());
        preferences.setSystem(false, true, true);
        preferences.setTheme(Preferences::Dark);
        preferences.setContrast(Preferences::Off);
        preferences.setMotion(Preferences::On);
        QVERIFY(preferences.dark() && !preferences.highContrast() && !preferences.reducedMotion());
    }

    void saysOnlyWhatChanges()
    {
        Preferences preferences;
        QSignalSpy looks(&preferences, &Preferences::looksChanged);
        QSignalSpy panels(&preferences, &Preferences::panelsChanged);
        preferences.setTheme(Preferences::SystemTheme);
        preferences.setLeftOpen(true);
        preferences.setNotificationsWidth(0);
        QCOMPARE(looks.count() + panels.count(), 0);
        preferences.setLeftWidth(200);
        preferences.setLeftWidth(200);
        QCOMPARE(panels.count(), 1);
    }

    void anOverrideIsForOneRun()
    {
        const QString path = fresh();
        {
            Preferences first(path, Access::ReadAndWrite);
            first.setTheme(Preferences::Light);
            first.overrideLooks(Preferences::Dark, Preferences::On);
            QVERIFY(first.dark() && first.highContrast());
        }
        {
            Preferences second(path, Access::ReadAndWrite);
            QCOMPARE(second.theme(), Preferences::Light);
            QCOMPARE(second.contrast(), Preferences::AsSystem);
            second.overrideLooks(Preferences::Dark, Preferences::On);
            second.setTheme(Preferences::Dark); // chosen now, though it looks so already
        }
        QCOMPARE(Preferences(path, Access::ReadAndWrite).theme(), Preferences::Dark);
    }

    void aReaderNeverWrites()
    {
        const QString path = holding("[look]\ntheme=light\n");
        {
            Preferences reader(path, Access::ReadOnly);
            QCOMPARE(reader.theme(), Preferences::Light);
            reader.setTheme(Preferences::Dark);
            reader.setWindowSize({1000, 700});
            QVERIFY(reader.dark());
        }
        QCOMPARE(textOf(path), QByteArray("[look]\ntheme=light\n"));
    }

    void livesWhereTheSystemKeepsSettings()
    {
        QVERIFY(Preferences::usualPath().startsWith(
            QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)));
        QVERIFY(Preferences::usualPath().endsWith(u"settings.ini"_s));
    }

    // bad
    void nonsenseIsAsIfItWereNotThere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no INI at all") << QByteArray("{\"theme\": \"dark\"}\n\x01\x02\xff\xfe");
        QTest::newRow("binary") << QByteArray(4096, '\0');
        QTest::newRow("unknown words")
            << QByteArray("[look]\ntheme=blue\ncontrast=yes\nmotion=2\n");
        QTest::newRow("lists") << QByteArray("[look]\ntheme=dark, light\n");
        QTest::newRow("words for numbers")
            << QByteArray("[panels]\nleftWidth=wide\n[window]\nwidth=a\nheight=b\n");
        QTest::newRow("below zero") << QByteArray(
            "[panels]\nleftWidth=-5\nnotificationsWidth=-1\n[view]\nspanSeconds=-60\n");
        QTest::newRow("too large")
            << QByteArray("[panels]\nleftWidth=99999999999\n[view]\nspanSeconds=1e300\n"
                          "[window]\nwidth=2000000\nheight=2000000\n");
        QTest::newRow("no number") << QByteArray("[view]\nspanSeconds=nan\n");
        QTest::newRow("half a size") << QByteArray("[window]\nwidth=1000\n");
        QTest::newRow("another's variant")
            << QByteArray("[look]\ntheme=@Variant(\\0\\0\\0\\x7f\\xff)\n");
    }
    void nonsenseIsAsIfItWereNotThere()
    {
        QFETCH(QByteArray, text);
        const QString path = holding(text);
        QVERIFY(!path.isEmpty());
        QVERIFY(isUsual(Preferences(path, Access::ReadAndWrite)));
    }

    void aBrokenFileIsWritableAgain()
    {
        const QString path = holding(QByteArray("\x01[[[=\n=\n") + QByteArray(100, '\0'));
        Preferences(path, Access::ReadAndWrite).setTheme(Preferences::Light);
        QCOMPARE(Preferences(path, Access::ReadAndWrite).theme(), Preferences::Light);
    }

    void aPlaceThatCannotBeWrittenWorksForTheSession()
    {
        // below a file there is no folder, not even for root
        const QString path = holding("x") + u"/deeper/settings.ini"_s;
        {
            Preferences preferences(path, Access::ReadAndWrite);
            preferences.setTheme(Preferences::Light);
            preferences.setLeftWidth(200);
            QVERIFY(!preferences.dark());
            QCOMPARE(preferences.leftWidth(), 200);
        }
        QVERIFY(!QFile::exists(path));
        QVERIFY(isUsual(Preferences(path, Access::ReadAndWrite)));
    }
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
