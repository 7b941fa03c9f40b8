// The words for what a peer, or the way to it, did wrong: one sentence for the cause and one for
// the remedy, the same in the window and in `sightglass diagnose`. Pure. What peers say is quoted
// in part only: printable, without markup, without the request's secrets.
#pragma once

#include "link/httphead.h"
#include "link/request.h"

#include <QAbstractSocket>
#include <QSslError>

namespace sightglass {

constexpr qsizetype quotedChars = 300; // of a peer's own words, at most

// "host:port", as people write it.
QString whereOf(const QUrl &url);

// The connection could not be made; `system` is what the system said.
QString unreachableWords(QAbstractSocket::SocketError error, const QUrl &url,
                         const QString &system);
// Why a certificate is not trusted. All errors there are; each cause is named once.
QString certificateWords(const QList<QSslError> &errors, const QUrl &url);

// Who answers with these bytes, which are not HTTP: "an SSH server"; empty if that is not known.
QString strangerIn(const QByteArray &bytes);
bool isTls(const QByteArray &bytes);
// The sentences for it.
QString strangerWords(const QByteArray &bytes, const QUrl &url);
QString speaksTlsWords(const QUrl &url);
QString speaksPlainWords(const QUrl &url);

// Web servers that were spoken to in plain on their TLS port answer in HTTP, with these words.
bool saysItWantsTls(int status, const QString &words);

// What the answer says in its body: text, or a web page without its markup, or the one sentence of
// a JSON error. Empty if it only repeats the status. `cut`: there was more of the body.
QString serverWords(const HttpHead &head, const QByteArray &body, bool cut);
bool isWebPage(const HttpHead &head, const QByteArray &body);

// One line for a person: control characters and runs of blanks become one blank, the end is cut.
QString oneLine(const QString &text, qsizetype most = quotedChars);
// What a server sent, without the token and the values of the query, should it repeat them.
QByteArray withoutSecrets(QByteArray bytes, const TransportRequest &request);

} // namespace sightglass
