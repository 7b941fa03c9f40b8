#include "dialects/shapes.h"

#include <algorithm>

namespace sightglass {

bool Shapes::readAs(std::size_t shape, std::string_view frame, std::int64_t nowUs, Samples &out)
{
    if (!m_shapes[shape].read(frame, nowUs, out)) {
        return false;
    }
    m_after[m_last] = shape;
    m_last = shape;
    ++m_matched;
    return true;
}

bool Shapes::read(std::string_view frame, std::int64_t nowUs, Samples &out)
{
    m_credit = std::min(m_credit + 1, atOnce * learnEvery);
    if (m_shapes.empty()) {
        return false;
    }
    const std::size_t likely = m_after[m_last];
    if (readAs(likely, frame, nowUs, out)) {
        return true;
    }
    for (std::size_t i = 0; i < m_shapes.size(); ++i) {
        if (i != likely && readAs(i, frame, nowUs, out)) {
            return true;
        }
    }
    return false;
}

void Shapes::learn(std::string_view frame, std::span<const Shape::Field> fields)
{
    m_credit -= learnEvery;
    auto shape = Shape::learn(frame, fields);
    if (!shape) {
        return;
    }
    const auto widened = std::find_if(m_shapes.begin(), m_shapes.end(),
                                      [&shape](Shape &known) { return known.widen(*shape); });
    if (widened != m_shapes.end()) {
        return;
    }
    if (m_shapes.size() < kept) {
        m_shapes.push_back(std::move(*shape));
        return;
    }
    m_shapes[m_oldest] = std::move(*shape);
    m_oldest = (m_oldest + 1) % kept;
}

} // namespace sightglass
