// What every MessagePack frame is held to while it is read with a visitor of msgpack-cxx.
//
// A list may claim any length in its head: the claims are added up, and all of them together may be
// no more than the bytes there are. The depth is that of WireLimits, and texts are UTF-8 if they
// must be. A visitor derives from Look and calls it first; false ends the reading. Errors are
// texts for a person. Not thread-safe.
#pragma once

#include "wire/codec.h"

#include <msgpack.hpp>

namespace sightglass {

enum class Texts { Any, Utf8 };

class Look : public msgpack::null_visitor
{
public:
    explicit Look(Texts texts)
        : m_texts(texts)
    {
    }
    void start(std::size_t bytes, int depth);

    void init() {}
    bool start_array(std::uint32_t size) { return enter(size); }
    bool end_array() { return leave(); }
    bool start_map(std::uint32_t size) { return enter(2 * std::size_t(size)); }
    bool end_map() { return leave(); }
    bool visit_str(const char *text, std::uint32_t size);

    // Why it ended before the frame did; that may also have been for want of bytes.
    const QString &error() const { return m_error; }

private:
    bool enter(std::size_t elements)
    {
        if (--m_depth < 0 || elements > m_left) {
            return refuse();
        }
        m_left -= elements;
        return true;
    }
    bool leave()
    {
        ++m_depth;
        return true;
    }
    bool refuse();

    QString m_error;
    std::size_t m_left = 0; // bytes that no element has claimed yet: each takes one at least
    int m_depth = 0;
    Texts m_texts;
};

QString endOfLook(bool whole, std::size_t bytesAfter, const QString &error);

// One visitor for frame after frame. msgpack::parse() would make room for its stack each time.
template<typename Visitor>
class Looking : private msgpack::detail::context<Looking<Visitor>>
{
public:
    explicit Looking(Visitor visitor)
        : m_visitor(std::move(visitor))
    {
    }
    // An error, or empty: all of the frame is one value.
    QString read(std::string_view bytes, int depth)
    {
        m_visitor.start(bytes.size(), depth);
        this->init();
        std::size_t used = 0;
        const auto result = this->execute(bytes.data(), bytes.size(), used);
        return endOfLook(result == msgpack::PARSE_SUCCESS, bytes.size() - used, m_visitor.error());
    }
    Visitor &visitor() { return m_visitor; }

private:
    friend msgpack::detail::context<Looking<Visitor>>;

    Visitor m_visitor;
};

} // namespace sightglass
