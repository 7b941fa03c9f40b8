#include "models/board.h"

#include <algorithm>

namespace sightglass {

Board::Board(const Store *store, int source, const BoardDocument &document, QObject *parent,
             bool local)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_source(source)
    , m_title(document.title)
    , m_local(local)
{
    for (const TileSpec &spec : document.tiles) {
        append(spec);
    }
}

Board::Board(const Store *store, int source, const QString &title, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_source(source)
    , m_title(title)
    , m_automatic(std::make_unique<AutoBoard>(title))
{
    for (int key = 0; key < m_store->count(); ++key) {
        grow(key);
    }
}

int Board::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant Board::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != TileRole) {
        return {};
    }
    return QVariant::fromValue(tile(index.row()));
}

void Board::append(const TileSpec &spec)
{
    beginInsertRows({}, count(), count());
    m_tiles.push_back(new Tile(m_store, m_source, spec, this));
    endInsertRows();
    Q_EMIT countChanged();
    const int rows = std::max(m_rows, spec.row + spec.rows);
    if (rows != m_rows) {
        m_rows = rows;
        Q_EMIT rowsChanged();
    }
}

void Board::grow(int key)
{
    const Store::Series &series = m_store->series(key);
    if (series.source != m_source || m_grown.contains(key)) {
        return;
    }
    m_grown.insert(key);
    const SeriesInfo &info = series.info;
    for (const AutoBoard::Change &change :
         m_automatic->add(info.name, info.unit, info.min, info.max)) {
        const TileSpec &spec = m_automatic->document().tiles.at(std::size_t(change.tile));
        if (change.added) {
            append(spec);
        } else {
            tile(change.tile)->update(spec);
        }
    }
}

void Board::consider(int key)
{
    if (m_automatic) {
        grow(key);
    }
    for (Tile *tile : m_tiles) {
        tile->consider(key);
    }
}

void Board::refresh(const Moment &moment, std::int64_t windowUs)
{
    for (Tile *tile : m_tiles) {
        tile->refresh(moment, windowUs);
    }
}

std::int64_t Board::cadenceUs() const
{
    std::int64_t fastest = 0;
    for (const Tile *tile : m_tiles) {
        for (const int key : tile->series()->keys()) {
            const std::int64_t us = m_store->series(key).cadenceUs;
            fastest = us > 0 && (fastest == 0 || us < fastest) ? us : fastest;
        }
    }
    return fastest;
}

} // namespace sightglass
