// The shape of a JSON frame whose like was read before: what stays the same, and the places in it
// where numbers stand. A frame that matches byte for byte is read by its numbers alone.
//
// It is no parser: whatever is unusual is no match, and for the full parser (Flatten) to judge.
// What matches gives bit for bit what that one would give. Pure; bounded by maxBytes and maxSlots;
// of one thread.
#pragma once

#include "wire/series.h"

#include <span>
#include <string>
#include <string_view>

namespace sightglass {

class Shape
{
public:
    static constexpr std::size_t maxBytes = 16'384;
    static constexpr std::size_t maxSlots = 1'024;

    // What became of a field, in the order of the frame.
    enum class Role : std::uint8_t {
        Value,
        Time,    // it has one of the names of times, and is one
        NotTime, // it has such a name, and is a value all the same
    };
    struct Field
    {
        std::uint32_t series = 0;
        Role role = Role::Value;
        double value = 0;
    };

    // The frame is one that the full parser took, and made these fields of. Empty if its like
    // should not be read this way.
    static std::optional<Shape> learn(std::string_view frame, std::span<const Field> fields);

    // False: not of this shape; then `out` holds anything. It is cleared first, but for the channel
    // and the number. Adds to `looked` how many bytes were taken; to find fixed text different
    // costs next to nothing.
    bool read(std::string_view frame, std::int64_t nowUs, Samples &out,
              std::uint64_t &looked) const;
    // Takes in another that differs by its texts only: from now on those may be any. False if more
    // differs.
    bool widen(const Shape &other);

    // Whether a field with the name of a time is one: within a day of now, in s, ms, us or ns.
    static std::optional<std::int64_t> timeNear(double value, std::int64_t nowUs);

private:
    enum class Kind : std::uint8_t {
        Number,
        NumberText, // "42.50"
        Flag,       // true or false, which are literal
        Text,       // one that is none of those
        AnyText,
        End,
    };
    struct Slot
    {
        Kind kind = Kind::End;
        Role role = Role::Value;
        std::uint32_t series = 0;
        std::size_t from = 0; // in the frame it was learned of
        std::size_t size = 0;
        double value = 0; // of a flag
    };
    // Bytes that must be there, and what stands behind them.
    struct Step
    {
        std::size_t from = 0; // in m_frame
        std::size_t size = 0;
        Slot slot;
    };
    class Finder;

    void plan();
    bool match(std::string_view &frame, std::int64_t nowUs, Samples &out) const;
    std::string_view textOf(const Slot &slot) const;
    std::string_view before(std::size_t slot) const; // and behind the one before it
    static bool take(const Slot &slot, double value, std::int64_t nowUs, Samples &out);

    std::string m_frame;
    std::vector<Slot> m_slots; // of the frame, the last is its end
    std::vector<Step> m_steps; // with the texts that must be there among the literals
};

} // namespace sightglass
