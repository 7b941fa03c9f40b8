#include "link/opening.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortest = 16;
constexpr qsizetype longest = 200;
constexpr qsizetype longestReason = 500;
constexpr int firstCode = 1000;
constexpr int lastCode = 4999;

bool isName(const QByteArray &text)
{
    return text.size() >= shortest && text.size() <= longest
           && std::all_of(text.begin(), text.end(), [](char c) {
                  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                         || c == '-' || c == '_';
              });
}

} // namespace

tl::expected<StreamOpening, QString> StreamOpening::parse(const QByteArray &json)
{
    const QJsonObject object = json.size() > maxBytes ? QJsonObject()
                                                      : QJsonDocument::fromJson(json).object();
    StreamOpening opening{object.value(u"protocol"_s).toString(),
                          object.value(u"stream"_s).toString().toUtf8()};
    if (opening.protocol.isEmpty() || !isName(opening.stream)) {
        return tl::unexpected(QCoreApplication::translate(
            "link", QT_TRANSLATE_NOOP("link", "its first words do not open a stream")));
    }
    return opening;
}

StreamClosing StreamClosing::parse(const QByteArray &text)
{
    const QByteArray words = text.left(longestReason).trimmed();
    const qsizetype space = words.indexOf(' ');
    bool isNumber = false;
    const int code = words.left(space < 0 ? words.size() : space).toInt(&isNumber);
    if (!isNumber || code < firstCode || code > lastCode) {
        return {1006, QString::fromUtf8(words)};
    }
    return {code, space < 0 ? QString() : QString::fromUtf8(words.mid(space + 1))};
}

} // namespace sightglass
