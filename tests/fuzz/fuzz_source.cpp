// Addresses and source files as people and other programs may write them.

#include "source.h"

#include <QJsonDocument>

#include <cstdlib>

using namespace sightglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto source = Source::fromAddress(QString::fromUtf8(bytes));
    if (source && !source->address.userInfo().isEmpty()) {
        std::abort();
    }
    (void)Source::fromJson(QJsonDocument::fromJson(bytes).object());
    return 0;
}
