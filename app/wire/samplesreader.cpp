#include "wire/samplesreader.h"

#include "wire/columns.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace sightglass {

using Node = msgpack::object;
using Kind = msgpack::type::object_type;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr int inFields = 1; // levels
constexpr int inLists = 2;
constexpr int inColumns = 3;

QString say(const char *text)
{
    return QCoreApplication::translate("wire", text);
}

std::string_view textIn(const Node &node)
{
    return {node.via.str.ptr, node.via.str.size};
}

bool wholeNumber(const Node &node, std::int64_t &out)
{
    const bool isFloat = node.type == Kind::FLOAT32 || node.type == Kind::FLOAT64;
    if (node.type == Kind::NEGATIVE_INTEGER) {
        out = node.via.i64;
    } else if (node.type == Kind::POSITIVE_INTEGER
               && node.via.u64 <= std::uint64_t(columns::timeBound)) {
        out = std::int64_t(node.via.u64);
    } else if (isFloat && std::abs(node.via.f64) <= double(columns::timeBound)
               && std::floor(node.via.f64) == node.via.f64) {
        out = std::int64_t(node.via.f64);
    } else {
        return false;
    }
    return true;
}

// A value of a column; false: it is none.
bool number(const Node &node, double &out)
{
    switch (node.type) {
    case Kind::POSITIVE_INTEGER:
        out = double(node.via.u64);
        return true;
    case Kind::NEGATIVE_INTEGER:
        out = double(node.via.i64);
        return true;
    case Kind::FLOAT32:
    case Kind::FLOAT64:
        out = node.via.f64;
        return true;
    case Kind::BOOLEAN:
        out = node.via.boolean ? 1 : 0;
        return true;
    case Kind::NIL:
        out = notANumber;
        return true;
    default:
        return false;
    }
}

} // namespace

template class Looking<SamplesReader>; // here, where all it calls can be inlined

void SamplesReader::into(Samples &samples)
{
    m_samples = &samples;
    samples.clear();
    m_found = {};
    m_dtError.clear();
    m_columnError.clear();
    m_field = Field::Other;
    m_level = 0;
    m_isKey = false;
    m_inList = false;
    m_inColumn = false;
}

bool SamplesReader::start_array(std::uint32_t size)
{
    Node list;
    list.type = Kind::ARRAY;
    list.via.array.size = size;
    const bool goOn = Look::start_array(size) && take(list);
    ++m_level;
    return goOn;
}

bool SamplesReader::end_array()
{
    --m_level;
    if (m_level == inLists && m_inColumn) {
        m_inColumn = false;
        columnRead();
    } else if (m_level == inFields) {
        m_inList = false;
    }
    return Look::end_array();
}

bool SamplesReader::start_map(std::uint32_t size)
{
    Node map;
    map.type = Kind::MAP;
    const bool goOn = Look::start_map(size) && take(map);
    ++m_level;
    return goOn;
}

bool SamplesReader::end_map()
{
    --m_level;
    return Look::end_map();
}

bool SamplesReader::start_map_key()
{
    if (m_level == inFields) {
        m_isKey = true;
        m_field = Field::Other;
    }
    return true;
}

bool SamplesReader::end_map_key()
{
    m_isKey = false;
    return true;
}

bool SamplesReader::visit_str(const char *text, std::uint32_t size)
{
    if (m_level == inFields && m_isKey) {
        const Field field = fieldOf({text, size});
        const unsigned bit = 1U << unsigned(field);
        m_field = m_found.seen & bit ? Field::Other : field;
        m_found.seen |= bit;
        return field != Field::Other || Look::visit_str(text, size); // names we know are UTF-8
    }
    if (!Look::visit_str(text, size)) {
        return false;
    }
    Node node;
    node.type = Kind::STR;
    node.via.str = {size, text};
    return take(node);
}

bool SamplesReader::visit_bin(const char *bytes, std::uint32_t size)
{
    Node node;
    node.type = Kind::BIN;
    node.via.bin = {size, bytes};
    return take(node);
}

bool SamplesReader::visit_ext(const char *bytes, std::uint32_t size)
{
    Node node;
    node.type = Kind::EXT;
    node.via.ext.ptr = bytes;
    node.via.ext.size = size - 1; // the first of them is its type
    return take(node);
}

SamplesReader::Field SamplesReader::fieldOf(std::string_view key)
{
    static constexpr std::array<std::string_view, 7> names{"type", "channel", "seq",   "t0",
                                                           "dt",   "series",  "values"};
    return Field(std::find(names.begin(), names.end(), key) - names.begin());
}

bool SamplesReader::take(const Node &node)
{
    if (m_level == inColumns && m_inColumn) {
        value(node);
    } else if (m_level == inLists && m_inList) {
        item(node);
    } else if (m_level == inFields && !m_isKey) {
        return field(node);
    }
    return true;
}

bool SamplesReader::field(const Node &node)
{
    const bool isList = node.type == Kind::ARRAY;
    std::int64_t seq = 0;
    switch (m_field) {
    case Field::Type:
        m_found.isSamples = node.type == Kind::STR && textIn(node) == "samples";
        return m_found.isSamples;
    case Field::Channel:
        m_found.channel = node.type == Kind::STR;
        m_samples->channel = m_found.channel ? m_channel.of(textIn(node)) : QString();
        break;
    case Field::Seq:
        m_found.seqIsWrong = !wholeNumber(node, seq) || seq < 0;
        m_samples->seq = std::uint64_t(seq);
        break;
    case Field::T0:
        m_found.t0 = wholeNumber(node, m_found.t0Us);
        break;
    case Field::Dt:
        m_found.dt = true;
        m_inList = isList;
        m_dtError = isList ? QString() : readIntegers(node, m_samples->times);
        break;
    case Field::Series:
        m_inList = isList;
        m_found.ids = isList ? node.via.array.size : none;
        break;
    case Field::Values:
        m_inList = isList;
        m_found.columns = isList ? node.via.array.size : none;
        break;
    case Field::Other:
        break;
    }
    return true;
}

