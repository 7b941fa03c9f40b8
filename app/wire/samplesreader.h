// The message “samples” in MessagePack, read head by head straight into its columns: no tree is
// made of it, and a steady stream takes no memory.
//
// A visitor for Looking. Fields come in any order and only the first of each name counts, so what
// is wrong is judged at the end, in the order of the protocol's page. What is stored meanwhile is
// no more than sixteen times the frame's bytes, half of it only while a column is read. Errors are
// for a person. Not thread-safe.
#pragma once

#include "wire/lasttext.h"
#include "wire/look.h"

namespace sightglass {

class SamplesReader final : public Look
{
public:
    explicit SamplesReader(const WireLimits &limits)
        : Look(Texts::Utf8)
        , m_limits(limits)
    {
    }
    // What the next frame is read into.
    void into(Samples &samples);
    // False: it is another message, and was not read to its end; or it ended before it said.
    bool isSamples() const { return m_found.isSamples; }
    // Of a whole frame of samples: what is wrong with it. `samples` is right if nothing is.
    QString finish();

    bool start_array(std::uint32_t size);
    bool end_array();
    bool start_map(std::uint32_t size);
    bool end_map();
    bool start_map_key();
    bool end_map_key();
    bool visit_nil() { return take({}); }
    bool visit_boolean(bool value) { return take(Node(value)); }
    bool visit_positive_integer(std::uint64_t value) { return take(Node(value)); }
    bool visit_negative_integer(std::int64_t value) { return take(Node(value)); }
    bool visit_float32(float value) { return take(Node(value)); }
    bool visit_float64(double value) { return take(Node(value)); }
    bool visit_str(const char *text, std::uint32_t size);
    bool visit_bin(const char *bytes, std::uint32_t size);
    bool visit_ext(const char *bytes, std::uint32_t size);

private:
    using Node =
        msgpack::object; // never with anything in it: of lists and maps, only that they are
    enum class Field : std::uint8_t { Type, Channel, Seq, T0, Dt, Series, Values, Other };
    static constexpr std::size_t none = std::size_t(-1);

    struct Found
    {
        bool isSamples = false;
        bool channel = false;
        bool seqIsWrong = false;
        bool t0 = false;
        bool dt = false;
        std::int64_t t0Us = 0;
        std::size_t ids = none; // as many as its head says; none: there is no list
        std::size_t columns = none;
        std::size_t rows = 0; // of the first column
        std::size_t columnsRead = 0;
        std::size_t columnFrom = 0;
        // The first of their kind.
        std::size_t badId = none;
        std::size_t badColumn = none;
        std::size_t oddColumn = none; // not as long as the first
        unsigned seen = 0;            // fields, one bit each
    };

    static Field fieldOf(std::string_view key);
    bool take(const Node &node);
    bool field(const Node &node);
    void item(const Node &node);
    void value(const Node &node);
    void columnRead();
    bool columnsEnded() const { return m_found.badColumn != none || m_found.oddColumn != none; }
    QString readIntegers(const Node &node, std::vector<std::int64_t> &out);
    QString readColumn(const Node &node);
    QString placeTimes();
    QString judgeColumns() const;

    WireLimits m_limits;
    LastText m_channel;
    Samples *m_samples = nullptr;
    Found m_found;
    QString m_dtError;
    QString m_columnError;             // of badColumn
    std::vector<std::int64_t> m_whole; // a column of whole numbers, on its way
    Field m_field = Field::Other;      // whose value is being read
    int m_level = 0;                   // of lists and maps inside each other
    bool m_isKey = false;              // of the outermost map
    bool m_inList = false;             // that is the value of a field
    bool m_inColumn = false;           // that is in that list, and a list itself
};

extern template class Looking<SamplesReader>;

} // namespace sightglass
