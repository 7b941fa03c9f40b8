#include "preferences.h"

#include "timeview.h"

#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

// As they stand in the file, in the order of the enums.
constexpr std::array themeWords{"system"_L1, "dark"_L1, "light"_L1};
constexpr std::array choiceWords{"system"_L1, "on"_L1, "off"_L1};

constexpr auto themeKey = "look/theme"_L1;
constexpr auto contrastKey = "look/contrast"_L1;
constexpr auto motionKey = "look/motion"_L1;
constexpr auto leftOpenKey = "panels/leftOpen"_L1;
constexpr auto leftWidthKey = "panels/leftWidth"_L1;
constexpr auto notificationsOpenKey = "panels/notificationsOpen"_L1;
constexpr auto notificationsWidthKey = "panels/notificationsWidth"_L1;
constexpr auto spanKey = "view/spanSeconds"_L1;
constexpr auto widthKey = "window/width"_L1;
constexpr auto heightKey = "window/height"_L1;

constexpr int mostPixels = 16'384; // more is no window's nor panel's size

// A word that is none of the list's, and a list where one word belongs, are the first.
template<typename Enum, std::size_t count>
Enum readWord(const QSettings &file, QLatin1StringView key,
              const std::array<QLatin1StringView, count> &words)
{
    const auto found = std::find(words.begin(), words.end(), file.value(key).toString());
    return found == words.end() ? Enum(0) : Enum(found - words.begin());
}

int readPixels(const QSettings &file, QLatin1StringView key)
{
    const int value = file.value(key).toInt();
    return value > 0 && value <= mostPixels ? value : 0;
}

bool readFlag(const QSettings &file, QLatin1StringView key)
{
    return file.value(key).toString() != "false"_L1; // open unless told
}

} // namespace

Preferences::Preferences(QObject *parent)
    : QObject(parent)
{
}

Preferences::Preferences(const QString &path, Access access, QObject *parent)
    : QObject(parent)
    , m_file(std::make_unique<QSettings>(path, QSettings::IniFormat))
    , m_writes(access == Access::ReadAndWrite)
{
    read();
}

QString Preferences::usualPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/settings.ini"_s;
}

QString Preferences::path() const
{
    return m_file ? m_file->fileName() : QString();
}

void Preferences::read()
{
    m_theme = readWord<Theme>(*m_file, themeKey, themeWords);
    m_contrast = readWord<Choice>(*m_file, contrastKey, choiceWords);
    m_motion = readWord<Choice>(*m_file, motionKey, choiceWords);
    m_leftOpen = readFlag(*m_file, leftOpenKey);
    m_leftWidth = readPixels(*m_file, leftWidthKey);
    m_notificationsOpen = readFlag(*m_file, notificationsOpenKey);
    m_notificationsWidth = readPixels(*m_file, notificationsWidthKey);
    const double span = m_file->value(spanKey).toDouble() * 1e6;
    m_spanUs = span >= TimeView::shortestUs && span <= TimeView::longestUs ? span : 0; // not NaN
    const QSize size(readPixels(*m_file, widthKey), readPixels(*m_file, heightKey));
    m_windowSize = size.isEmpty() ? QSize() : size;
}

void Preferences::keep(QLatin1StringView key, const QVariant &value)
{
    if (m_writes) {
        m_file->setValue(key, value);
    }
}

// What is chosen is kept even if it is what is shown: an override may be all that shows it.
void Preferences::setTheme(Theme theme)
{
    keep(themeKey, QString(themeWords.at(std::size_t(theme))));
    if (m_theme != theme) {
        m_theme = theme;
        Q_EMIT looksChanged();
    }
}

void Preferences::setContrast(Choice contrast)
{
    keep(contrastKey, QString(choiceWords.at(std::size_t(contrast))));
    if (m_contrast != contrast) {
        m_contrast = contrast;
        Q_EMIT looksChanged();
    }
}

void Preferences::setMotion(Choice motion)
{
    keep(motionKey, QString(choiceWords.at(std::size_t(motion))));
    if (m_motion != motion) {
        m_motion = motion;
        Q_EMIT looksChanged();
    }
}

void Preferences::overrideLooks(Theme theme, Choice contrast)
{
    m_theme = theme;
    m_contrast = contrast;
    Q_EMIT looksChanged();
}

void Preferences::setSystem(bool dark, bool highContrast, bool reducedMotion)
{
    m_systemDark = dark;
    m_systemContrast = highContrast;
    m_systemStill = reducedMotion;
    Q_EMIT looksChanged();
}

void Preferences::setLeftOpen(bool open)
{
    if (m_leftOpen != open) {
        m_leftOpen = open;
        keep(leftOpenKey, open);
        Q_EMIT panelsChanged();
    }
}

void Preferences::setLeftWidth(int width)
{
    if (m_leftWidth != width) {
        m_leftWidth = width;
        keep(leftWidthKey, width);
        Q_EMIT panelsChanged();
    }
}

void Preferences::setNotificationsOpen(bool open)
{
    if (m_notificationsOpen != open) {
        m_notificationsOpen = open;
        keep(notificationsOpenKey, open);
        Q_EMIT panelsChanged();
    }
}

void Preferences::setNotificationsWidth(int width)
{
    if (m_notificationsWidth != width) {
        m_notificationsWidth = width;
        keep(notificationsWidthKey, width);
        Q_EMIT panelsChanged();
    }
}

void Preferences::setSpanUs(double us)
{
    if (m_spanUs != us) {
        m_spanUs = us;
        keep(spanKey, us / 1e6);
    }
}

void Preferences::setWindowSize(QSize size)
{
    if (m_windowSize != size) {
        m_windowSize = size;
        keep(widthKey, size.width());
        keep(heightKey, size.height());
    }
}

} // namespace sightglass
