#include "archive/database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

// https://www.sqlite.org/rescode.html, the low byte
enum Code {
    Plain = 1,
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    NoDatabase = 26,
};

QString say(const char *text)
{
    return QCoreApplication::translate("archive", text);
}

} // namespace

struct Database::Fault
{
    bool damaged = false; // the file itself is
    int code = 0;
    QString text;
};

Database::Database(const QString &path)
    : m_path(path)
    , m_connection(QUuid::createUuid().toString())
{
}

Database::~Database()
{
    detach();
}

void Database::detach()
{
    if (QSqlDatabase::contains(m_connection)) {
        QSqlDatabase::database(m_connection, false).close();
        QSqlDatabase::removeDatabase(m_connection);
    }
}

Database::Fault Database::faultOf(const QSqlError &error) const
{
    struct Meaning
    {
        Code code;
        const char *text;
    };
    static constexpr Meaning meanings[] = {
        {Corrupt, QT_TRANSLATE_NOOP("archive", "“%1” is damaged.")},
        {NoDatabase, QT_TRANSLATE_NOOP("archive", "“%1” is damaged.")},
        {Full, QT_TRANSLATE_NOOP("archive", "The disk is full: “%1” cannot grow. Make room.")},
        {ReadOnly, QT_TRANSLATE_NOOP("archive", "“%1” cannot be written. Check whether the file "
                                                "and its folder are yours.")},
        {CannotOpen, QT_TRANSLATE_NOOP("archive", "“%1” cannot be written. Check whether the file "
                                                  "and its folder are yours.")},
        {Busy, QT_TRANSLATE_NOOP("archive", "Another program keeps “%1” busy.")},
        {Locked, QT_TRANSLATE_NOOP("archive", "Another program keeps “%1” busy.")},
        {IoError, QT_TRANSLATE_NOOP("archive", "The disk failed to read or write “%1”. Check it.")},
    };
    const int code = error.nativeErrorCode().toInt() & 0xff;
    for (const Meaning &meaning : meanings) {
        if (meaning.code == code) {
            return {code == Corrupt || code == NoDatabase, code, say(meaning.text).arg(m_path)};
        }
    }
    return {false, code,
            say(QT_TRANSLATE_NOOP("archive", "“%1” cannot be used: %2."))
                .arg(m_path, error.databaseText())};
}

// SQLite would make it for everyone to read; its helpers beside it get the same permissions.
Database::Result<void> Database::makeFile() const
{
    const QFileInfo info(m_path);
    const QString folder = info.absolutePath();
    QDir().mkpath(QFileInfo(folder).absolutePath());
    const bool made = QDir().mkdir(folder, owner | QFileDevice::ExeOwner);
    if (!made && !QFileInfo(folder).isDir()) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("archive", "The folder “%1” cannot be made.")).arg(folder));
    }
    QFile file(m_path);
    if (!info.exists() && !file.open(QIODevice::WriteOnly | QIODevice::Append, owner)) {
        return tl::unexpected(say(QT_TRANSLATE_NOOP("archive", "“%1” cannot be made: %2"))
                                  .arg(m_path, file.errorString()));
    }
    file.close();
    if (file.permissions() & ~(owner | QFileDevice::ReadUser | QFileDevice::WriteUser)) {
        file.setPermissions(owner);
    }
    return {};
}

Database::Result<std::unique_ptr<Database>> Database::open(const QString &path,
                                                           const Migrations &migrations)
{
    if (!QSqlDatabase::isDriverAvailable(u"QSQLITE"_s)) {
        return tl::unexpected(
            say(QT_TRANSLATE_NOOP("archive", "Qt's SQLite driver is not installed (Debian "
                                             "package libqt6sql6-sqlite).")));
    }
    std::unique_ptr<Database> database(new Database(path));
    if (const auto made = database->makeFile(); !made) {
        return tl::unexpected(made.error());
    }
    auto attached = database->attach(migrations);
    if (!attached && attached.error().damaged && database->setAside()) {
        if (const auto made = database->makeFile(); !made) {
            return tl::unexpected(made.error());
        }
        attached = database->attach(migrations);
    }
    if (!attached) {
        return tl::unexpected(attached.error().text);
    }
    return database;
}

tl::expected<void, Database::Fault> Database::attach(const Migrations &migrations)
{
    detach();
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    connection.setDatabaseName(m_path);
    connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=250"_s);
    if (!connection.open()) {
        return tl::unexpected(faultOf(connection.lastError()));
    }
    // A file that has no write-ahead log (on a network drive) works without.
    for (const auto &pragma : {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s}) {
        if (const auto set = query(pragma); !set && set.error().damaged) {
            return tl::unexpected(set.error());
        }
    }
    const auto whole = check(); // first: a damaged file may say any version
    return whole ? migrate(migrations) : whole;
}

