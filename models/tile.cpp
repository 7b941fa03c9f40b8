#include "models/tile.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t companyEveryUs =
    1'000'000; // slower than the number: it is read, not watched
constexpr std::int64_t minuteUs = 60'000'000;

SeriesList::Choice choiceOf(const TileSpec &spec, int source)
{
    SeriesList::Choice choice;
    choice.patterns = spec.series;
    choice.source = source;
    choice.most = spec.kind == u"stat" ? 1 : spec.most;
    choice.ranked = spec.kind == u"bars";
    choice.colors = QList<int>(spec.colors.begin(), spec.colors.end());
    return choice;
}

} // namespace

bool Tile::Company::operator==(const Company &other) const
{
    const bool sameFill = fill == other.fill || (std::isnan(fill) && std::isnan(other.fill));
    return sameFill && whole == other.whole && note == other.note && change == other.change
           && trend == other.trend;
}

Tile::Tile(const Store *store, int source, TileSpec spec, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_source(source)
    , m_spec(std::move(spec))
    , m_series(new SeriesList(store, choiceOf(m_spec, source), this))
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

bool Tile::improving() const
{
    return (m_spec.better == u"lower" && trend() < 0)
           || (m_spec.better == u"higher" && trend() > 0);
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
    m_spec.series = spec.series;
    m_series->setPatterns(spec.series);
    if (range) {
        Q_EMIT rangeChanged();
    }
}

void Tile::refresh(const Moment &moment, std::int64_t windowUs)
{
    m_series->refresh(moment);
    if (std::abs(moment.nowUs - m_accompaniedUs) < companyEveryUs) {
        return;
    }
    m_accompaniedUs = moment.nowUs;
    describe();
    if (m_spec.kind == u"stat") {
        accompany(moment, windowUs);
    }
}

// A chart without a subtitle of its own says how often its values come.
void Tile::describe()
{
    if (!m_spec.subtitle.isEmpty() || m_spec.kind != u"chart" || m_series->count() == 0) {
        return;
    }
    const std::int64_t cadence = m_store->series(m_series->keys().constFirst()).cadenceUs;
    QString text;
    if (m_spec.style == u"stacked") {
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

void Tile::accompany(const Moment &moment, std::int64_t windowUs)
{
    Company company;
    if (m_series->count() > 0) {
        const Store::Series &series = m_store->series(m_series->keys().constFirst());
        const bool known = !series.column.empty() && std::isfinite(series.column.lastValue());
        const int wholeKey = m_spec.whole.isEmpty() ? Store::noSeries
                                                    : m_store->find(m_source, m_spec.whole);
        if (known && wholeKey != Store::noSeries && !m_store->column(wholeKey).empty()) {
            const Reading whole = readSeries(m_store->series(wholeKey), moment, nullptr);
            company.fill = std::clamp(series.column.lastValue() / whole.value, 0.0, 1.0);
            company.whole = tr("of %1").arg(whole.number);
            if (shownUnit() != whole.unit) {
                company.whole += u' ' + whole.unit;
            }
        }
        if (known) {
            compare(company, series, windowUs);
        }
    }
    if (!(company == m_company)) {
        m_company = company;
        Q_EMIT companyChanged();
    }
}

QString Tile::shownUnit() const
{
    return m_series->data(m_series->index(0), SeriesList::UnitTextRole).toString();
}

void Tile::compare(Company &company, const Store::Series &series, std::int64_t windowUs) const
{
    const std::int64_t last = series.column.lastTime();
    if (m_spec.note == u"max") {
        std::int64_t time = 0;
        const double largest = largestWithin(series.column, last - windowUs, last, &time);
        const Scaled scaled = formatQuantity(largest, series.info.unit);
        const QTime clock = QDateTime::fromMSecsSinceEpoch(time / 1000).time();
        company.note = tr("max %1 at %2")
                           .arg(QString(scaled.number + u' ' + scaled.unit).trimmed(),
                                clock.toString(u"HH:mm"_s));
    }
    if (m_spec.note != u"change") {
        return;
    }
    // Against the start of the window, or of the history while that is shorter.
    const std::int64_t since = std::max(last - windowUs, series.column.firstTime());
    const double before = series.column.valueAt(since);
    const double change = series.column.lastValue() - before;
    if (!std::isfinite(change) || last - since < minuteUs) {
        return;
    }
    const Scaled scaled = formatQuantity(std::abs(change), series.info.unit);
    const auto minutes = (last - since + minuteUs / 2) / minuteUs;
    company.trend = change > 0 ? 1 : change < 0 ? -1 : 0;
    company.change = change == 0 ? QString() : scaled.number;
    if (change != 0 && scaled.unit != shownUnit()) {
        company.change += u' ' + scaled.unit;
    }
    company.note = (change == 0 ? tr("same as %1 min ago") : tr("vs %1 min ago")).arg(minutes);
}

} // namespace sightglass
