#include "wire/look.h"

#include <QCoreApplication>
#include <QUtf8StringView>

namespace sightglass {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wire", text);
}

} // namespace

void Look::start(std::size_t bytes, int depth)
{
    m_error.clear();
    m_left = bytes;
    m_depth = depth;
}

bool Look::visit_str(const char *text, std::uint32_t size)
{
    if (m_texts == Texts::Utf8 && !QUtf8StringView(text, qsizetype(size)).isValidUtf8()) {
        m_error = say(QT_TRANSLATE_NOOP("wire", "a text is not UTF-8"));
        return false;
    }
    return true;
}

bool Look::refuse()
{
    m_error = m_depth < 0
                  ? say(QT_TRANSLATE_NOOP("wire", "too many maps and lists inside each other"))
                  : say(QT_TRANSLATE_NOOP("wire", "a list or map is longer than the frame"));
    return false;
}

QString endOfLook(bool whole, std::size_t bytesAfter, const QString &error)
{
    if (!whole) {
        return error.isEmpty() ? say(QT_TRANSLATE_NOOP("wire", "not MessagePack, or not all of it"))
                               : error;
    }
    return bytesAfter == 0 ? QString()
                           : say(QT_TRANSLATE_NOOP("wire", "bytes after the end of the message"));
}

} // namespace sightglass
