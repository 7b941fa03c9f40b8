#include "dialects/shape.h"

#include "dialects/decimal.h"
#include "dialects/flatten.h"

#include <cmath>
#include <cstring>

namespace sightglass {

namespace {

constexpr double dayUs = 86'400e6;
constexpr std::string_view blanks = " \t\r\n";

// Up to the quote that ends it; empty if it does not, or is one that must be looked at as UTF-8 or
// for escapes.
std::optional<std::string_view> plainText(std::string_view rest)
{
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const auto c = static_cast<unsigned char>(rest[i]);
        if (c == '"') {
            return rest.substr(0, i);
        }
        if (c < 0x20 || c >= 0x80 || c == '\\') {
            break;
        }
    }
    return {};
}

// Only what is read the same either way: a text keeps the sign of a zero, a number need not.
bool readText(std::string_view text, double &value)
{
    if (text.size() <= Flatten::longestNumber && readDecimal(text, value) == text.size()
        && value != 0 && text.find_first_of("eE") == std::string_view::npos) {
        return true;
    }
    const auto number = Flatten::textNumber(text);
    value = number.value_or(0);
    return number.has_value();
}

} // namespace

// Goes through a frame that is known to be JSON, and meets the fields in their order.
class Shape::Finder
{
public:
    Finder(Shape &shape, std::span<const Field> fields)
        : m_shape(shape)
        , m_frame(shape.m_frame)
        , m_fields(fields)
    {
    }

    bool find()
    {
        while (m_at < m_frame.size()) {
            const char c = m_frame[m_at];
            bool ok = true;
            if (c == '"') {
                ok = text();
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                const std::size_t end = m_frame.find_first_not_of("0123456789.-+eE", m_at);
                ok = slot(Kind::Number, std::min(end, m_frame.size()) - m_at);
            } else if (c == 't' || c == 'f') {
                m_at += c == 't' ? 4 : 5;
                ok = slot(Kind::Flag, 0);
            } else {
                m_at += c == 'n' ? 4 : 1;
            }
            if (!ok) {
                return false;
            }
        }
        return m_fields.empty() && slot(Kind::End, 0);
    }

private:
    bool text()
    {
        std::size_t end = m_at + 1;
        while (m_frame[end] != '"') {
            end += m_frame[end] == '\\' ? 2 : 1;
        }
        const std::size_t next = m_frame.find_first_not_of(blanks, end + 1);
        if (next != std::string_view::npos && m_frame[next] == ':') {
            m_at = next + 1;
            return true;
        }
        const std::string_view inside = m_frame.substr(m_at + 1, end - m_at - 1);
        if (inside.find('\\') != std::string_view::npos) {
            return false;
        }
        ++m_at;
        const bool isNumber = Flatten::textNumber(inside).has_value();
        const bool ok = slot(isNumber ? Kind::NumberText : Kind::Text, inside.size());
        ++m_at;
        return ok;
    }

    bool slot(Kind kind, std::size_t size)
    {
        Slot found;
        found.kind = kind;
        found.from = m_at;
        found.size = size;
        if (kind != Kind::Text && kind != Kind::End) {
            if (m_fields.empty()) {
                return false;
            }
            found.role = m_fields.front().role;
            found.series = m_fields.front().series;
            found.value = kind == Kind::Flag ? m_fields.front().value : 0;
            m_fields = m_fields.subspan(1);
        }
        m_at += size;
        m_shape.m_slots.push_back(found);
        return m_shape.m_slots.size() <= maxSlots;
    }

    Shape &m_shape;
    std::string_view m_frame;
    std::span<const Field> m_fields; // not met yet
    std::size_t m_at = 0;
};

std::optional<Shape> Shape::learn(std::string_view frame, std::span<const Field> fields)
{
    if (frame.size() > maxBytes || fields.size() > maxSlots) {
        return {};
    }
    Shape shape;
    shape.m_frame = frame;
    if (!Finder(shape, fields).find()) {
        return {};
    }
    shape.plan();
    return shape;
}

