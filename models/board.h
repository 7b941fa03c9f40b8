// The tiles of the board on show, one row each: from a document, or grown from what the server has.
//
// The role "tile" is a Tile that lives as long as the board. `rows` is the height of the grid.
#pragma once

#include "boards/autoboard.h"
#include "models/tile.h"

#include <memory>

namespace sightglass {

class Board : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    Q_PROPERTY(QString title READ title CONSTANT)
    // Its series come from this program itself, not over the link.
    Q_PROPERTY(bool local READ local CONSTANT)
    Q_PROPERTY(int rows READ rows NOTIFY rowsChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { TileRole = Qt::UserRole };

    Board(const Store *store, int source, const BoardDocument &document, QObject *parent,
          bool local = false);
    // One that grows with the catalog.
    Board(const Store *store, int source, const QString &title, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override { return {{TileRole, "tile"}}; }

    QString title() const { return m_title; }
    bool local() const { return m_local; }
    int source() const { return m_source; }
    int rows() const { return m_rows; }
    int count() const { return int(m_tiles.size()); }
    Tile *tile(int row) const { return m_tiles.at(std::size_t(row)); }

    void consider(int key); // a series is new, or changed
    void refresh(const Moment &moment, std::int64_t windowUs);
    // Of the fastest of all its series; 0: none is known.
    std::int64_t cadenceUs() const;

Q_SIGNALS:
    void rowsChanged();
    void countChanged();

private:
    void grow(int key);
    void append(const TileSpec &spec);

    const Store *m_store;
    int m_source;
    QString m_title;
    std::unique_ptr<AutoBoard> m_automatic; // null: from a document
    std::vector<Tile *> m_tiles;            // children
    QSet<int> m_grown;                      // keys the automatic board has
    int m_rows = 0;
    bool m_local = false;
};

} // namespace sightglass
