// The same frame by other ways than the codec's, to hold it against: “samples” read from a tree of
// all that is in the frame, and any frame said again in JSON. Slow and simple; for tests and the
// fuzzer.
#pragma once

#include "wire/codec.h"

#include <optional>

namespace sightglass {

// Nothing: it is no frame of samples.
std::optional<Decoded<Samples>> readFromTree(std::string_view bytes, const WireLimits &limits = {});

// Nothing: JSON has no words for it, or not as deep.
std::optional<QByteArray> asJson(std::string_view bytes);

// What the MessagePack codec says of a frame and the other ways do not; empty: nothing.
QString disagreement(std::string_view bytes);

} // namespace sightglass
