#include "log.h"

namespace sightglass {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(LogLink, "sightglass.link", QtWarningMsg)
Q_LOGGING_CATEGORY(LogServe, "sightglass.serve", QtWarningMsg)
Q_LOGGING_CATEGORY(LogApp, "sightglass.app", QtWarningMsg)

QString printable(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control) {
            c = QChar::ReplacementCharacter;
        }
    }
    return text;
}

QString redacted(const QUrl &url)
{
    QUrl shown = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    return shown.toDisplayString() + (url.hasQuery() ? u"?…"_s : QString());
}

} // namespace sightglass
