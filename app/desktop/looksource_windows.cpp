#include "looksource.h"

#include <QAbstractNativeEventFilter>
#include <QCoreApplication>
#include <QSettings>

#include <qt_windows.h>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

// A window's ground this bright is light; the sum of red, green and blue.
constexpr int middle = 3 * 128;

class WindowsLook final : public LookSource, public QAbstractNativeEventFilter
{
public:
    WindowsLook()
    {
        QCoreApplication::instance()->installNativeEventFilter(this);
        read();
    }
    ~WindowsLook() override { QCoreApplication::instance()->removeNativeEventFilter(this); }

    bool nativeEventFilter(const QByteArray &, void *message, qintptr *) override
    {
        const UINT what = static_cast<const MSG *>(message)->message;
        if (what == WM_SETTINGCHANGE || what == WM_THEMECHANGED || what == WM_SYSCOLORCHANGE) {
            // afterwards: the others may not have heard of it yet
            QMetaObject::invokeMethod(
                this, [this] { read(); }, Qt::QueuedConnection);
        }
        return false;
    }

private:
    void read()
    {
        SystemLook look;
        HIGHCONTRASTW contrast{};
        contrast.cbSize = sizeof(contrast);
        if (SystemParametersInfoW(SPI_GETHIGHCONTRAST, sizeof(contrast), &contrast, 0)) {
            look.highContrast = (contrast.dwFlags & HCF_HIGHCONTRASTON) != 0;
        }
        if (look.highContrast.value_or(false)) { // has its own grounds, dark or light
            const DWORD ground = GetSysColor(COLOR_WINDOW);
            look.dark = GetRValue(ground) + GetGValue(ground) + GetBValue(ground) < middle;
        } else {
            const QSettings settings(u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\"
                                     "CurrentVersion\\Themes\\Personalize"_s,
                                     QSettings::NativeFormat);
            look.dark = settings.value("AppsUseLightTheme"_L1, 1).toInt() == 0;
        }
        BOOL animated = TRUE;
        if (SystemParametersInfoW(SPI_GETCLIENTAREAANIMATION, 0, &animated, 0)) {
            look.reducedMotion = animated == FALSE;
        }
        say(look);
    }
};

} // namespace

std::unique_ptr<LookSource> LookSource::create()
{
    return std::make_unique<WindowsLook>();
}

} // namespace sightglass
