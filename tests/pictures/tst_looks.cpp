// Looks at the window as it seldom is: very small, very large, scaled, stale, flooded, empty, in
// long words. Not its pixels: that nothing is complained about, cut off or squeezed to nothing. The
// pictures stay in the build folder for people to look at.
#include "pictures/layout.h"
#include "pictures/scene.h"

#include <QDir>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace sightglass;
using namespace sightglass::test;

namespace {

QStringList complaints;
QtMessageHandler usual = nullptr;

void listen(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type == QtWarningMsg || type == QtCriticalMsg) {
        complaints.append(text);
    }
    usual(type, context, text);
}

// Every text twice as long, as other languages can be; its numbers stay as they are.
class Longer final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        static const QRegularExpression places(u"%[0-9n]"_s);
        const QString text = QString::fromUtf8(source);
        return text + QString(text).remove(places);
    }
};

Batch alarms(int count, std::int64_t nowUs)
{
    Batch batch;
    for (int i = 0; i < count; ++i) {
        Event event;
        event.key = u"alarm %1"_s.arg(i);
        event.state = i % 3 == 0 ? EventState::Raised : EventState::Info;
        event.severity = Severity(i % 3);
        event.title = u"Alarm %1 of a system that has very many of them"_s.arg(i);
        event.body = QString(i % 7, u'x') + u" is more than it should be"_s;
        event.timeUs = nowUs - i * Scene::second;
        batch.note(event);
    }
    return batch;
}

} // namespace

class TestLooks : public QObject
{
    Q_OBJECT

    void look(Scene &scene, const char *name)
    {
        const QImage picture = scene.picture();
        QVERIFY2(!picture.isNull(), "the window never comes to rest");
        const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR", u"1"_s);
        const QString folder = QCoreApplication::applicationDirPath(); // not where one stands
        picture.save(u"%1/look-%2-at-%3.png"_s.arg(folder, QString::fromUtf8(name), scale));
        const QStringList faults = layoutFaults(scene.window());
        for (const QString &fault : faults + complaints) { // QtTest cuts what is long
            qInfo("%s", qPrintable(fault));
        }
        QCOMPARE(faults.size(), 0);
        QCOMPARE(complaints.size(), 0);
    }

private Q_SLOTS:
    void init() { complaints.clear(); }

    void boardFitsWindow_data()
    {
        QTest::addColumn<QString>("board");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        QTest::newRow("gallery-800x600") << u"gallery"_s << QSize(800, 600) << true;
        QTest::newRow("gallery-1280x720") << u"gallery"_s << QSize(1280, 720) << false;
        QTest::newRow("gallery-1920x1080") << u"gallery"_s << QSize(1920, 1080) << true;
        QTest::newRow("machine-800x600") << u"machine"_s << QSize(800, 600) << false;
        QTest::newRow("machine-1280x720") << u"machine"_s << QSize(1280, 720) << true;
    }
    void boardFitsWindow()
    {
        QFETCH(QString, board);
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        Scene scene;
        scene.showMachine();
        if (board != u"machine") {
            scene.openBoard(board);
        }
        scene.play();
        QVERIFY(scene.open(size, dark));
        look(scene, QTest::currentDataTag());
    }

    void everythingIsStale()
    {
        Scene scene;
        scene.showMachine();
        scene.openBoard(u"gallery"_s);
        scene.play();
        scene.passes(75 * Scene::second);
        QVERIFY(scene.open({1440, 900}, true));
        look(scene, "stale");
    }

    void linkIsLost()
    {
        Scene scene;
        scene.showMachine();
        scene.play();
        scene.show(LinkState::Waiting, u"Connection reset by the other side."_s);
        scene.passes(31 * Scene::second);
        scene.show(LinkState::Waiting, u"Connection reset by the other side."_s);
        QVERIFY(scene.open({1440, 900}, true));
        look(scene, "disconnected");
    }

    void viewIsPaused()
    {
        Scene scene;
        scene.showMachine();
        scene.play();
        scene.desk().view()->pause();
        scene.passes(42 * Scene::second);
        QVERIFY(scene.open({1440, 900}, false));
        look(scene, "paused");
    }

    void nothingHasComeYet()
    {
        Scene scene;
        scene.show(LinkState::Dialing);
        QVERIFY(scene.open({1440, 900}, true));
        look(scene, "first-start");
    }

    void twoHundredNotifications()
    {
        Scene scene;
        scene.showMachine();
        scene.play();
        scene.desk().take(alarms(200, scene.now()));
        scene.desk().flush();
        QVERIFY(scene.open({1440, 900}, true));
        look(scene, "notifications");
    }

    void longWords_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("long-words-1440x900") << QSize(1440, 900);
        QTest::newRow("long-words-800x600") << QSize(800, 600);
    }
    void longWords()
    {
        QFETCH(QSize, size);
        Longer translator;
        QCoreApplication::installTranslator(&translator);
        Scene scene;
        scene.showMachine();
        scene.openBoard(u"gallery"_s);
        scene.play();
        QVERIFY(scene.open(size, false));
        look(scene, QTest::currentDataTag());
        QCoreApplication::removeTranslator(&translator);
    }
};

int main(int argc, char **argv)
{
    qputenv("TZ", "UTC");
    const QGuiApplication app(argc, argv);
    prepareLooks();
    usual = qInstallMessageHandler(listen);
    TestLooks test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_looks.moc"
