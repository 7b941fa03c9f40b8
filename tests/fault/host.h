// The server of a run: the program's own, in this process with a machine of numbered readings, or a
// real `sightglass serve` that is watched over a line of its own.
//
// One thread. What it says is written down in sent().
#pragma once

#include "sent.h"

#include <QObject>

#include <functional>
#include <memory>

namespace sightglass::fault {

class Host : public QObject
{
    Q_OBJECT

public:
    static std::unique_ptr<Host> inside(int retainMs);
    static std::unique_ptr<Host> child(const QString &program);

    virtual quint16 port() const = 0; // 0: not yet
    virtual void die() = 0;           // and its memory with it
    virtual void liveAgain() = 0;
    virtual void stop() {} // SIGSTOP
    virtual void resume() {}
    // Enough is known of what it said up to then.
    virtual bool knows(std::int64_t) const { return true; }

    Sent &sent() { return m_sent; }

protected:
    Sent m_sent;
};

} // namespace sightglass::fault
