#include "holebands.h"

#include <algorithm>

namespace sightglass {

namespace {

// Whoever comes in the order of time is joined at once.
void addBands(const std::vector<Hole> &holes, const TimeWindow &window, std::vector<Hole> &bands)
{
    const auto keep = [&](const Hole &band) {
        if (band.toUs >= window.fromUs && band.fromUs <= window.toUs) {
            bands.push_back(band);
        }
    };
    Hole band = holes.front();
    for (auto next = holes.begin() + 1; next != holes.end(); ++next) {
        const bool ordered = !isEarlier(*next, band);
        if (ordered && timeBetween(band, *next) < std::uint64_t(window.stepUs)) {
            join(band, *next);
        } else {
            keep(band);
            band = *next;
        }
    }
    keep(band);
}

} // namespace

std::vector<const std::vector<Hole> *> holesOfChannels(const Store *store, const QList<int> &keys)
{
    std::vector<const std::vector<Hole> *> channels;
    for (const int key : keys) {
        if (store != nullptr && key >= 0 && key < store->count() && !store->holes(key).empty()) {
            channels.push_back(&store->holes(key));
        }
    }
    std::sort(channels.begin(), channels.end(), std::less<>());
    channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
    return channels;
}

std::vector<Hole> holeBands(const Store *store, const QList<int> &keys, const TimeWindow &window)
{
    std::vector<Hole> bands;
    for (const std::vector<Hole> *holes : holesOfChannels(store, keys)) {
        addBands(*holes, window, bands);
    }
    if (!bands.empty()) {
        std::stable_sort(bands.begin(), bands.end(), isEarlier);
        std::vector<Hole> all;
        all.swap(bands);
        addBands(all, window, bands);
        std::reverse(bands.begin(), bands.end());
    }
    return bands;
}

const Hole *holeAt(const std::vector<Hole> &bands, double us, double leastUs)
{
    const auto found = std::find_if(bands.begin(), bands.end(), [&](const Hole &band) {
        const auto fromUs = double(band.fromUs);
        return us >= fromUs && us <= std::max(double(band.toUs), fromUs + leastUs);
    });
    return found == bands.end() ? nullptr : &*found;
}

} // namespace sightglass
