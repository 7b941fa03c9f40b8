// How the system wants programs to look: dark or light, high contrast, without motion; and when it
// changes its mind.
//
// Not the user's own choice, which is Preferences'. Each system is asked in its own way
// (LookSource); what it does not say is taken from the palette, or is no wish. Never waits: what is
// known when it is made is what the palette says, the rest comes with changed(). Needs a
// QGuiApplication; its thread only. There are no errors: a system that does not answer has no
// wishes.
#pragma once

#include "looksource.h"

#include <memory>

namespace sightglass {

class Appearance : public QObject
{
    Q_OBJECT

public:
    explicit Appearance(std::unique_ptr<LookSource> source = LookSource::create());

    bool dark() const { return m_dark; }
    bool highContrast() const { return m_highContrast; }
    bool reducedMotion() const { return m_reducedMotion; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void changed();

private:
    void look();

    std::unique_ptr<LookSource> m_source;
    bool m_dark = false;
    bool m_highContrast = false;
    bool m_reducedMotion = false;
};

} // namespace sightglass
