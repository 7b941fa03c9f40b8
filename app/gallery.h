// The gallery's source, live: plays the script to any board that wants it.
//
// On the desk's wish it gives ten minutes of history at once, then every 100 ms what is due. After
// a sleep of the machine it does not catch up for ever: the time is lost, and said to be. GUI
// thread; the desk outlives it.
#pragma once

#include "demo/script.h"
#include "models/desk.h"

#include <QTimer>

namespace sightglass {

class Gallery final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::int64_t historyUs = 600'000'000;
    static constexpr std::int64_t longestCatchUpUs = 60'000'000;

    explicit Gallery(Desk *desk, NowUs now = systemNowUs);

    void play(); // what is due; also done by the own timer

private:
    void open(const QString &name, int source);
    void give();

    Desk *m_desk;
    NowUs m_now;
    QTimer m_timer;
    std::unique_ptr<Script> m_script; // null: nobody has asked
    int m_source = 0;
    Batch m_batch;
};

} // namespace sightglass
