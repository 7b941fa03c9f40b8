// A number as JSON writes it, read in place: fast, and to the bit what a correct parser makes of
// it.
//
// The plain ones are exact by construction (whole numbers of up to 18 digits; fractions whose
// digits fit a double's 53 bits, divided once by a power of ten that is exact). The rest is left to
// the standard library, and where that cannot or would not say a finite number, to the caller.
#pragma once

#include <string_view>

namespace sightglass {

// From the start of `text`; what follows the number is the caller's. Returns how many bytes it
// took, or 0: no number, or one for a full parser.
std::size_t readDecimal(std::string_view text, double &value);

} // namespace sightglass
