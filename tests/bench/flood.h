// What is poured into a socket to see how fast it is taken in, and the measure for it: a bare
// QWebSocket whose slots only count, on the calling thread's event loop.
#pragma once

#include <QByteArray>
#include <QEventLoop>
#include <QJsonObject>
#include <QString>
#include <QTimer>

#include <functional>

namespace sightglass::bench {

struct Flood
{
    QString bench;
    QString name;
    QString subprotocol;
    QByteArray opening;
    QByteArray block; // sent again and again
    int blocks = 0;
    qint64 messagesPerBlock = 0;
    qint64 samplesPerMessage = 1;
    double mustRatio = 0;    // to the bare socket
    double mustSamples = 0;  // a second
    double leastSeconds = 0; // of all rounds: until then there is another

    qint64 messages() const { return blocks * messagesPerBlock; }
    qint64 samples() const { return messages() * samplesPerMessage; }
};

// One sample per JSON text message of about 75 bytes; so many series, in turn.
Flood jsonTexts(int series, int blocks);
// One sample per message of the protocol's own, in MessagePack.
Flood packedSamples(int series, int blocks);
// MessagePack columns: 1,000 samples a message, of 100 series.
Flood columnBatches(int blocks);

struct Taken
{
    double seconds = 0;
    bool whole = false; // nothing was lost or unreadable
};

// Ends a loop in which nothing goes on any more: what is lost is not waited for.
class Patience
{
public:
    Patience(QEventLoop &loop, std::function<qint64()> progress);
    bool over() const { return m_over; }

private:
    QTimer m_timer;
    qint64 m_last = -1;
    bool m_over = false;
};

double bareSeconds(const Flood &flood);

// So many rounds of `take` at least, each beside a bare one; prints the line. `also` is added to
// it.
bool measure(const Flood &flood, int rounds, const std::function<Taken(const Flood &)> &take,
             const QJsonObject &also = {});

} // namespace sightglass::bench
