#include "dialects/decimal.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace sightglass {

namespace {

constexpr std::size_t mostDigits = 18; // any such number fits 63 bits
constexpr std::uint64_t mostExact = std::uint64_t(1) << 53;
constexpr std::array<double, 23> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

const char *digits(const char *at, const char *end, std::uint64_t &number)
{
    while (at != end && isDigit(*at)) {
        number = number * 10 + std::uint64_t(*at - '0'); // wraps only past mostDigits
        ++at;
    }
    return at;
}

// The caller has seen that it is one, from end to end.
bool readExactly(const char *from, const char *to, double &value)
{
#if defined(__cpp_lib_to_chars)
    const auto read = std::from_chars(from, to, value);
    return read.ec == std::errc() && read.ptr == to && std::isfinite(value);
#else
    (void)from, (void)to, (void)value;
    return false;
#endif
}

} // namespace

std::size_t readDecimal(std::string_view text, double &value)
{
    const char *const begin = text.data();
    const char *const end = begin + text.size();
    const bool negative = begin != end && *begin == '-';
    const char *const whole = begin + (negative ? 1 : 0);
    std::uint64_t number = 0;
    const char *at = digits(whole, end, number);
    if (at == whole || (*whole == '0' && at - whole > 1)) {
        return 0;
    }
    std::size_t count = std::size_t(at - whole);
    std::size_t behind = 0; // the point
    if (at != end && *at == '.') {
        const char *const fraction = at + 1;
        at = digits(fraction, end, number);
        behind = std::size_t(at - fraction);
        count += behind;
        if (behind == 0) {
            return 0;
        }
    }
    const bool power = at != end && (*at == 'e' || *at == 'E');
    if (power) {
        at += at + 1 != end && (at[1] == '-' || at[1] == '+') ? 2 : 1;
        const char *const first = at;
        std::uint64_t ignored = 0;
        at = digits(first, end, ignored);
        if (at == first) {
            return 0;
        }
    }
    if (!power && behind == 0) {
        if (count > mostDigits) {
            return 0;
        }
        // As an integer is read: it has no negative zero.
        value = double(negative ? -std::int64_t(number) : std::int64_t(number));
        return std::size_t(at - begin);
    }
    if (!power && count <= mostDigits && number <= mostExact && behind < powers.size()) {
        const double scaled = double(number) / powers[behind];
        value = negative ? -scaled : scaled;
        return std::size_t(at - begin);
    }
    return readExactly(begin, at, value) ? std::size_t(at - begin) : 0;
}

} // namespace sightglass
