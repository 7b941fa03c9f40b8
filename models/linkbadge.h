// How the link is doing, for one look: a state as word and shape, round trip, rate, what comes
// next.
//
// Made from LinkStatus by the desk; says nothing while nothing a person sees has changed. The
// countdown runs once a second and only while Waiting.
#pragma once

#include "session/status.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace sightglass {

class LinkBadge : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    Q_PROPERTY(State state READ state NOTIFY changed)
    Q_PROPERTY(QString word READ word NOTIFY changed)
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
    Q_PROPERTY(QString serverName READ serverName NOTIFY changed)
    Q_PROPERTY(bool live READ live NOTIFY changed)
    Q_PROPERTY(bool canTryNow READ canTryNow NOTIFY changed)
    Q_PROPERTY(bool needsToken READ needsToken NOTIFY changed)          // a person has to give one
    Q_PROPERTY(QString tokenNote READ tokenNote NOTIFY changed)         // why the last was not kept
    Q_PROPERTY(QString roundTripText READ roundTripText NOTIFY changed) // "4 ms"; empty: not known
    Q_PROPERTY(QString countdownText READ countdownText NOTIFY countdownChanged)
    Q_PROPERTY(QString rateText READ rateText NOTIFY rateChanged)       // "12.4 k msg/s"
    Q_PROPERTY(QString numbersText READ numbersText NOTIFY rateChanged) // "4 ms · 12 msg/s"
    Q_PROPERTY(QString receivedText READ receivedText NOTIFY changed)
    // As wide as they get, for whoever keeps room for them; the words those of a link that is
    // tried.
    Q_PROPERTY(QString widestNumbers READ widestNumbers CONSTANT)
    Q_PROPERTY(QString widestCountdown READ widestCountdown CONSTANT)
    Q_PROPERTY(QString widestReceived READ widestReceived CONSTANT)
    Q_PROPERTY(QStringList tryingWords READ tryingWords CONSTANT)
    // The server's clock minus ours.
    Q_PROPERTY(double clockOffsetUs READ clockOffsetUs NOTIFY changed)

public:
    enum State { Offline, Connecting, Live, Waiting, Refused };
    Q_ENUM(State)

    explicit LinkBadge(QObject *parent);

    State state() const;
    QString word() const;
    QString reason() const { return m_status.reason; }
    QString serverName() const { return m_status.server; }
    bool live() const { return m_status.state == LinkState::Live; }
    bool canTryNow() const;
    bool needsToken() const { return m_status.needsToken; }
    QString tokenNote() const { return m_tokenNote; }
    // Typed by a person; whoever made the desk does what is to be done.
    Q_INVOKABLE void giveToken(const QString &token, bool keep);
    Q_INVOKABLE void setTokenNote(const QString &note);
    bool behind() const { return m_behind; } // reading waits for the window, or just did
    QString roundTripText() const { return m_roundTrip; }
    QString countdownText() const { return m_countdown; }
    QString rateText() const { return m_rate; }
    QString numbersText() const;
    QString receivedText() const;
    QString widestNumbers() const;
    QString widestCountdown() const;
    QString widestReceived() const;
    QStringList tryingWords() const;
    double clockOffsetUs() const { return double(m_status.clockOffsetUs); }

    const LinkStatus &status() const { return m_status; }
    void show(const LinkStatus &status, std::int64_t nowUs);
    void tick(std::int64_t nowUs); // once a second

Q_SIGNALS:
    void changed();
    void countdownChanged();
    void rateChanged();
    void tokenGiven(const QString &token, bool keep);

private:
    void countDown(std::int64_t nowUs);
    void lookBehind();
    void setRate(const QString &text);

    LinkStatus m_status;
    QString m_roundTrip;
    QString m_countdown;
    QString m_rate;
    QString m_tokenNote;
    std::int64_t m_ratedUs = 0;
    std::uint64_t m_ratedMessages = 0;
    std::uint64_t m_pausedMs = 0; // up to the last tick
    bool m_behind = false;
};

} // namespace sightglass
