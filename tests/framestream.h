// Streams of JSON frames as servers send them, and a little worse: a few outlines in turn whose
// values change, and now and then a byte that should not be there. The same seed, the same stream.
#pragma once

#include <QByteArray>
#include <QList>

#include <random>

namespace sightglass {

class FrameStream
{
public:
    explicit FrameStream(unsigned seed);

    QByteArray next();

private:
    int one(int of) { return int(m_random() % unsigned(of)); }
    QByteArray value(int depth); // an outline: '#' is a number in it, '$' a text
    QByteArray key();
    QByteArray number();
    QByteArray text();
    QByteArray damaged(QByteArray frame);

    std::mt19937 m_random;
    QList<QByteArray> m_outlines;
};

} // namespace sightglass
