// Where each source's token comes from: given at the start, printed by a command, or kept in the
// keychain under the source's address.
#pragma once

#include "desktop/keychain.h"
#include "feed.h"

namespace sightglass {

class Tokens final : public QObject
{
    Q_OBJECT

public:
    // Under which name the keychain keeps a source's token: its address without query.
    static QString entryOf(const Source &source);

    // Null: the source's own token, given at the start. To be used on the thread that calls.
    std::shared_ptr<Credentials> of(const Source &source);
    // From now on `feed` asks here. Call before it starts; this outlives it.
    void serve(Feed &feed);
    // What a person typed: used at once, and kept if asked to.
    void give(Feed &feed, const QString &token, bool keep);

Q_SIGNALS:
    void notKept(const QString &reason); // a sentence for a person

private:
    Keychain m_keychain;
};

} // namespace sightglass
