// What a tile says in words: its text with the values filled in, and a sentence for those who
// listen.
#include "models/tile.h"

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostListed = 5; // by ear; the rest is counted

enum Mark { Words, Value, Old, Absent };

QVariantMap run(const QString &text, Mark mark)
{
    return {{u"text"_s, text}, {u"mark"_s, int(mark)}};
}

QString withUnit(const QString &number, const QString &unit)
{
    return unit.isEmpty() ? number : number + u' ' + unit;
}

} // namespace

void Tile::fillIn(const Moment &moment)
{
    QVariantList runs;
    for (Phrase &phrase : m_phrases) {
        if (phrase.series.isEmpty()) {
            runs.append(run(phrase.words, Words));
            continue;
        }
        const int key = m_store->find(m_source, phrase.series);
        if (key == Store::noSeries) {
            runs.append(
                run(m_state == Waiting ? u"–"_s : tr("(no “%1”)").arg(phrase.series), Absent));
            continue;
        }
        const Store::Series &series = m_store->series(key);
        phrase.steady.nowUs = moment.nowUs;
        const Scaled full = readInFull(series, m_spec.digits, &phrase.steady, moment);
        const QString value = series.column.empty() ? u"–"_s : withUnit(full.number, full.unit);
        const Reading reading = readSeries(series, moment, nullptr);
        runs.append(reading.stale ? run(tr("%1 (stale %2)").arg(value, reading.age), Old)
                                  : run(value, Value));
    }
    if (runs != m_runs) {
        m_runs = runs;
        Q_EMIT runsChanged();
    }
}

QString Tile::text() const
{
    QString text;
    for (const QVariant &run : m_runs) {
        text += run.toMap().value(u"text"_s).toString();
    }
    return text;
}

QString Tile::inWords() const
{
    if (m_state == Waiting || m_state == Missing) {
        return m_stateText;
    }
    if (m_spec.kind == u"text") {
        return text();
    }
    if (m_spec.kind == u"bars" || m_spec.kind == u"table") {
        return listInWords();
    }
    if (m_spec.kind != u"stat" && m_spec.kind != u"gauge") {
        return {};
    }
    const bool stat = m_spec.kind == u"stat"; // it says all digits
    QStringList parts{
        withUnit(shown(0, stat ? SeriesList::FullTextRole : SeriesList::ValueTextRole),
                 shown(0, stat ? SeriesList::FullUnitRole : SeriesList::UnitTextRole))};
    if (m_state == Stale) {
        parts.append(tr("stale for %1").arg(m_series->ageText()));
    }
    if (m_spec.kind == u"gauge") {
        parts.append(tr("of %1 to %2").arg(m_range.lowText, m_range.highText));
    }
    if (!m_company.severity.isEmpty()) {
        const QString word = m_company.severity == u"critical"  ? tr("critical")
                             : m_company.severity == u"warning" ? tr("warning")
                                                                : tr("info");
        parts.append(m_company.limit.isEmpty() ? word : tr("%1: %2").arg(word, m_company.limit));
    }
    if (m_state == Live && !m_company.words.isEmpty()) {
        parts.append(m_company.words);
    }
    return parts.join(tr(", "));
}

QString Tile::listInWords() const
{
    const int count = m_series->count();
    QStringList parts;
    if (m_state == Stale) {
        parts.append(tr("stale for %1").arg(m_series->ageText()));
    }
    for (int row = 0; row < std::min(count, mostListed); ++row) {
        parts.append(tr("%1 %2").arg(
            shown(row, SeriesList::NameRole),
            withUnit(shown(row, SeriesList::ValueTextRole), shown(row, SeriesList::UnitTextRole))));
    }
    if (count > mostListed) {
        parts.append(tr("and %n more", nullptr, count - mostListed));
    }
    return parts.join(tr(", "));
}

} // namespace sightglass
