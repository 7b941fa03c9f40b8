#include "window.h"

#include "flatscene.h"
#include "frames.h"
#include "models/desk.h"
#include "renderer.h"

#include <QDir>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QIcon>
#include <QImage>
#include <QQuickWindow>
#include <QScreen>
#include <QTimer>

#include <cstdio>

namespace sightglass {

using namespace Qt::StringLiterals;

Window::Window(const Options &options)
    : m_options(options)
    , m_preferences(Preferences::usualPath(), options.screenshot.isEmpty()
                                                  ? Preferences::Access::ReadAndWrite
                                                  : Preferences::Access::ReadOnly)
{
    useLooks();
}

Window::~Window()
{
    const bool asUsual = m_window && m_window->windowStates() == Qt::WindowNoState;
    if (asUsual && !m_options.size.isValid()) {
        m_preferences.setWindowSize(m_window->size());
    }
}

QString Window::noDisplay()
{
#ifdef Q_OS_LINUX
    const bool somewhere = !qEnvironmentVariableIsEmpty("DISPLAY")
                           || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
                           || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
    if (!somewhere) {
        return tr("There is no display to open a window on. Use --headless, or sightglass serve to "
                  "watch this machine from another.");
    }
#endif
    return {};
}

void Window::prepare(const Options &options)
{
    const QDir fonts(u":/fonts"_s);
    const QStringList files = fonts.entryList();
    bool whole = !files.isEmpty();
    for (const QString &file : files) {
        whole = QFontDatabase::addApplicationFont(fonts.filePath(file)) >= 0 && whole;
    }
    if (!whole) { // a machine that has them installed would hide it
        std::fprintf(stderr, "%s\n",
                     qUtf8Printable(tr("The program's own fonts cannot be loaded.")));
    }
    QQuickWindow::setTextRenderType(QQuickWindow::NativeTextRendering); // crisp at 11 px
    QGuiApplication::setWindowIcon(QIcon(u":/sightglass/icons/sightglass.svg"_s));
    Frames::prepare();
    const qint64 before = options.started.isValid() ? options.started.elapsed() : 0;
    const QString renderer = chooseRenderer(options.software);
    if (options.timings) {
        std::fprintf(stderr, "renderer: %s, chosen in %lld ms\n", qUtf8Printable(renderer),
                     options.started.elapsed() - before);
    }
}

void Window::useLooks()
{
    if (!m_options.theme.isEmpty()) {
        m_preferences.overrideLooks(
            m_options.theme.startsWith("dark"_L1) ? Preferences::Dark : Preferences::Light,
            m_options.theme.endsWith("contrast"_L1) ? Preferences::On : m_preferences.contrast());
    }
    const auto tell = [this] {
        m_preferences.setSystem(m_appearance.dark(), m_appearance.highContrast(),
                                m_appearance.reducedMotion());
    };
    connect(&m_appearance, &Appearance::changed, this, tell);
    tell();
}

void Window::useSpan(Desk &desk)
{
    if (m_preferences.spanUs() > 0) {
        desk.view()->setSpan(m_preferences.spanUs());
    }
    connect(desk.view(), &TimeView::chosenChanged, this,
            [this, view = desk.view()] { m_preferences.setSpanUs(view->chosenUs()); });
}

QSize Window::startSize() const
{
    if (m_options.size.isValid()) {
        return m_options.size;
    }
    const QScreen *screen = QGuiApplication::primaryScreen();
    return screen ? m_preferences.windowSize().boundedTo(screen->availableSize()) : QSize();
}

bool Window::show(Desk &desk)
{
    useSpan(desk);
    m_engine.addImportPath(u":/qt/qml"_s);
    QVariantMap given{{u"desk"_s, QVariant::fromValue(&desk)},
                      {u"preferences"_s, QVariant::fromValue(&m_preferences)}};
    if (const QSize size = startSize(); size.isValid()) {
        given.insert({{u"width"_s, size.width()}, {u"height"_s, size.height()}});
    }
    m_engine.setInitialProperties(given);
    m_engine.load(QUrl(u"qrc:/qt/qml/Sightglass/Main.qml"_s));
    if (m_engine.rootObjects().isEmpty()) {
        return false;
    }
    m_window = qobject_cast<QQuickWindow *>(m_engine.rootObjects().constFirst());
    if (!m_window) {
        return false;
    }
    drawFlat(*m_window);
    new Frames(*m_window, *desk.frames()); // the window's
    if (m_options.timings) {
        watchFrames(desk);
    }
    if (!m_options.screenshot.isEmpty()) {
        QTimer::singleShot(m_options.screenshotAfter * 1'000, this, &Window::saveScreenshot);
    }
    return true;
}

void Window::watchFrames(Desk &desk)
{
    connect(m_window, &QQuickWindow::frameSwapped, this, [this, &desk] {
        if (!std::exchange(m_firstFrame, true)) {
            std::fprintf(stderr, "first frame after %lld ms\n", m_options.started.elapsed());
        }
        if (!m_firstSample && desk.store()->samples(desk.source()) > 0) {
            m_firstSample = true;
            std::fprintf(stderr, "first live sample on screen after %lld ms\n",
                         m_options.started.elapsed());
        }
    });
}

void Window::saveScreenshot()
{
    const QImage picture = m_window->grabWindow();
    if (picture.isNull() || !picture.save(m_options.screenshot)) {
        std::fprintf(stderr, "%s\n",
                     qUtf8Printable(tr("The picture cannot be saved to “%1”. Choose a folder that "
                                       "exists and can be written, and a name ending in .png.")
                                        .arg(m_options.screenshot)));
        Q_EMIT finished(true);
        return;
    }
    Q_EMIT finished(false);
}

} // namespace sightglass
