#include "appearance.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

namespace sightglass {

namespace {

bool paletteIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (const auto scheme = QGuiApplication::styleHints()->colorScheme();
        scheme != Qt::ColorScheme::Unknown) {
        return scheme == Qt::ColorScheme::Dark;
    }
#endif
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness()
           < palette.color(QPalette::WindowText).lightness();
}

} // namespace

Appearance::Appearance(std::unique_ptr<LookSource> source)
    : m_source(std::move(source))
{
    connect(m_source.get(), &LookSource::changed, this, &Appearance::look);
    // The palette's change is an event to the application, the theme's one to its windows.
    qApp->installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            &Appearance::look);
#endif
    look();
}

bool Appearance::eventFilter(QObject *watched, QEvent *event)
{
    const bool palette = event->type() == QEvent::ApplicationPaletteChange && watched == qApp;
    if (palette || event->type() == QEvent::ThemeChange) {
        look();
    }
    return false;
}

void Appearance::look()
{
    const SystemLook &told = m_source->look();
    const bool dark = told.dark.value_or(paletteIsDark());
    const bool highContrast = told.highContrast.value_or(false);
    const bool reducedMotion = told.reducedMotion.value_or(false);
    if (m_dark == dark && m_highContrast == highContrast && m_reducedMotion == reducedMotion) {
        return;
    }
    m_dark = dark;
    m_highContrast = highContrast;
    m_reducedMotion = reducedMotion;
    Q_EMIT changed();
}

} // namespace sightglass
