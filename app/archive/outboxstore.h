// The outbox on disk: commands without an answer, so that quitting while offline, or being killed,
// loses none.
//
// On the thread that made it. Without a file that can be used it keeps nothing, and trouble() says
// why; what could not be written at one time is written with the next. Two programs may share the
// file: then both send what waits, under the same id, which a server follows once. `source` is an
// address without its secrets; nothing else about the source is kept.
#pragma once

#include "archive/database.h"
#include "wire/event.h"

namespace sightglass {

struct KeptCommand
{
    QString source;
    Ack ack;
    std::int64_t bornUs = 0; // when it was given
};

class OutboxStore
{
public:
    explicit OutboxStore(const QString &path);
    static QString usualPath(); // in the user's folder for data of this program

    // What the user must know about the file; empty: all is well.
    const QString &trouble() const { return m_trouble; }

    // Those of this source, in the order they were given.
    tl::expected<std::vector<KeptCommand>, QString> load(const QString &source);
    // Those of other sources given before then: nobody came to send them. They are kept no longer.
    std::vector<KeptCommand> takeForgotten(const QString &source, std::int64_t beforeUs);
    tl::expected<void, QString> save(std::vector<KeptCommand> commands);
    tl::expected<void, QString> remove(const QStringList &ids);

private:
    tl::expected<void, QString> write();

    std::unique_ptr<Database> m_database; // null: there is none
    QString m_trouble;
    std::vector<KeptCommand> m_unsaved;
    QStringList m_unremoved;
};

} // namespace sightglass
