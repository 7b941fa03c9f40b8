// What a person at the window would notice: how long it takes from a key to the frame that shows
// it; and what the machine would: how much memory the program takes beyond its history.
//
// Works from a thread of its own, so that a GUI thread that hangs is seen to.
#pragma once

#include <QObject>
#include <QQuickWindow>
#include <QThread>

#include <atomic>
#include <mutex>
#include <vector>

namespace sightglass {
class Store;
}

namespace sightglass::flood {

class Watch final : public QThread
{
public:
    Watch(QQuickWindow &window, const Store &store);
    ~Watch() override;

    // Keys that are pressed from now on until ended are not counted: nobody could answer them.
    void hold(bool held) { m_held = held; }

    struct Seen
    {
        std::vector<double> answersMs; // sorted
        qint64 frames = 0;
        double startBytes = 0;
        double peakBytes = 0;   // of the process
        double beyondBytes = 0; // the most it had more than at the start and its history took
    };
    Seen end();

    static double residentBytes();

protected:
    void run() override;

private:
    enum class Key : std::uint8_t { None, Pressed, Handled, Drawn };
    void press();
    void handle();
    void synced();
    void shown();
    void lookAtMemory();

    QQuickWindow &m_window;
    std::atomic<std::size_t> m_storeBytes = 0;
    std::atomic<bool> m_ending = false;
    std::atomic<bool> m_held = false;

    std::mutex m_mutex; // guards what follows
    Key m_key = Key::None;
    bool m_counts = false;
    qint64 m_pressedNs = 0;
    Seen m_seen;
    QObject m_scope; // ends the connections
};

} // namespace sightglass::flood
