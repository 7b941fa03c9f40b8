// One SQLite file: opened, brought up to date by numbered migrations, asked with plain SQL.
//
// On the thread that opened it. A file of a newer program is refused and left as it is; a damaged
// one is set aside under another name, which notice() says, and a new one begun. Only its owner can
// read it. Several programs may use one file: a write waits a quarter of a second for the others.
// What is written is on the disk when it returns. Errors are sentences for a person.
#pragma once

#include <QString>
#include <QStringList>
#include <QVariantList>

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <vector>

class QSqlDatabase;
class QSqlError;

namespace sightglass {

class Database
{
public:
    // Number n, from 0, brings a file from version n to n + 1: statements, in one transaction. What
    // was once released never changes; a further one is appended.
    using Migrations = std::vector<QStringList>;
    using Rows = std::vector<QVariantList>;
    template<typename T>
    using Result = tl::expected<T, QString>;

    static Result<std::unique_ptr<Database>> open(const QString &path,
                                                  const Migrations &migrations);
    ~Database();

    const QString &notice() const { return m_notice; } // empty: there is nothing to say

    // `values` fill the question marks.
    Result<Rows> ask(const QString &sql, const QVariantList &values = {});
    // All of it or nothing.
    Result<void> write(const std::function<Result<void>()> &statements);

private:
    struct Fault;

    explicit Database(const QString &path);
    tl::expected<void, Fault> attach(const Migrations &migrations);
    tl::expected<void, Fault> migrate(const Migrations &migrations);
    tl::expected<void, Fault> check();
    tl::expected<Rows, Fault> query(const QString &sql, const QVariantList &values = {});
    void detach();
    Fault faultOf(const QSqlError &error) const;
    Result<void> makeFile() const;
    bool setAside();

    QString m_path;
    QString m_connection;
    QString m_notice;
};

} // namespace sightglass