void SamplesReader::item(const Node &node)
{
    std::int64_t whole = -1;
    if (m_field == Field::Values) {
        m_found.columnFrom = m_samples->values.size();
        m_inColumn = node.type == Kind::ARRAY;
        if (!m_inColumn && !columnsEnded()) {
            m_columnError = readColumn(node);
            columnRead();
        }
    } else if (m_field == Field::Series && m_found.badId == none) {
        if (wholeNumber(node, whole) && whole >= 0
            && whole <= std::numeric_limits<std::uint32_t>::max()) {
            m_samples->series.push_back(std::uint32_t(whole));
        } else {
            m_found.badId = m_samples->series.size();
        }
    } else if (m_field == Field::Dt && m_dtError.isEmpty()) {
        if (wholeNumber(node, whole)) {
            m_samples->times.push_back(whole);
        } else {
            m_dtError = say(
                QT_TRANSLATE_NOOP("wire", "in “samples”: an offset is not a whole number"));
        }
    }
}

void SamplesReader::value(const Node &node)
{
    double read = notANumber;
    if (columnsEnded() || !m_columnError.isEmpty()) {
        return;
    }
    if (number(node, read)) {
        m_samples->values.push_back(read);
    } else {
        m_columnError = say(QT_TRANSLATE_NOOP("wire", "in “samples”: a value is not a number"));
    }
}

void SamplesReader::columnRead()
{
    if (columnsEnded()) {
        return;
    }
    const std::size_t rows = m_samples->values.size() - m_found.columnFrom;
    if (!m_columnError.isEmpty()) {
        m_found.badColumn = m_found.columnsRead;
    } else if (m_found.columnsRead == 0) {
        m_found.rows = rows;
    } else if (rows != m_found.rows) {
        m_found.oddColumn = m_found.columnsRead;
    }
    ++m_found.columnsRead;
}

// A column of whole numbers as bytes, in any of its forms.
QString SamplesReader::readIntegers(const Node &node, std::vector<std::int64_t> &out)
{
    if (node.type == Kind::BIN) {
        return columns::readInt64({node.via.bin.ptr, node.via.bin.size}, out);
    }
    if (node.type == Kind::EXT) {
        const std::string_view bytes(node.via.ext.data(), node.via.ext.size);
        if (node.via.ext.type() == columns::extInt64) {
            return columns::readInt64(bytes, out);
        }
        if (node.via.ext.type() == columns::extDelta) {
            return columns::readDelta(bytes, out);
        }
    }
    return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a column is neither list nor bytes"));
}

QString SamplesReader::readColumn(const Node &node)
{
    std::vector<double> &out = m_samples->values;
    if (node.type == Kind::BIN) {
        return columns::readFloat64({node.via.bin.ptr, node.via.bin.size}, out);
    }
    m_whole.clear();
    const QString error = readIntegers(node, m_whole);
    out.insert(out.end(), m_whole.begin(), m_whole.end());
    if (m_whole.capacity() > m_limits.samplesPerMessage) {
        m_whole = {}; // no message may have as many
    }
    return error;
}

QString SamplesReader::finish()
{
    if (!m_found.channel) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: channel is not a text"));
    }
    if (m_found.seqIsWrong) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: seq is not a sequence number"));
    }
    const QString error = placeTimes();
    return error.isEmpty() ? judgeColumns() : error;
}

QString SamplesReader::placeTimes()
{
    std::vector<std::int64_t> &times = m_samples->times;
    if (!m_found.t0) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: t0 is not a whole number"));
    }
    if (!m_dtError.isEmpty()) {
        return m_dtError;
    }
    if (!m_found.dt) {
        times.push_back(0);
    }
    if (times.size() > m_limits.samplesPerMessage) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: more than %1 samples"))
            .arg(m_limits.samplesPerMessage);
    }
    return columns::placeTimes(m_found.t0Us, times, 0);
}

QString SamplesReader::judgeColumns() const
{
    if (m_found.ids == none || m_found.columns == none) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: series and values are not both lists"));
    }
    if (m_found.ids > m_limits.seriesPerMessage || m_found.ids != m_found.columns) {
        return say(QT_TRANSLATE_NOOP("wire",
                                     "in “samples”: not one column for each series, or more "
                                     "than %1"))
            .arg(m_limits.seriesPerMessage);
    }
    // What stands first is said first: of a series its id, then its values, then how many they are.
    const bool firstIsOdd = m_found.columns > 0 && m_found.rows != m_samples->times.size();
    const std::size_t odd = firstIsOdd ? 0 : m_found.oddColumn;
    if (m_found.badId != none && m_found.badId <= std::min(m_found.badColumn, odd)) {
        return say(QT_TRANSLATE_NOOP("wire", "in “samples”: a series id is not an unsigned "
                                             "32-bit number"));
    }
    if (m_found.badColumn != none && m_found.badColumn <= odd) {
        return m_columnError;
    }
    return odd == none
               ? QString()
               : say(QT_TRANSLATE_NOOP("wire", "in “samples”: a column is not as long as dt"));
}

} // namespace sightglass
