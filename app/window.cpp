#include "window.h"

#include "models/desk.h"

#include <QDir>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QIcon>
#include <QImage>
#include <QOpenGLContext>
#include <QPalette>
#include <QQuickWindow>
#include <QSGRendererInterface>
#include <QTimer>

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QStyleHints>
#endif

#include <cstdio>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int middleGrey = 128;

bool systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (const auto scheme = QGuiApplication::styleHints()->colorScheme();
        scheme != Qt::ColorScheme::Unknown) {
        return scheme == Qt::ColorScheme::Dark;
    }
#endif
    return QGuiApplication::palette().color(QPalette::Window).lightness() < middleGrey;
}

} // namespace

Window::Window(const Options &options)
    : m_options(options)
{
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
    if (options.software) {
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
        return;
    }
#ifdef Q_OS_LINUX
    // Without OpenGL the scene graph would end the program; the software renderer draws the same.
    if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND")
        && qEnvironmentVariableIsEmpty("QSG_RHI_BACKEND")) {
        QOpenGLContext probe;
        if (!probe.create()) {
            QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
        }
    }
#endif
}

bool Window::show(Desk &desk)
{
    const bool dark = m_options.theme.isEmpty() ? systemIsDark() : m_options.theme == "dark"_L1;
    m_engine.addImportPath(u":/qt/qml"_s);
    m_engine.setInitialProperties({{u"desk"_s, QVariant::fromValue(&desk)}, {u"dark"_s, dark}});
    m_engine.load(QUrl(u"qrc:/qt/qml/Sightglass/Main.qml"_s));
    if (m_engine.rootObjects().isEmpty()) {
        return false;
    }
    m_window = qobject_cast<QQuickWindow *>(m_engine.rootObjects().constFirst());
    if (!m_window) {
        return false;
    }
    if (m_options.size.isValid()) {
        m_window->resize(m_options.size);
    }
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
