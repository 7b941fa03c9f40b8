#include "wire/unpack.h"

#include <QCoreApplication>
#include <QUtf8StringView>

namespace sightglass {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wire", text);
}

// Looks at every head without building anything; false stops the look.
class Look : public msgpack::null_visitor
{
public:
    Look(std::size_t bytes, int depth, Texts texts)
        : m_left(bytes)
        , m_depth(depth)
        , m_texts(texts)
    {
    }

    bool start_array(std::uint32_t size) { return enter(size); }
    bool end_array() { return leave(); }
    bool start_map(std::uint32_t size) { return enter(2 * std::size_t(size)); }
    bool end_map() { return leave(); }
    bool visit_str(const char *text, std::uint32_t size)
    {
        if (m_texts == Texts::Utf8 && !QUtf8StringView(text, qsizetype(size)).isValidUtf8()) {
            return fail(say(QT_TRANSLATE_NOOP("wire", "a text is not UTF-8")));
        }
        return true;
    }

    QString error;

private:
    bool enter(std::size_t elements)
    {
        if (--m_depth < 0) {
            return fail(
                say(QT_TRANSLATE_NOOP("wire", "too many maps and lists inside each other")));
        }
        if (elements > m_left) {
            return fail(say(QT_TRANSLATE_NOOP("wire", "a list or map is longer than the frame")));
        }
        m_left -= elements;
        return true;
    }
    bool leave()
    {
        ++m_depth;
        return true;
    }
    bool fail(const QString &text)
    {
        error = text;
        return false;
    }

    std::size_t m_left; // bytes that no element has claimed yet: each takes one at least
    int m_depth;
    Texts m_texts;
};

QString lookAt(std::string_view bytes, const WireLimits &limits, Texts texts)
{
    Look look(bytes.size(), limits.depth, texts);
    std::size_t used = 0;
    if (!msgpack::parse(bytes.data(), bytes.size(), used, look)) {
        return look.error.isEmpty()
                   ? say(QT_TRANSLATE_NOOP("wire", "not MessagePack, or not all of it"))
                   : look.error;
    }
    return used == bytes.size()
               ? QString()
               : say(QT_TRANSLATE_NOOP("wire", "bytes after the end of the message"));
}

} // namespace

Decoded<msgpack::object_handle> unpackWhole(std::string_view bytes, const WireLimits &limits,
                                            Texts texts)
{
    try {
        if (const QString error = lookAt(bytes, limits, texts); !error.isEmpty()) {
            return tl::unexpected(DecodeError{error});
        }
        const auto borrow = [](msgpack::type::object_type, std::size_t, void *) { return true; };
        return msgpack::unpack(bytes.data(), bytes.size(), borrow);
    } catch (const std::exception &error) {
        return tl::unexpected(DecodeError{say(QT_TRANSLATE_NOOP("wire", "not MessagePack: %1"))
                                              .arg(QString::fromUtf8(error.what()))});
    }
}

} // namespace sightglass
