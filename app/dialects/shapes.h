// The few shapes that the frames of one stream have, in turn: which to try first, when to learn
// another, which to forget for it.
//
// Learning costs about what the full parser does, so a stream that never repeats itself is learned
// of once in learnEvery frames. Bounded; of one thread.
#pragma once

#include "dialects/shape.h"

#include <array>
#include <vector>

namespace sightglass {

class Shapes
{
public:
    static constexpr std::size_t kept = 64;
    static constexpr int learnEvery = 16;
    static constexpr int atOnce = 16; // so many may be learned one after the other

    // False: of none; then `out` holds anything.
    bool read(std::string_view frame, std::int64_t nowUs, Samples &out);
    // Of the frame that was just refused, once the full parser has read it.
    bool wantsToLearn() const { return m_credit >= learnEvery; }
    void learn(std::string_view frame, std::span<const Shape::Field> fields);

    std::size_t count() const { return m_shapes.size(); }
    std::uint64_t matched() const { return m_matched; } // frames

private:
    bool readAs(std::size_t shape, std::string_view frame, std::int64_t nowUs, Samples &out);

    std::vector<Shape> m_shapes;
    std::array<std::size_t, kept> m_after{}; // the one that came after this one, the last time
    std::size_t m_last = 0;
    std::size_t m_oldest = 0; // goes next
    std::uint64_t m_matched = 0;
    int m_credit = atOnce * learnEvery;
};

} // namespace sightglass
