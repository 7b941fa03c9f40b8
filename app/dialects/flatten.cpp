#include "dialects/flatten.h"

#include "wire/unpack.h"

#include <QCoreApplication>

#include <simdjson.h>

#include <string>

namespace sightglass {

namespace dom = simdjson::dom;

namespace {

constexpr std::size_t longestPath = 1024;

QString say(const char *text)
{
    return QCoreApplication::translate("dialects", text);
}

// The path of the field being looked at; a step is taken back when its scope ends.
class Path
{
public:
    class Step
    {
    public:
        Step(Path &path, std::string_view name)
            : m_path(path)
            , m_before(path.m_text.size())
        {
            if (m_before > 0) {
                path.m_text += '.';
            }
            path.m_text += name.substr(0, longestPath - std::min(longestPath, m_before));
        }
        ~Step() { m_path.m_text.resize(m_before); }
        Q_DISABLE_COPY_MOVE(Step)

    private:
        Path &m_path;
        std::size_t m_before;
    };

    std::string_view text() const { return m_text.empty() ? std::string_view("value") : m_text; }
    void reset() { m_text.clear(); }

private:
    std::string m_text;
};

void textField(std::string_view text, const Path &path, Flatten::Sink &sink)
{
    if (const auto value = Flatten::textNumber(text)) {
        sink.field(path.text(), *value);
    }
}

void walk(const dom::element &element, Path &path, Flatten::Sink &sink)
{
    switch (element.type()) {
    case dom::element_type::OBJECT:
        for (const auto field : dom::object(element)) {
            const Path::Step step(path, field.key);
            walk(field.value, path, sink);
        }
        break;
    case dom::element_type::ARRAY: {
        std::size_t at = 0;
        for (const dom::element item : dom::array(element)) {
            const Path::Step step(path, std::to_string(at++));
            walk(item, path, sink);
        }
        break;
    }
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE:
        sink.field(path.text(), element.get_double().value_unsafe());
        break;
    case dom::element_type::BOOL:
        sink.field(path.text(), bool(element) ? 1 : 0);
        break;
    case dom::element_type::STRING:
        textField(std::string_view(element), path, sink);
        break;
    case dom::element_type::NULL_VALUE:
        break;
    }
}

void walk(const msgpack::object &node, Path &path, Flatten::Sink &sink)
{
    using Kind = msgpack::type::object_type;
    switch (node.type) {
    case Kind::MAP:
        for (std::uint32_t i = 0; i < node.via.map.size; ++i) {
            const auto &pair = node.via.map.ptr[i];
            if (pair.key.type == Kind::STR) {
                const Path::Step step(path, {pair.key.via.str.ptr, pair.key.via.str.size});
                walk(pair.val, path, sink);
            }
        }
        break;
    case Kind::ARRAY:
        for (std::uint32_t i = 0; i < node.via.array.size; ++i) {
            const Path::Step step(path, std::to_string(i));
            walk(node.via.array.ptr[i], path, sink);
        }
        break;
    case Kind::POSITIVE_INTEGER:
        sink.field(path.text(), double(node.via.u64));
        break;
    case Kind::NEGATIVE_INTEGER:
        sink.field(path.text(), double(node.via.i64));
        break;
    case Kind::FLOAT32:
    case Kind::FLOAT64:
        sink.field(path.text(), node.via.f64);
        break;
    case Kind::BOOLEAN:
        sink.field(path.text(), node.via.boolean ? 1 : 0);
        break;
    case Kind::STR:
        textField({node.via.str.ptr, node.via.str.size}, path, sink);
        break;
    default:
        break;
    }
}

} // namespace

struct Flatten::Parser
{
    dom::parser dom;
    std::string padded;
    Path path;
};

Flatten::Flatten(const WireLimits &limits)
    : m_parser(std::make_unique<Parser>())
    , m_limits(limits)
{
}

Flatten::~Flatten() = default;

std::optional<double> Flatten::textNumber(std::string_view text)
{
    // Digits only: a text that reads "nan" is none, and "1e5" is more likely a name.
    if (text.empty() || text.size() > longestNumber
        || text.find_first_not_of("0123456789.-") != std::string_view::npos) {
        return {};
    }
    bool isNumber = false;
    const double value = QByteArrayView(text.data(), qsizetype(text.size())).toDouble(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

tl::expected<void, DecodeError> Flatten::json(std::string_view bytes, Sink &sink)
{
    std::string &padded = m_parser->padded;
    padded.reserve(bytes.size() + simdjson::SIMDJSON_PADDING);
    padded.assign(bytes);
    if (m_parser->dom.capacity() < bytes.size()
        && m_parser->dom.allocate(bytes.size(), std::size_t(m_limits.depth)) != simdjson::SUCCESS) {
        return tl::unexpected(
            DecodeError{say(QT_TRANSLATE_NOOP("dialects", "not enough memory for a frame"))});
    }
    dom::element root;
    if (const auto error = m_parser->dom.parse(padded.data(), bytes.size(), false).get(root)) {
        return tl::unexpected(
            DecodeError{say(QT_TRANSLATE_NOOP("dialects", "not JSON: %1"))
                            .arg(QString::fromUtf8(simdjson::error_message(error)))});
    }
    m_parser->path.reset();
    walk(root, m_parser->path, sink);
    return {};
}

tl::expected<void, DecodeError> Flatten::msgpack(std::string_view bytes, Sink &sink)
{
    // Texts are not looked at: some writers put bytes into them.
    const auto handle = unpackWhole(bytes, m_limits, Texts::Any);
    if (!handle) {
        return tl::unexpected(handle.error());
    }
    m_parser->path.reset();
    walk(handle->get(), m_parser->path, sink);
    return {};
}

} // namespace sightglass
