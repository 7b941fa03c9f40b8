// What is known of a connection that was looked at, and how it is said: lines for a terminal, one
// JSON object for programs, and a verdict for both. Pure; the secrets were taken out before.
#pragma once

#include "dialects/dialect.h"
#include "link/probereport.h"
#include "session/status.h"

#include <QJsonObject>
#include <QUrl>

namespace sightglass {

struct Diagnosis
{
    QUrl address;
    QString token;          // where it is from; empty: there is none
    std::int64_t nowMs = 0; // since the epoch, for what expires
    ProbeReport probe;
    bool askedAgain = false; // without subprotocols, because the first request was refused
    QString refusal;         // what the end of the probe means for a person; empty if it is open

    // Of the real session; nothing of it is there before it was tried.
    bool tried = false;
    bool live = false;  // it was, once
    bool ended = false; // before its time was over
    double liveSeconds = 0;
    QString dialect;
    LinkStatus link;
    std::vector<double> roundTripsMs; // sorted
    int series = 0;
    int channels = 0;

    struct Verdict
    {
        bool works = false;
        QString headline;
        QString text; // cause and remedy
    };
    Verdict verdict() const;
    QJsonObject toJson() const;

    // Complete lines, without the last end of line.
    QStringList tokenLines() const;
    QStringList nameLines() const;
    QStringList tcpLines() const;
    QStringList tlsLines() const;
    QStringList httpLines() const;
    QStringList failedLines() const; // of the stage that failed
    QStringList againLines() const;  // before the second request
    QStringList sessionLines() const;
    QStringList verdictLines() const;

    // Whole days until the certificate expires; -1 or less: it did.
    int daysLeft() const;
    // The smallest that `share` of the round trips do not pass; -1: there is none.
    double roundTripMs(double share) const;
};

} // namespace sightglass
