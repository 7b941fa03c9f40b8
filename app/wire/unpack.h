// MessagePack bytes as a tree of msgpack-cxx that borrows them.
//
// msgpack-cxx makes room at once for as many elements as a list claims in its head, so the bytes
// are looked at before (see Look). Limits are those of WireLimits; the error is for a person. Does
// not throw.
#pragma once

#include "wire/look.h"

namespace sightglass {

Decoded<msgpack::object_handle> unpackWhole(std::string_view bytes, const WireLimits &limits,
                                            Texts texts);

} // namespace sightglass
