#include "tokens.h"

#include "desktop/tokencommand.h"

namespace sightglass {

QString Tokens::entryOf(const Source &source)
{
    return source.address.toString(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

void Tokens::serve(Feed &feed)
{
    const Source &source = feed.source();
    if (!source.tokenCommand.isEmpty()) {
        feed.setCredentials([command = source.tokenCommand]() -> std::shared_ptr<Credentials> {
            return std::make_shared<TokenCommand>(command);
        });
    } else if (source.token.isEmpty()) {
        feed.setCredentials([this, entry = entryOf(source)]() -> std::shared_ptr<Credentials> {
            return std::make_shared<KeychainToken>(m_keychain, entry);
        });
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
