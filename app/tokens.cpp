#include "tokens.h"

#include "desktop/tokencommand.h"

namespace sightglass {

QString Tokens::entryOf(const Source &source)
{
    return source.address.toString(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

std::shared_ptr<Credentials> Tokens::of(const Source &source)
{
    if (!source.tokenCommand.isEmpty()) {
        return std::make_shared<TokenCommand>(source.tokenCommand);
    }
    if (source.token.isEmpty()) {
        return std::make_shared<KeychainToken>(m_keychain, entryOf(source));
    }
    return {};
}

void Tokens::serve(Feed &feed)
{
    if (feed.source().token.isEmpty() || !feed.source().tokenCommand.isEmpty()) {
        feed.setCredentials([this, source = feed.source()] { return of(source); });
    }
}

void Tokens::give(Feed &feed, const QString &token, bool keep)
{
    const QString sound = token.trimmed();
    feed.setToken(sound);
    feed.tryNow();
    if (keep) {
        m_keychain.write(entryOf(feed.source()), sound.toUtf8(),
                         [this](const tl::expected<void, QString> &written) {
                             if (!written) {
                                 Q_EMIT notKept(written.error());
                             }
                         });
    }
}

} // namespace sightglass
