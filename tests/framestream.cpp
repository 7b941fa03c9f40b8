#include "framestream.h"

#include <cmath>

namespace sightglass {

namespace {

QByteArray oneOf(std::mt19937 &random, const QList<QByteArray> &all)
{
    return all.at(qsizetype(random() % unsigned(all.size())));
}

} // namespace

FrameStream::FrameStream(unsigned seed)
    : m_random(seed)
{
    for (int i = one(3); i >= 0; --i) {
        m_outlines.append(value(0));
    }
}

QByteArray FrameStream::next()
{
    QByteArray frame;
    for (const char c : m_outlines.at(one(int(m_outlines.size())))) {
        frame += c == '#' ? number() : c == '$' ? text() : QByteArray(1, c);
    }
    return one(20) == 0 ? damaged(frame) : frame;
}

QByteArray FrameStream::value(int depth)
{
    const int kind = one(depth > 2 ? 6 : 9);
    if (kind < 3) {
        return "#";
    }
    if (kind < 5) {
        return "\"$\"";
    }
    if (kind == 5) {
        return oneOf(m_random, {"true", "false", "null", "\"kPa\"", "{}", "[]"});
    }
    const bool map = kind > 6;
    QByteArray out(1, map ? '{' : '[');
    for (int i = one(5); i >= 0; --i) {
        out += map ? '"' + key() + oneOf(m_random, {"\":", "\" : ", "\":\n"}) : QByteArray();
        out += value(depth + 1) + (i > 0 ? "," : "");
    }
    return out + (map ? '}' : ']');
}

QByteArray FrameStream::key()
{
    return oneOf(m_random, {"a", "b", "pressure", "ts", "time", "x\\\"y", "\xc3\xa9", "", "0"});
}

QByteArray FrameStream::number()
{
    const QList<QByteArray> odd{"0",
                                "-0",
                                "-0.0",
                                "1e5",
                                "1E-7",
                                "5e-324",
                                "1e308",
                                "1e309",
                                "1.0e0",
                                "-1.5e3",
                                "1e-400",
                                "01",
                                "1.",
                                ".5",
                                "-",
                                "+1",
                                "1e",
                                "0x1",
                                "1 ",
                                "nan",
                                "1,2",
                                "2.50",
                                "true",
                                "null",
                                "\"7\"",
                                "1_0",
                                "0.1e+2",
                                "-01",
                                "4.9e-324",
                                "9007199254740993",
                                "18446744073709551615",
                                "18446744073709551616",
                                "-9223372036854775808",
                                "999999999999999999",
                                "1000000000000000000",
                                "0.1000000000000000055511151231257827",
                                "9007199254740993.5",
                                "1700000000",
                                "1700000000.25",
                                "1700000000250",
                                "1699800000"};
    switch (one(8)) {
    case 0:
        return oneOf(m_random, odd);
    case 1:
        return QByteArray::number(std::ldexp(double(m_random()), one(120) - 60), 'g', 17);
    case 2:
        return QByteArray::number(qint64(m_random()) * qint64(m_random()) >> one(60));
    default:
        return QByteArray::number(double(one(2'000'000) - 1'000'000) / 1e3, 'f', one(6));
    }
}

QByteArray FrameStream::text()
{
    if (one(3) > 0) {
        return QByteArray::number(double(one(100'000) - 50'000) / 100, 'f', 2);
    }
    return oneOf(m_random, {"line-7",
                            "yes",
                            "",
                            "2026-01-01",
                            "2026-01-01T00:00:00Z",
                            "\\u0031",
                            "a\\\"b",
                            "\xc3\xa9",
                            "\xff",
                            "007",
                            ".5",
                            "5.",
                            "-.5",
                            "1e5",
                            "-",
                            "-0",
                            "0",
                            "-0.0",
                            "12 V",
                            "1.2.3",
                            "nan",
                            "a\tb",
                            "1\n",
                            "123456789012345678901234",
                            "1234567890123456789012345"});
}

QByteArray FrameStream::damaged(QByteArray frame)
{
    const qsizetype at = one(int(frame.size()) + 1);
    switch (one(5)) {
    case 0:
        return frame.left(at);
    case 1:
        return frame.insert(at, char(m_random()));
    case 2:
        return frame.remove(at, 1 + one(3));
    case 3:
        return frame + oneOf(m_random, {" ", "\n", "}", "0", ",", QByteArray(1, '\0')});
    default:
        return frame.isEmpty() ? frame : frame.replace(at % frame.size(), 1, "7");
    }
}

} // namespace sightglass
