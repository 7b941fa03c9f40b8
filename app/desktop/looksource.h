// One system's own way of saying how programs should look; one file per system makes one.
//
// Says only what the system says: an empty optional is no wish, or no answer yet. Reports a change
// once it is known and never waits for it. GUI thread only.
#pragma once

#include <QObject>

#include <memory>
#include <optional>

namespace sightglass {

struct SystemLook
{
    std::optional<bool> dark;
    std::optional<bool> highContrast;
    std::optional<bool> reducedMotion;

    bool operator==(const SystemLook &) const = default;
};

class LookSource : public QObject
{
    Q_OBJECT

public:
    // This system's. Never null.
    static std::unique_ptr<LookSource> create();

    const SystemLook &look() const { return m_look; }

Q_SIGNALS:
    void changed();

protected:
    void say(const SystemLook &look)
    {
        if (m_look != look) {
            m_look = look;
            Q_EMIT changed();
        }
    }

private:
    SystemLook m_look;
};

} // namespace sightglass
