#include "models/tile.h"

#include "models/programmetrics.h"

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t companyEveryUs =
    1'000'000; // slower than the number: it is read, not watched
constexpr std::int64_t missingAfterUs = 3'000'000; // series may come one by one

using Order = SeriesChoice::Order;

QStringList patternsOf(const TileSpec &spec, const std::vector<Phrase> &phrases)
{
    QStringList patterns = spec.series;
    for (const Phrase &phrase : phrases) {
        if (!phrase.series.isEmpty() && !patterns.contains(phrase.series)) {
            patterns.append(phrase.series);
        }
    }
    return patterns;
}

Order orderOf(const TileSpec &spec)
{
    if (spec.kind == u"bars") {
        return Order::Ranked;
    }
    if (spec.kind != u"table") {
        return Order::Document;
    }
    return spec.sort == u"value"  ? Order::Value
           : spec.sort == u"name" ? Order::Name
                                  : Order::Document;
}

SeriesChoice choiceOf(const TileSpec &spec, const QStringList &patterns, int source)
{
    const bool one = spec.kind == u"stat" || spec.kind == u"gauge";
    SeriesChoice choice;
    choice.patterns = patterns;
    choice.source = source;
    choice.most = one ? 1 : spec.most;
    choice.order = orderOf(spec);
    choice.colors = QList<int>(spec.colors.begin(), spec.colors.end());
    choice.full = spec.kind == u"stat" || spec.kind == u"table" || spec.kind == u"text";
    choice.past = spec.kind == u"table";
    choice.digits = spec.digits;
    return choice;
}

// The unit, and what a full bar means unless that goes without saying.
QString barsText(const SeriesList &series, const Range &range)
{
    const QString unit = series.unitText();
    if (series.mixed() || (unit == u"%" && range.high == 100)) {
        return unit;
    }
    return unit.isEmpty() ? Tile::tr("bars to %1").arg(range.highText)
                          : Tile::tr("%1, bars to %2").arg(unit, range.highText);
}

} // namespace