void Shape::plan()
{
    m_steps.clear();
    std::size_t from = 0;
    for (const Slot &slot : m_slots) {
        if (slot.kind != Kind::Text) {
            m_steps.push_back({from, slot.from - from, slot});
            from = slot.from + slot.size;
        }
    }
}

std::string_view Shape::textOf(const Slot &slot) const
{
    return std::string_view(m_frame).substr(slot.from, slot.size);
}

std::string_view Shape::before(std::size_t slot) const
{
    const std::size_t from = slot == 0 ? 0 : m_slots[slot - 1].from + m_slots[slot - 1].size;
    return std::string_view(m_frame).substr(from, m_slots[slot].from - from);
}

bool Shape::widen(const Shape &other)
{
    if (m_slots.size() != other.m_slots.size()) {
        return false;
    }
    const auto kindOf = [](const Slot &slot) {
        return slot.kind == Kind::AnyText ? Kind::Text : slot.kind;
    };
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const Slot &mine = m_slots[i];
        const Slot &theirs = other.m_slots[i];
        if (kindOf(mine) != kindOf(theirs) || mine.role != theirs.role
            || mine.series != theirs.series || mine.value != theirs.value
            || before(i) != other.before(i)) {
            return false;
        }
    }
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        if (m_slots[i].kind == Kind::Text && textOf(m_slots[i]) != other.textOf(other.m_slots[i])) {
            m_slots[i].kind = Kind::AnyText;
        }
    }
    plan();
    return true;
}

bool Shape::read(std::string_view frame, std::int64_t nowUs, Samples &out,
                 std::uint64_t &looked) const
{
    const std::size_t whole = frame.size();
    const bool isOne = match(frame, nowUs, out);
    looked += whole - frame.size();
    return isOne;
}

// Leaves of the frame what does not match.
bool Shape::match(std::string_view &frame, std::int64_t nowUs, Samples &out) const
{
    out.times.assign(1, nowUs);
    out.series.clear();
    out.values.clear();
    for (const Step &step : m_steps) {
        if (frame.size() < step.size
            || std::memcmp(frame.data(), m_frame.data() + step.from, step.size) != 0) {
            return false;
        }
        frame.remove_prefix(step.size);
        double value = step.slot.value;
        switch (step.slot.kind) {
        case Kind::Number: {
            const std::size_t taken = readDecimal(frame, value);
            if (taken == 0) {
                return false;
            }
            frame.remove_prefix(taken);
            break;
        }
        case Kind::NumberText:
        case Kind::AnyText: {
            const auto text = plainText(frame);
            if (!text || readText(*text, value) != (step.slot.kind == Kind::NumberText)) {
                frame.remove_prefix(text ? text->size() : frame.size()); // that was looked at
                return false;
            }
            frame.remove_prefix(text->size());
            break;
        }
        default:
            break;
        }
        if (!take(step.slot, value, nowUs, out)) {
            return false;
        }
    }
    return frame.empty();
}

// False: it is now a time that was none, or the other way round.
bool Shape::take(const Slot &slot, double value, std::int64_t nowUs, Samples &out)
{
    if (slot.kind == Kind::AnyText || slot.kind == Kind::End) {
        return true;
    }
    if (slot.role != Role::Value) {
        const auto timeUs = timeNear(value, nowUs);
        if (timeUs.has_value() != (slot.role == Role::Time)) {
            return false;
        }
        if (timeUs) {
            out.times.front() = *timeUs;
            return true;
        }
    }
    out.series.push_back(slot.series);
    out.values.push_back(value);
    return true;
}

std::optional<std::int64_t> Shape::timeNear(double value, std::int64_t nowUs)
{
    for (const double toUs : {1e6, 1e3, 1.0, 1e-3}) {
        const double timeUs = value * toUs;
        if (std::abs(timeUs - double(nowUs)) < dayUs) {
            return std::int64_t(timeUs);
        }
    }
    return {};
}

} // namespace sightglass
