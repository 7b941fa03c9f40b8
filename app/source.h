// A configured connection: where it goes and how it speaks. Secrets are not part of it: `token` and
// the user-info of `proxy` are filled in from the outside for one run and never written by
// toJson().
#pragma once

#include "link/request.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <tl/expected.hpp>

#include <optional>

namespace sightglass {

struct Source
{
    QString name;                               // what people call it; the host if nobody said
    QUrl address;                               // ws or wss, no user-info
    QString dialect = QStringLiteral("auto");   // auto, native, plain
    QString transport = QStringLiteral("auto"); // auto, websocket, sse, longpoll
    QUrl proxy; // http or socks5, or “direct:” for none; empty: the environment's
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
    static bool isTransport(const QString &name);
    // Null: no proxy can be read from this. User-info is kept.
    static std::optional<QUrl> proxyFrom(const QString &text);
    // Tells this source from others, across runs, and holds no secret: the address, with a digest
    // in place of the query.
    QString identity() const;
};

} // namespace sightglass