Tile::Tile(const Store *store, int source, TileSpec spec, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_source(source)
    , m_spec(std::move(spec))
    , m_phrases(phrasesOf(m_spec.text))
    , m_wanted(patternsOf(m_spec, m_phrases))
    , m_series(new SeriesList(store, choiceOf(m_spec, m_wanted, source), this))
    , m_subtitle(m_spec.subtitle)
{
    connect(m_series, &SeriesList::unitChanged, this, &Tile::unitChanged);
}

int Tile::column() const
{
    return std::clamp(m_spec.column, 0, boardColumns - columns());
}

double Tile::minimum() const
{
    return m_spec.minimum.value_or(std::numeric_limits<double>::quiet_NaN());
}

double Tile::maximum() const
{
    return m_spec.maximum.value_or(std::numeric_limits<double>::quiet_NaN());
}

QVariantList Tile::limits() const
{
    QVariantList list;
    for (const LimitSpec &limit : m_spec.limits) {
        list.append(QVariantMap{{u"value"_s, limit.value},
                                {u"severity"_s, limit.severity},
                                {u"label"_s, limit.label},
                                {u"side"_s, limit.below ? u"below"_s : u"above"_s}});
    }
    return list;
}

bool Tile::ofLink() const
{
    const QList<int> keys = m_series->keys();
    return std::any_of(keys.begin(), keys.end(), [this](int key) {
        return m_store->series(key).info.channel == ProgramMetrics::linkChannel();
    });
}

QVariantMap Tile::plot() const
{
    QVariantList states;
    for (const StateSpec &state : m_spec.states) {
        states.append(QVariantMap{
            {u"value"_s, state.value}, {u"text"_s, state.text}, {u"severity"_s, state.severity}});
    }
    return {{u"scale"_s, m_spec.scale}, {u"states"_s, states}};
}

void Tile::consider(int key)
{
    m_series->consider(key);
}

void Tile::update(const TileSpec &spec)
{
    const bool range = spec.minimum != m_spec.minimum || spec.maximum != m_spec.maximum;
    m_spec.minimum = spec.minimum;
    m_spec.maximum = spec.maximum;
    m_wanted = patternsOf(spec, m_phrases);
    m_series->setPatterns(m_wanted);
    if (range) {
        Q_EMIT rangeChanged();
    }
}

void Tile::refresh(const Moment &moment, std::int64_t windowUs)
{
    m_series->refresh(moment);
    const bool turned = judge(moment);
    if (m_spec.kind == u"text") {
        fillIn(moment);
    }
    if (!turned && std::abs(moment.nowUs - m_accompaniedUs) < companyEveryUs) {
        return;
    }
    m_accompaniedUs = moment.nowUs;
    m_series->lookBack(windowUs);
    stretch(windowUs);
    describe();
    accompany(moment, windowUs);
}

// True if the tile is in another state than before.
bool Tile::judge(const Moment &moment)
{
    State state = m_series->waiting() ? Waiting : m_series->stale() ? Stale : Live;
    if (m_wanted.isEmpty()) {
        state = Live; // shows none, lacks none
    } else if (!m_series->known()) {
        const bool told = m_store->seriesOf(m_source) > 0;
        if (told && m_lookedForUs == 0) {
            m_lookedForUs = moment.nowUs;
        }
        state = told && moment.nowUs - m_lookedForUs >= missingAfterUs ? Missing : Waiting;
    }
    const bool back = state == Waiting && moment.atUs > 0;
    if (state == m_state && back == m_waitedBack) {
        return false;
    }
    m_state = state;
    m_waitedBack = back;
    m_stateText = state == Waiting
                      ? (back ? tr("no value at that time") : tr("waiting for the first value"))
                  : state == Missing
                      ? tr("No series “%1” here. It comes when %2 sends it; if it was renamed, "
                           "change it in the board.")
                            .arg(m_wanted.constFirst(), m_store->sourceName(m_source))
                      : QString();
    Q_EMIT stateChanged();
    return true;
}

// A chart without a subtitle of its own says how often its values come; bars, in what unit.
void Tile::describe()
{
    const bool chart = m_spec.kind == u"chart";
    const bool bars = m_spec.kind == u"bars";
    if (!m_spec.subtitle.isEmpty() || !(chart || bars) || m_series->count() == 0) {
        return;
    }
    const std::int64_t cadence = m_store->series(m_series->keys().constFirst()).cadenceUs;
    QString text;
    if (bars) {
        text = barsText(*m_series, m_range);
    } else if (m_spec.style == u"stacked") {
        text = tr("stacked");
    } else if (cadence > 0 && cadence <= 1'000'000) {
        text = tr("%1 Hz").arg(std::round(1e6 / double(cadence)));
    } else if (cadence > 0) {
        text = tr("every %1").arg(formatDuration(cadence + 500'000));
    }
    if (text != m_subtitle) {
        m_subtitle = text;
        Q_EMIT subtitleChanged();
    }
}

// The ends of the arc, or of the bars: they follow what the window of time has seen.
void Tile::stretch(std::int64_t windowUs)
{
    const bool bars = m_spec.kind == u"bars";
    if (m_series->count() == 0 || !(bars || m_spec.kind == u"gauge")) {
        return;
    }
    const QList<int> keys = m_series->keys();
    SeriesInfo info = m_store->series(keys.constFirst()).info;
    Extremes seen;
    for (const int key : keys) {
        const Store::Series &series = m_store->series(key);
        if (series.column.empty()) {
            continue;
        }
        const std::int64_t last = series.column.lastTime();
        const Extremes own = extremesWithin(series.column, last - windowUs, last);
        seen.min = seen.min <= own.min ? seen.min : own.min;
        seen.max = seen.max >= own.max ? seen.max : own.max;
        if (info.max
            && series.info.max.value_or(std::numeric_limits<double>::quiet_NaN()) != *info.max) {
            info.max.reset(); // no whole they share
        }
    }
    if (bars) {
        info.min = std::max(info.min.value_or(0), 0.0); // a bar stands on zero
    }
    const Range range = rangeOf(m_spec, info, seen, m_range);
    if (!(range == m_range)) {
        m_range = range;
        Q_EMIT rangeChanged();
    }
    m_series->setLargest(std::max(std::abs(m_range.low), std::abs(m_range.high)));
}

void Tile::accompany(const Moment &moment, std::int64_t windowUs)
{
    const bool one = m_spec.kind == u"stat" || m_spec.kind == u"gauge";
    const Company before = m_company;
    m_company = {};
    if (one && m_series->count() > 0) {
        m_company = companyOf(
            {m_store, &m_spec, m_series->keys().constFirst(),
             shown(0, m_spec.kind == u"stat" ? SeriesList::FullUnitRole : SeriesList::UnitTextRole),
             moment, windowUs});
    }
    if (one && m_state == Live && !m_phrases.empty()) {
        fillIn(moment);
        m_company.note = m_company.note.isEmpty() ? text()
                                                  : tr("%1 · %2").arg(text(), m_company.note);
    }
    const QString words = inWords();
    if (std::exchange(m_words, words) != words || !(before == m_company)) {
        Q_EMIT companyChanged();
    }
}

QString Tile::shown(int row, int role) const
{
    return m_series->data(m_series->index(row), role).toString();
}

} // namespace sightglass