tl::expected<void, Database::Fault> Database::migrate(const Migrations &migrations)
{
    // Inside of a transaction, because two programs may start at once; one that writes, because
    // here is the place to learn that the file cannot be written.
    const auto begun = query(u"BEGIN IMMEDIATE"_s);
    if (!begun) {
        return tl::unexpected(begun.error());
    }
    const auto giveUp = [this](Fault fault) {
        (void)query(u"ROLLBACK"_s);
        return tl::unexpected(std::move(fault));
    };
    const auto asked = query(u"PRAGMA user_version"_s);
    if (!asked) {
        return giveUp(asked.error());
    }
    const qint64 version = asked->empty() ? 0 : asked->front().value(0).toLongLong();
    const auto known = qint64(migrations.size());
    if (version < 0 || version > known) {
        return giveUp(
            {false, 0,
             say(QT_TRANSLATE_NOOP("archive", "“%1” was written by a newer Sightglass (version "
                                              "%2; this one knows %3). Update Sightglass."))
                 .arg(m_path)
                 .arg(version)
                 .arg(known)});
    }
    for (qint64 next = version; next < known; ++next) {
        QStringList statements = migrations[std::size_t(next)];
        statements.append(u"PRAGMA user_version=%1"_s.arg(next + 1));
        for (const QString &statement : std::as_const(statements)) {
            if (const auto done = query(statement); !done) {
                return giveUp(done.error());
            }
        }
    }
    if (const auto done = query(u"COMMIT"_s); !done) {
        return giveUp(done.error());
    }
    return {};
}

// Reads the whole file: it is one to be read in a moment.
tl::expected<void, Database::Fault> Database::check()
{
    const auto check = query(u"PRAGMA quick_check(1)"_s);
    // The question is a right one, so a plain error is about a header that makes no sense.
    const bool damaged = check ? check->empty() || check->front().value(0).toString() != "ok"_L1
                               : check.error().code == Plain;
    if (damaged) {
        return tl::unexpected(Fault{
            true, Corrupt, say(QT_TRANSLATE_NOOP("archive", "“%1” is damaged.")).arg(m_path)});
    }
    if (!check) {
        return tl::unexpected(check.error());
    }
    return {};
}

// One damaged file is kept, the newest: more would be a heap that nobody looks at.
bool Database::setAside()
{
    detach();
    const QString aside = m_path + u".damaged"_s;
    for (const auto &helper : {u"-wal"_s, u"-shm"_s}) {
        QFile::remove(aside + helper);
        QFile::rename(m_path + helper, aside + helper);
    }
    QFile::remove(aside);
    if (!QFile::rename(m_path, aside)) {
        return false;
    }
    m_notice = say(QT_TRANSLATE_NOOP("archive", "“%1” was damaged. It is now “%2”, and a new one "
                                                "was begun; what was kept in it is not in use."))
                   .arg(m_path, aside);
    return true;
}

tl::expected<Database::Rows, Database::Fault> Database::query(const QString &sql,
                                                              const QVariantList &values)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        return tl::unexpected(faultOf(query.lastError()));
    }
    for (const QVariant &value : values) {
        query.addBindValue(value);
    }
    if (!query.exec()) {
        return tl::unexpected(faultOf(query.lastError()));
    }
    const int columns = query.record().count();
    Rows rows;
    while (query.next()) {
        QVariantList row;
        for (int column = 0; column < columns; ++column) {
            row.append(query.value(column));
        }
        rows.push_back(std::move(row));
    }
    if (query.lastError().isValid()) { // met while stepping from row to row
        return tl::unexpected(faultOf(query.lastError()));
    }
    return rows;
}

Database::Result<Database::Rows> Database::ask(const QString &sql, const QVariantList &values)
{
    auto rows = query(sql, values);
    if (!rows) {
        return tl::unexpected(rows.error().text);
    }
    return std::move(*rows);
}

Database::Result<void> Database::write(const std::function<Result<void>()> &statements)
{
    if (const auto begun = ask(u"BEGIN IMMEDIATE"_s); !begun) {
        return tl::unexpected(begun.error());
    }
    auto done = statements();
    if (done) {
        const auto committed = ask(u"COMMIT"_s);
        done = committed ? done : tl::unexpected(committed.error());
    }
    if (!done) {
        (void)ask(u"ROLLBACK"_s); // SQLite may have done so itself
    }
    return done;
}

} // namespace sightglass
