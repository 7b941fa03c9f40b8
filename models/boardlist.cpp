#include "models/boardlist.h"

#include <algorithm>

namespace sightglass {

BoardList::BoardList(QObject *parent)
    : QAbstractListModel(parent)
{
}

int BoardList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant BoardList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    switch (role) {
    case TitleRole:
    case Qt::DisplayRole:
        return board(index.row())->title();
    case NameRole:
        return board(index.row())->objectName();
    default:
        return {};
    }
}

QHash<int, QByteArray> BoardList::roleNames() const
{
    return {{TitleRole, "title"}, {NameRole, "name"}};
}

int BoardList::find(const QString &name) const
{
    const auto found = std::find_if(m_boards.begin(), m_boards.end(), [&name](const Board *board) {
        return board->objectName() == name;
    });
    return found == m_boards.end() ? -1 : int(found - m_boards.begin());
}

void BoardList::setCurrent(int row)
{
    if (row < 0 || row >= count() || row == m_current) {
        return;
    }
    m_current = row;
    Q_EMIT currentChanged();
}

void BoardList::append(Board *board)
{
    board->setParent(this);
    beginInsertRows({}, count(), count());
    m_boards.push_back(board);
    endInsertRows();
    Q_EMIT countChanged();
}

void BoardList::replace(int row, Board *board)
{
    board->setParent(this);
    Board *old = std::exchange(m_boards.at(std::size_t(row)), board);
    Q_EMIT dataChanged(index(row), index(row));
    if (row == m_current) {
        Q_EMIT currentChanged();
    }
    old->deleteLater(); // after the tiles that look at it: those were told first
}

void BoardList::close(int row)
{
    if (row < 0 || row >= count() || count() == 1) {
        return;
    }
    Board *closed = board(row);
    const Board *shown = board();
    beginRemoveRows({}, row, row);
    m_boards.erase(m_boards.begin() + row);
    m_current = std::min(row < m_current ? m_current - 1 : m_current, count() - 1);
    endRemoveRows();
    Q_EMIT countChanged();
    if (shown != board() || row <= m_current) {
        Q_EMIT currentChanged();
    }
    closed->deleteLater();
}

void BoardList::consider(int key)
{
    for (Board *board : m_boards) {
        board->consider(key);
    }
}

} // namespace sightglass
