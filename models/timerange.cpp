#include "models/timerange.h"

#include "models/timeview.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTyped = 40;
constexpr double secondUs = 1e6;
constexpr double minuteUs = 60 * secondUs;
constexpr double hourUs = 60 * minuteUs;

QString tr(const char *text)
{
    return QCoreApplication::translate("sightglass::timerange", text);
}

// The part of a word that tells the units apart is enough: "5 m", "5 min", "5 minutes".
double unitUs(const QString &typed)
{
    const QStringList seconds = tr("s sec secs second seconds").split(u' ');
    const QStringList minutes = tr("m min mins minute minutes").split(u' ');
    const QStringList hours = tr("h hr hrs hour hours").split(u' ');
    const QStringList days = tr("d day days").split(u' ');
    return seconds.contains(typed)   ? secondUs
           : minutes.contains(typed) ? minuteUs
           : hours.contains(typed)   ? hourUs
           : days.contains(typed)    ? 24 * hourUs
                                     : 0;
}

} // namespace

std::optional<double> spanOf(const QString &typed)
{
    const QString text = typed.left(longestTyped).simplified().toLower();
    const QRegularExpression shape(u"^(?:%1 )?(\\d{1,6}(?:[.,]\\d{1,3})?) ?(\\p{L}+)$"_s.arg(
        QRegularExpression::escape(tr("last"))));
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch() || typed.size() > longestTyped) {
        return std::nullopt;
    }
    const double us = match.captured(1).replace(u',', u'.').toDouble() * unitUs(match.captured(2));
    return us >= TimeView::shortestUs && us <= TimeView::longestUs ? std::optional(us)
                                                                   : std::nullopt;
}

QString spanTitle(double us)
{
    const auto said = [](double number) { return QLocale().toString(number, 'g', 6); };
    return us < minuteUs ? tr("Last %1 s").arg(said(us / secondUs))
           : us < hourUs ? tr("Last %1 min").arg(said(us / minuteUs))
                         : tr("Last %1 h").arg(said(us / hourUs));
}

} // namespace sightglass
