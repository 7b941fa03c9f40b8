#include "pictures/scene.h"

#include "demo/scriptcast.h"

#include <QCursor>
#include <QDir>
#include <QFontDatabase>
#include <QLocale>
#include <QQmlComponent>
#include <QQuickItem>
#include <QSignalSpy>
#include <QTest>

namespace sightglass::test {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t seed = 1;
constexpr std::uint64_t messagesPerSecond = 13;
constexpr std::uint64_t samplesPerSecond = 61;
constexpr std::uint64_t bytesPerSecond = 2'310;
constexpr double shownUs = 300e6;
constexpr double shownFrameMs = 2.1;
constexpr int mostTries = 50;
constexpr int betweenTriesMs = 100;

QQuickItem *findByType(QQuickItem *item, const char *type)
{
    if (item->inherits(type)) {
        return item;
    }
    for (QQuickItem *child : item->childItems()) {
        if (QQuickItem *found = child->isVisible() ? findByType(child, type) : nullptr) {
            return found;
        }
    }
    return nullptr;
}

// The board's, not that of a list beside it.
QQuickItem *boardFlickable(QQuickItem *item)
{
    if (QByteArray(item->metaObject()->className()).startsWith("BoardView")) {
        return findByType(item, "QQuickFlickable");
    }
    for (QQuickItem *child : item->childItems()) {
        if (QQuickItem *found = boardFlickable(child)) {
            return found;
        }
    }
    return nullptr;
}

} // namespace

Scene::Scene()
    : m_machine(seed, startUs, machineCast())
{
    QObject::connect(&m_desk, &Desk::sourceWanted, &m_desk,
                     [this](const QString &name, int source) {
                         if (name == u"gallery") {
                             m_gallery = std::make_unique<Script>(seed, startUs, galleryCast());
                             m_gallerySource = source;
                         }
                     });
    m_desk.view()->setSpan(shownUs);
    show(LinkState::Live);
}

void Scene::show(LinkState state, const QString &reason)
{
    m_status.state = state;
    m_status.reason = reason;
    m_status.sinceUs = m_now;
    m_status.nextAttemptUs = state == LinkState::Waiting ? m_now + 4 * second : 0;
    m_status.roundTripMs = 4.2;
    m_desk.show(m_status);
}

void Scene::showMachine()
{
    m_desk.showBoardFile(u":/boards/this-machine.json"_s);
    m_desk.openBoard(u"link"_s); // as the program does
    m_desk.boards()->setCurrent(0);
}

void Scene::openBoard(const QString &name)
{
    m_desk.openBoard(name);
}

void Scene::play()
{
    for (std::int64_t us = startUs + second; us <= endUs; us += second) {
        playTo(us);
        if (endUs - us == 5 * second) {
            look(); // what is missing is so only after a while
        }
    }
    look();
    m_desk.view()->follow();
    m_desk.flush();
}

void Scene::playTo(std::int64_t us)
{
    m_now = us;
    m_batch.clear();
    m_machine.play(us, m_batch);
    m_desk.take(m_batch);
    if (m_gallery) {
        m_batch.clear();
        m_gallery->play(us, m_batch);
        m_desk.take(m_gallerySource, m_batch);
    }
    m_status.messages += messagesPerSecond;
    m_status.lostStretches = std::uint64_t(us - startUs + Script::periodUs - Script::holeToUs)
                             / Script::periodUs;
    m_status.samples += samplesPerSecond;
    m_status.bytes += bytesPerSecond;
    m_desk.show(m_status);
    m_desk.link()->tick(m_now);
    m_desk.noteFrame(shownFrameMs);
    m_desk.sampleProgram();
}

void Scene::passes(std::int64_t us)
{
    m_now += us;
    m_desk.view()->follow();
    m_desk.flush();
    look();
}

void Scene::look()
{
    const Moment moment{m_now, m_desk.link()->live()};
    m_desk.board()->refresh(moment, std::int64_t(m_desk.view()->spanUs()));
    m_desk.metrics()->refresh([moment](int) { return moment; });
}

bool Scene::open(const QSize &size, bool dark)
{
    m_engine.addImportPath(u":/qt/qml"_s);
    m_engine.setInitialProperties(
        {{u"desk"_s, QVariant::fromValue(&m_desk)}, {u"frameMs"_s, shownFrameMs}});
    m_engine.load(QUrl(u"qrc:/qt/qml/Sightglass/Main.qml"_s));
    if (m_engine.rootObjects().isEmpty() || !setTheme(dark)) {
        return false;
    }
    m_window = qobject_cast<QQuickWindow *>(m_engine.rootObjects().constFirst());
    m_window->resize(size);
    QCursor::setPos(0, 0);                            // where nothing answers to it
    QSignalSpy seconds(&m_desk, &Desk::secondPassed); // the history's text comes with it
    return QTest::qWaitForWindowExposed(m_window) && seconds.wait();
}

// Whatever decides it in the program: the bindings there have done their work.
bool Scene::setTheme(bool dark)
{
    QQmlComponent component(&m_engine);
    component.setData("import QtQml\nimport Sightglass\nQtObject { property QtObject it: Theme }",
                      {});
    const std::unique_ptr<QObject> holder(component.create());
    auto *theme = holder ? holder->property("it").value<QObject *>() : nullptr;
    return theme && theme->setProperty("dark", dark);
}

void Scene::scrollTo(double y)
{
    QQuickItem *flickable = boardFlickable(m_window->contentItem());
    const double last = flickable->property("contentHeight").toDouble() - flickable->height();
    flickable->setProperty("contentY", std::clamp(y, 0.0, std::max(0.0, last)));
}

QImage Scene::picture()
{
    QImage before;
    for (int i = 0; i < mostTries; ++i) {
        QTest::qWait(betweenTriesMs);
        const QImage now = m_window->grabWindow().convertToFormat(QImage::Format_RGB32);
        if (now == before) {
            QTest::qWait(3 * betweenTriesMs); // slower than the slowest timer of a tile
            if (m_window->grabWindow().convertToFormat(QImage::Format_RGB32) == now) {
                return now;
            }
        }
        before = now;
    }
    return {};
}

void prepareLooks()
{
    const QDir fonts(u":/fonts"_s);
    const QStringList files = fonts.entryList();
    for (const QString &file : files) {
        QFontDatabase::addApplicationFont(fonts.filePath(file));
    }
    QQuickWindow::setTextRenderType(QQuickWindow::NativeTextRendering);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

} // namespace sightglass::test
