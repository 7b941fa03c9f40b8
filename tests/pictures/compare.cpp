#include "pictures/compare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace sightglass::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int block = 4;
constexpr int coarse = 16;             // pixels of a large block
constexpr int around = 16;             // blocks of a neighbourhood, each way
constexpr double blockMost = 36;       // of 255, in any channel: an edge may lie half a pixel aside
constexpr double coarseMost = 3;       // beside what the contrast within the block excuses
constexpr double contrastShare = 0.07; // text is bolder on one machine than on another
constexpr double worstMost = 0.04;
constexpr double overallMost = 0.01;

// Sums over rectangles in constant time, one table per channel.
class Sums
{
public:
    explicit Sums(const QImage &image)
        : m_width(image.width())
        , m_height(image.height())
    {
        for (auto &channel : m_tables) {
            channel.assign(std::size_t(m_width + 1) * std::size_t(m_height + 1), 0);
        }
        for (int y = 0; y < m_height; ++y) {
            const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
            std::array<qint64, 3> row{};
            for (int x = 0; x < m_width; ++x) {
                const std::array<int, 3> parts{qRed(line[x]), qGreen(line[x]), qBlue(line[x])};
                for (std::size_t c = 0; c < 3; ++c) {
                    row[c] += parts[c];
                    m_tables[c][at(x + 1, y + 1)] = m_tables[c][at(x + 1, y)] + row[c];
                }
            }
        }
    }

    std::array<double, 3> mean(int x, int y, int size) const
    {
        const int left = std::clamp(x, 0, m_width);
        const int top = std::clamp(y, 0, m_height);
        const int right = std::clamp(x + size, 0, m_width);
        const int bottom = std::clamp(y + size, 0, m_height);
        const double area = std::max(1, (right - left) * (bottom - top));
        std::array<double, 3> result{};
        for (std::size_t c = 0; c < 3; ++c) {
            const auto &table = m_tables[c];
            result[c] = double(table[at(right, bottom)] - table[at(left, bottom)]
                               - table[at(right, top)] + table[at(left, top)])
                        / area;
        }
        return result;
    }

private:
    std::size_t at(int x, int y) const
    {
        return std::size_t(y) * std::size_t(m_width + 1) + std::size_t(x);
    }

    int m_width;
    int m_height;
    std::array<std::vector<qint64>, 3> m_tables;
};

double distance(const std::array<double, 3> &a, const std::array<double, 3> &b)
{
    return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

// Of a block of `a` to the place in `b` that is most like it, within a pixel.
double nearest(const Sums &a, const Sums &b, int x, int y, int size)
{
    const auto wanted = a.mean(x, y, size);
    double best = std::numeric_limits<double>::infinity();
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            best = std::min(best, distance(wanted, b.mean(x + dx, y + dy, size)));
        }
    }
    return best;
}

// Of the brightest to the darkest, in any channel.
double contrast(const QImage &image, const QRect &part)
{
    std::array<int, 3> least{255, 255, 255};
    std::array<int, 3> most{};
    const QRect inside = part & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = inside.left(); x <= inside.right(); ++x) {
            const std::array<int, 3> parts{qRed(line[x]), qGreen(line[x]), qBlue(line[x])};
            for (std::size_t c = 0; c < 3; ++c) {
                least[c] = std::min(least[c], parts[c]);
                most[c] = std::max(most[c], parts[c]);
            }
        }
    }
    return std::max({most[0] - least[0], most[1] - least[1], most[2] - least[2], 0});
}

// Both ways: what is only in one of them has no like in the other.
double differs(const Sums &a, const Sums &b, int x, int y, int size)
{
    return std::max(nearest(a, b, x, y, size), nearest(b, a, x, y, size));
}

class Judge
{
public:
    Judge(const QImage &kept, const QImage &actual)
        : m_images{kept, actual}
        , m_kept(kept)
        , m_actual(actual)
        , m_columns((kept.width() + block - 1) / block)
        , m_rows((kept.height() + block - 1) / block)
        , m_bad(std::size_t(m_columns) * std::size_t(m_rows), false)
    {
        for (int row = 0; row < m_rows; ++row) {
            for (int column = 0; column < m_columns; ++column) {
                m_bad[at(column, row)] = differs(m_kept, m_actual, column * block, row * block,
                                                 block)
                                         > blockMost;
            }
        }
    }

