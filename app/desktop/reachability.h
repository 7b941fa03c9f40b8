// Tells when the way to the network may have changed: it is there again, or it is another one
// (cable to Wi-Fi). A hint to look at the links at once, never a verdict on them: the socket is the
// truth.
//
// Needs a QCoreApplication; its thread only. There are no errors: a system that does not say
// (available() is false) changes nothing.
#pragma once

#include <QNetworkInformation>
#include <QObject>

#include <memory>

namespace sightglass {

class Reachability : public QObject
{
    Q_OBJECT

public:
    using Reach = QNetworkInformation::Reachability;
    using Medium = QNetworkInformation::TransportMedium;

    // Listens to the system. Loads its backend, which is one for the whole program.
    static std::unique_ptr<Reachability> ofThisSystem();
    // Hears of nothing but what it is told.
    explicit Reachability(Reach reach = Reach::Unknown, Medium medium = Medium::Unknown);

    bool available() const { return m_available; }
    void setReach(Reach reach);
    void setMedium(Medium medium);

Q_SIGNALS:
    void changed();

private:
    Reach m_reach;
    Medium m_medium;
    bool m_available = false;
};

} // namespace sightglass
