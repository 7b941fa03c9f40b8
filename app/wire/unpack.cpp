#include "wire/unpack.h"

#include <QCoreApplication>

namespace sightglass {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wire", text);
}

} // namespace

Decoded<msgpack::object_handle> unpackWhole(std::string_view bytes, const WireLimits &limits,
                                            Texts texts)
{
    try {
        Looking look{Look(texts)};
        if (const QString error = look.read(bytes, limits.depth); !error.isEmpty()) {
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
