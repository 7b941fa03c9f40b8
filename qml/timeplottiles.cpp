#include "timeplottiles.h"

#include "store/decimate.h"

#include <algorithm>

namespace sightglass {

void PlotTiles::moveTo(std::int64_t from, int columns, int height)
{
    if (height != m_height) {
        m_tiles.clear();
    }
    const bool any = !m_tiles.empty();
    const std::int64_t keptFrom = any ? std::max(from, m_from) : from;
    const std::int64_t keptTo = any ? std::max(std::min(from + columns, to()), keptFrom) : from;
    m_from = from;
    m_height = height;
    m_touched.assign(std::size_t(columns), 0);
    touch(from, keptFrom);
    touch(keptTo, to());
    std::erase_if(m_tiles, [this](const auto &tile) {
        return tile.first + tileColumns <= m_from || tile.first >= to();
    });
    const std::int64_t first = stepOf(from, tileColumns) * tileColumns;
    for (std::int64_t number = first; number < to(); number += tileColumns) {
        const auto [tile, isNew] = m_tiles.try_emplace(number);
        if (isNew) {
            tile->second.image = QImage(tileColumns, height, QImage::Format_ARGB32_Premultiplied);
            tile->second.image.fill(Qt::transparent);
        }
    }
}

void PlotTiles::touch(std::int64_t from, std::int64_t to)
{
    const std::int64_t first = std::clamp(from, m_from, this->to());
    const std::int64_t last = std::clamp(to, first, this->to());
    std::fill(m_touched.begin() + (first - m_from), m_touched.begin() + (last - m_from), 1);
}

int PlotTiles::paint(const std::function<void(const PlotPart &)> &painter)
{
    int written = 0;
    for (auto &[number, tile] : m_tiles) {
        const auto shown = m_touched.begin();
        const auto end = shown + (std::min(number + tileColumns, to()) - m_from);
        auto at = std::find(shown + (std::max(number, m_from) - m_from), end, 1);
        if (at == end || tile.image.isNull()) {
            continue;
        }
        tile.revision = ++m_revision;
        auto *pixels = reinterpret_cast<QRgb *>(tile.image.bits()); // its own from now on
        while (at != end) {
            const auto last = std::find(at, end, 0);
            PlotPart part{m_from + (at - shown), m_from + (last - shown), m_height, pixels,
                          tile.image.bytesPerLine() / std::ptrdiff_t(sizeof(QRgb))};
            part.pixels += part.from - number;
            for (int y = 0; y < m_height; ++y) {
                std::fill_n(part.line(y), part.to - part.from, 0);
            }
            painter(part);
            written += int(part.to - part.from);
            at = std::find(last, end, 1);
        }
    }
    std::fill(m_touched.begin(), m_touched.end(), 0);
    return written;
}

QImage PlotTiles::picture() const
{
    QImage whole(columns(), m_height, QImage::Format_ARGB32_Premultiplied);
    for (const auto &[number, tile] : m_tiles) {
        const int first = int(std::max(m_from - number, std::int64_t(0)));
        const int count = int(std::min(to() - number, std::int64_t(tileColumns))) - first;
        for (int y = 0; y < m_height; ++y) {
            const auto *line = reinterpret_cast<const QRgb *>(tile.image.constScanLine(y)) + first;
            auto *target = reinterpret_cast<QRgb *>(whole.scanLine(y));
            std::copy_n(line, count, target + (number + first - m_from));
        }
    }
    return whole;
}

} // namespace sightglass
