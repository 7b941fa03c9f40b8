// A configured connection: where it goes and how it speaks. Secrets are not part of it: `token` is
// filled in from the outside for one run and never written by toJson().
#pragma once

#include "link/request.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <tl/expected.hpp>

namespace sightglass {

struct Source
{
    QString name;                             // what people call it; the host if nobody said
    QUrl address;                             // ws or wss, no user-info
    QString dialect = QStringLiteral("auto"); // auto, native, plain
    QStringList channels{QStringLiteral("*")};
    std::int64_t historyMs = 120'000; // asked for at the first subscription
    // Sample times a second the server may thin out to; 0: all. What it leaves out is never kept,
    // so only a person asks for this, not a window that happens to be hidden.
    double maxRateHz = 0;
    static constexpr double leastRateHz = 0.001;
    static constexpr double mostRateHz = 10'000;
    QString token;
    QString tokenCommand; // prints one; from the command line only: a file must not run programs
    TlsChoice tls;

    // The error is one sentence that names the thing and the remedy.
    static tl::expected<Source, QString> fromAddress(const QString &text);
    static tl::expected<Source, QString> fromJson(const QJsonObject &object);
    QJsonObject toJson() const;
    // Tells this source from others, across runs, and holds no secret: the address, with a digest
    // in place of the query.
    QString identity() const;
};

} // namespace sightglass
