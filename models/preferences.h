// What the user chose and the program keeps: looks, panels, time span, size of the window; and what
// the looks come to, given what the system says.
//
// Kept in one INI file, written behind the user's back and read once. Anything in it that makes no
// sense is as if it were not there; a file that cannot be written costs nothing but the memory of
// the next start. Never holds a secret. Sizes are in device-independent pixels. GUI thread only.
//
// One made in QML keeps nothing: for tests, and for a window without a program around it.
#pragma once

#include <QObject>
#include <QSettings>
#include <QSize>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace sightglass {

class Preferences : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(Theme theme READ theme NOTIFY looksChanged)
    Q_PROPERTY(Choice contrast READ contrast NOTIFY looksChanged)
    Q_PROPERTY(Choice motion READ motion NOTIFY looksChanged)
    Q_PROPERTY(bool dark READ dark NOTIFY looksChanged)
    Q_PROPERTY(bool highContrast READ highContrast NOTIFY looksChanged)
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY looksChanged)
    Q_PROPERTY(bool leftOpen READ leftOpen NOTIFY panelsChanged)
    Q_PROPERTY(int leftWidth READ leftWidth NOTIFY panelsChanged) // 0: the usual
    Q_PROPERTY(bool notificationsOpen READ notificationsOpen NOTIFY panelsChanged)
    Q_PROPERTY(int notificationsWidth READ notificationsWidth NOTIFY panelsChanged) // 0: the usual
    Q_PROPERTY(QString path READ path CONSTANT) // of the file; empty: nothing is kept

public:
    enum Theme { SystemTheme, Dark, Light };
    Q_ENUM(Theme)
    enum Choice { AsSystem, On, Off };
    Q_ENUM(Choice)
    enum class Access : std::uint8_t { ReadAndWrite, ReadOnly };

    explicit Preferences(QObject *parent = nullptr);
    explicit Preferences(const QString &path, Access access, QObject *parent = nullptr);

    // Where the program keeps them: the system's usual place for settings.
    static QString usualPath();

    Theme theme() const { return m_theme; }
    Choice contrast() const { return m_contrast; }
    Choice motion() const { return m_motion; }
    Q_INVOKABLE void setTheme(sightglass::Preferences::Theme theme);
    Q_INVOKABLE void setContrast(sightglass::Preferences::Choice contrast);
    Q_INVOKABLE void setMotion(sightglass::Preferences::Choice motion);
    // For this run: shown, but not kept.
    void overrideLooks(Theme theme, Choice contrast);

    Q_INVOKABLE void setSystem(bool dark, bool highContrast, bool reducedMotion);
    bool dark() const { return m_theme == SystemTheme ? m_systemDark : m_theme == Dark; }
    bool highContrast() const
    {
        return m_contrast == AsSystem ? m_systemContrast : m_contrast == On;
    }
    bool reducedMotion() const { return m_motion == AsSystem ? m_systemStill : m_motion == Off; }

    bool leftOpen() const { return m_leftOpen; }
    int leftWidth() const { return m_leftWidth; }
    bool notificationsOpen() const { return m_notificationsOpen; }
    int notificationsWidth() const { return m_notificationsWidth; }
    Q_INVOKABLE void setLeftOpen(bool open);
    Q_INVOKABLE void setLeftWidth(int width);
    Q_INVOKABLE void setNotificationsOpen(bool open);
    Q_INVOKABLE void setNotificationsWidth(int width);

    double spanUs() const { return m_spanUs; } // 0: none chosen yet
    void setSpanUs(double us);

    QSize windowSize() const { return m_windowSize; } // invalid: none kept yet
    void setWindowSize(QSize size);

    QString path() const;

Q_SIGNALS:
    void looksChanged();
    void panelsChanged();

private:
    void read();
    void keep(QLatin1StringView key, const QVariant &value);

    std::unique_ptr<QSettings> m_file; // null: nothing is kept
    bool m_writes = false;
    Theme m_theme = SystemTheme;
    Choice m_contrast = AsSystem;
    Choice m_motion = AsSystem;
    bool m_systemDark = true;
    bool m_systemContrast = false;
    bool m_systemStill = false;
    bool m_leftOpen = true;
    bool m_notificationsOpen = true;
    int m_leftWidth = 0;
    int m_notificationsWidth = 0;
    double m_spanUs = 0;
    QSize m_windowSize;
};

} // namespace sightglass
