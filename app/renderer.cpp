#include "renderer.h"

#include <QCoreApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QQuickWindow>

#include <algorithm>
#include <array>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("renderer", text);
}

QString painter(const QString &why)
{
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    return say(QT_TRANSLATE_NOOP("renderer", "software (%1)")).arg(why);
}

#ifdef Q_OS_LINUX
// Null if there is no OpenGL: the scene graph would end the program then.
QString openGlName()
{
    QOpenGLContext context;
    QOffscreenSurface surface;
    if (!context.create()) {
        return {};
    }
    surface.setFormat(context.format());
    surface.create();
    if (!context.makeCurrent(&surface)) {
        return {};
    }
    const auto *name = context.functions()->glGetString(GL_RENDERER);
    return QString::fromLatin1(reinterpret_cast<const char *>(name));
}
#endif

} // namespace

bool mayHaveGraphicsCard(const QDir &devices)
{
    // Of the kernel's own drivers, NVIDIA, Windows below Linux, and what small machines have.
    static constexpr std::array names{"dri"_L1,   "nvidiactl"_L1, "dxg"_L1,    "mali"_L1,
                                      "mali0"_L1, "kgsl-3d0"_L1,  "galcore"_L1};
    return std::any_of(names.begin(), names.end(),
                       [&devices](QLatin1StringView name) { return devices.exists(name); });
}

bool isSoftwareRasteriser(const QString &name)
{
    static constexpr std::array names{"llvmpipe"_L1,
                                      "softpipe"_L1,
                                      "swrast"_L1,
                                      "swiftshader"_L1,
                                      "software rasterizer"_L1,
                                      "microsoft basic render"_L1,
                                      "gdi generic"_L1};
    return std::any_of(names.begin(), names.end(), [&name](QLatin1StringView known) {
        return name.contains(known, Qt::CaseInsensitive);
    });
}

QString chooseRenderer(bool softwareWanted)
{
    if (softwareWanted) {
        return painter(say(QT_TRANSLATE_NOOP("renderer", "asked for")));
    }
    for (const char *variable : {"QT_QUICK_BACKEND", "QSG_RHI_BACKEND"}) {
        if (!qEnvironmentVariableIsEmpty(variable)) {
            return u"%1=%2"_s.arg(QLatin1StringView(variable), qEnvironmentVariable(variable));
        }
    }
#ifdef Q_OS_LINUX
    if (!mayHaveGraphicsCard(QDir(u"/dev"_s))) {
        return painter(say(QT_TRANSLATE_NOOP("renderer", "no graphics card")));
    }
    const QString name = openGlName();
    if (name.isEmpty()) {
        return painter(say(QT_TRANSLATE_NOOP("renderer", "no OpenGL")));
    }
    return isSoftwareRasteriser(name) ? painter(name) : name;
#else
    return say(QT_TRANSLATE_NOOP("renderer", "graphics card"));
#endif
}

} // namespace sightglass