    void judge(Comparison &result) const
    {
        for (int row = 0; row < m_rows; row += around / 2) {
            for (int column = 0; column < m_columns; column += around / 2) {
                const double share = badShare(column, row);
                if (share > result.worst) {
                    result.worst = share;
                    result.where = QRect(column, row, around, around);
                }
            }
        }
        result.where = QRect(result.where.topLeft() * block, result.where.size() * block);
        result.overall = double(std::count(m_bad.begin(), m_bad.end(), true))
                         / double(m_bad.size());
        const QRect faint = judgeFaint(result);
        const bool strong = result.worst > worstMost || result.overall > overallMost;
        result.same = !strong && result.faintest <= coarseMost;
        result.where = strong ? result.where : faint;
    }

    QImage picture(const QImage &actual) const
    {
        constexpr QRgb mark = 0xffff00ff;
        QImage picture = actual;
        for (int y = 0; y < picture.height(); ++y) {
            auto *line = reinterpret_cast<QRgb *>(picture.scanLine(y));
            for (int x = 0; x < picture.width(); ++x) {
                const int grey = qGray(line[x]) / 2;
                line[x] = m_bad[at(x / block, y / block)] ? mark : qRgb(grey, grey, grey);
            }
        }
        return picture;
    }

private:
    std::size_t at(int column, int row) const
    {
        return std::size_t(row) * std::size_t(m_columns) + std::size_t(column);
    }

    QRect judgeFaint(Comparison &result) const
    {
        QRect where;
        for (int y = 0; y < m_rows * block; y += coarse) {
            for (int x = 0; x < m_columns * block; x += coarse) {
                const QRect part(x, y, coarse, coarse);
                const double excused = contrastShare
                                       * std::max(contrast(m_images[0], part),
                                                  contrast(m_images[1], part));
                const double difference = differs(m_kept, m_actual, x, y, coarse) - excused;
                if (difference > result.faintest) {
                    result.faintest = difference;
                    where = part;
                }
            }
        }
        return where;
    }

    double badShare(int left, int top) const
    {
        int bad = 0;
        for (int row = top; row < std::min(top + around, m_rows); ++row) {
            for (int column = left; column < std::min(left + around, m_columns); ++column) {
                bad += m_bad[at(column, row)] ? 1 : 0;
            }
        }
        return double(bad) / (around * around);
    }

    std::array<QImage, 2> m_images;
    Sums m_kept;
    Sums m_actual;
    int m_columns;
    int m_rows;
    std::vector<bool> m_bad;
};

} // namespace

Comparison compare(const QImage &kept, const QImage &actual)
{
    Comparison result;
    if (kept.size() != actual.size() || kept.isNull()) {
        result.text = u"%1x%2 is kept, %3x%4 came"_s.arg(kept.width())
                          .arg(kept.height())
                          .arg(actual.width())
                          .arg(actual.height());
        result.difference = actual;
        return result;
    }
    const QImage shown = actual.convertToFormat(QImage::Format_RGB32);
    const Judge judge(kept.convertToFormat(QImage::Format_RGB32), shown);
    judge.judge(result);
    result.difference = judge.picture(shown);
    result.text = u"%1 %2 of the neighbourhood at %3,%4 differs (%5 agreed), %6 of the whole (%7), "
                  "faint areas by %8 (%9)"_s.arg(result.same ? u"same:"_s : u"not the same:"_s)
                      .arg(result.worst, 0, 'f', 3)
                      .arg(result.where.x())
                      .arg(result.where.y())
                      .arg(worstMost)
                      .arg(result.overall, 0, 'f', 4)
                      .arg(overallMost)
                      .arg(result.faintest, 0, 'f', 1)
                      .arg(coarseMost);
    return result;
}

} // namespace sightglass::test
