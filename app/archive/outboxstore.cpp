#include "archive/outboxstore.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

const Database::Migrations &migrations()
{
    static const Database::Migrations all{
        {u"CREATE TABLE outbox (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "
         "source TEXT NOT NULL, born_us INTEGER NOT NULL, key TEXT NOT NULL, "
         "action TEXT NOT NULL, comment TEXT NOT NULL)"_s},
    };
    return all;
}

const QString columns = u"id, source, born_us, key, action, comment"_s;

QString say(const char *text)
{
    return QCoreApplication::translate("archive", text);
}

// A null text would be bound as NULL.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

std::vector<KeptCommand> commandsOf(const Database::Rows &rows)
{
    std::vector<KeptCommand> commands;
    for (const QVariantList &row : rows) {
        commands.push_back({row.value(1).toString(),
                            {row.value(0).toString(), row.value(3).toString(),
                             row.value(4).toString(), row.value(5).toString()},
                            row.value(2).toLongLong()});
    }
    return commands;
}

} // namespace

OutboxStore::OutboxStore(const QString &path)
{
    auto opened = Database::open(path, migrations());
    if (!opened) {
        m_trouble = say(QT_TRANSLATE_NOOP("archive",
                                          "%1 Acknowledgements without an answer are kept only as "
                                          "long as this program runs."))
                        .arg(opened.error());
        return;
    }
    m_database = std::move(*opened);
    if (!m_database->notice().isEmpty()) {
        m_trouble = say(QT_TRANSLATE_NOOP("archive", "%1 Acknowledgements that waited in it are "
                                                     "not sent; look at the alarms again."))
                        .arg(m_database->notice());
    }
}

QString OutboxStore::usualPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/archive.sqlite"_s;
}

tl::expected<std::vector<KeptCommand>, QString> OutboxStore::load(const QString &source)
{
    if (!m_database) {
        return std::vector<KeptCommand>();
    }
    const auto rows = m_database->ask(
        u"SELECT %1 FROM outbox WHERE source = ? ORDER BY place"_s.arg(columns), {source});
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    return commandsOf(*rows);
}

std::vector<KeptCommand> OutboxStore::takeForgotten(const QString &source, std::int64_t beforeUs)
{
    if (!m_database) {
        return {};
    }
    const auto rows = m_database->ask(
        u"SELECT %1 FROM outbox WHERE source <> ? AND born_us < ? ORDER BY place"_s.arg(columns),
        {source, qlonglong(beforeUs)});
    std::vector<KeptCommand> forgotten = rows ? commandsOf(*rows) : std::vector<KeptCommand>();
    QStringList ids;
    for (const KeptCommand &command : forgotten) {
        ids.append(command.ack.id);
    }
    if (!ids.isEmpty() && !remove(ids)) {
        return {}; // another time, or they would be told of at every start
    }
    return forgotten;
}

tl::expected<void, QString> OutboxStore::save(std::vector<KeptCommand> commands)
{
    m_unsaved.insert(m_unsaved.end(), std::make_move_iterator(commands.begin()),
                     std::make_move_iterator(commands.end()));
    return write();
}

tl::expected<void, QString> OutboxStore::remove(const QStringList &ids)
{
    for (const QString &id : ids) {
        const auto gone = std::erase_if(
            m_unsaved, [&id](const KeptCommand &command) { return command.ack.id == id; });
        if (gone == 0) {
            m_unremoved.append(id);
        }
    }
    return write();
}

tl::expected<void, QString> OutboxStore::write()
{
    if (!m_database) {
        m_unsaved.clear();
        m_unremoved.clear();
        return {}; // trouble() said so
    }
    const auto written = m_database->write([this]() -> tl::expected<void, QString> {
        for (const KeptCommand &command : m_unsaved) {
            const auto done = m_database->ask(
                u"INSERT OR IGNORE INTO outbox (%1) VALUES (?, ?, ?, ?, ?, ?)"_s.arg(columns),
                {command.ack.id, command.source, qlonglong(command.bornUs),
                 notNull(command.ack.key), notNull(command.ack.action),
                 notNull(command.ack.comment)});
            if (!done) {
                return tl::unexpected(done.error());
            }
        }
        for (const QString &id : m_unremoved) {
            const auto done = m_database->ask(u"DELETE FROM outbox WHERE id = ?"_s, {id});
            if (!done) {
                return tl::unexpected(done.error());
            }
        }
        return {};
    });
    if (written) {
        m_unsaved.clear();
        m_unremoved.clear();
    }
    return written;
}

} // namespace sightglass
