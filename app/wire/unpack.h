// MessagePack bytes as a tree of msgpack-cxx that borrows them.
//
// A list may claim any length in its head, and msgpack-cxx makes room for it at once: the claims
// are added up before, and all of them together may be no more than the bytes there are. Limits are
// those of WireLimits; the error is for a person. Does not throw.
#pragma once

#include "wire/codec.h"

#include <msgpack.hpp>

namespace sightglass {

enum class Texts { Any, Utf8 };

Decoded<msgpack::object_handle> unpackWhole(std::string_view bytes, const WireLimits &limits,
                                            Texts texts);

} // namespace sightglass
