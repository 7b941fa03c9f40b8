// The boards that are open, one tab each, and which of them is on show.
//
// There is always at least one. Every board hears of new series; only the one on show is kept
// fresh, and another is read anew when it comes up. GUI thread only.
#pragma once

#include "models/board.h"

namespace sightglass {

class BoardList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The desk has one.")
    Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY currentChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { TitleRole = Qt::UserRole, NameRole };

    explicit BoardList(QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return int(m_boards.size()); }
    int current() const { return m_current; }
    void setCurrent(int row); // rows that are not there are ignored
    Board *board() const { return m_boards.at(std::size_t(m_current)); }
    Board *board(int row) const { return m_boards.at(std::size_t(row)); }
    int find(const QString &name) const; // -1: not open

    void append(Board *board); // takes it
    void replace(int row, Board *board);
    Q_INVOKABLE void close(int row); // the last one stays

    void consider(int key);

Q_SIGNALS:
    void currentChanged(); // another board is on show
    void countChanged();

private:
    std::vector<Board *> m_boards; // children
    int m_current = 0;
};

} // namespace sightglass
