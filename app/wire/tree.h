// Messages as trees of values, the form both encodings share.
//
// Everything but samples goes this way: they are rare, so a map in between costs nothing that
// matters, and the rules of each message are written down once. Samples are decoded by the codecs
// themselves, straight into columns.
#pragma once

#include "wire/codec.h"

#include <QCborMap>

namespace sightglass {

// How columns are written: JSON has numbers only, MessagePack carries them as bytes.
enum class ColumnForm { Numbers, Bytes };

QCborMap toTree(const Message &message, ColumnForm form);

// Anything but samples. Unknown types become Unknown; unknown fields are ignored.
Decoded<Message> fromTree(const QCborMap &map, const WireLimits &limits);

} // namespace sightglass
