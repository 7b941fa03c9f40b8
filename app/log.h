// Every logging category of the program. Turn them on with QT_LOGGING_RULES="sightglass.*=true".
// Never log what may hold a secret: addresses go through redacted().
#pragma once

#include <QLoggingCategory>
#include <QUrl>

namespace sightglass {

Q_DECLARE_LOGGING_CATEGORY(LogLink)
Q_DECLARE_LOGGING_CATEGORY(LogServe)
Q_DECLARE_LOGGING_CATEGORY(LogApp)

// A server's words for a terminal: control characters, which could rewrite what stands there, are
// replaced.
QString printable(QString text);

// Without user-info and without the values of the query.
QString redacted(const QUrl &url);

} // namespace sightglass
