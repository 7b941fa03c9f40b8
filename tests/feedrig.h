// A Feed with its link thread and a store behind it: all that stands between a server and a chart.
#pragma once

#include "feed.h"
#include "store/store.h"

#include <QThread>
#include <QtTest>

namespace sightglass {

constexpr int limit = 20'000; // ms, for what takes milliseconds

class FeedRig : public QObject
{
public:
    explicit FeedRig(const QUrl &url, const QString &token = {})
        : FeedRig(sourceFor(url, token))
    {
    }
    explicit FeedRig(const Source &source)
    {
        thread.start();
        feed = std::make_unique<Feed>(source, &thread);
        store.addSource(QStringLiteral("test"));
        connect(feed.get(), &Feed::ready, this, &FeedRig::drain);
    }
    ~FeedRig() override
    {
        feed.reset();
        thread.quit();
        thread.wait();
    }

    static Source sourceFor(const QUrl &url, const QString &token = {})
    {
        Source source;
        source.address = url;
        source.token = token;
        return source;
    }

    void drain()
    {
        while (auto batch = holding ? nullptr : feed->take()) {
            for (const Batch::Note &note : batch->notes) {
                if (const auto *lost = std::get_if<LostTime>(&note.item)) {
                    lostTimes.push_back(*lost);
                } else if (const auto *told = std::get_if<LinkStory>(&note.item)) {
                    stories.push_back(*told);
                }
            }
            ++batches;
            store.apply(0, *batch, 1);
            feed->recycle(std::move(batch));
        }
    }

    // Drains first, so that counts and data are of one moment.
    const LinkStatus &status()
    {
        drain();
        return feed->status();
    }
    bool live() { return status().state == LinkState::Live; }

    const Column *column(const QString &name) const
    {
        const int key = store.find(0, name);
        return key == Store::noSeries ? nullptr : &store.column(key);
    }
    std::size_t size(const QString &name) const
    {
        const Column *found = column(name);
        return found ? found->size() : 0;
    }
    struct Points
    {
        std::vector<std::int64_t> times;
        std::vector<double> values;
    };
    Points points(int key) const
    {
        Points all;
        const Column &from = store.column(key);
        Column::Scratch scratch;
        for (std::size_t i = 0; i < from.chunkCount(); ++i) {
            const auto [times, values] = from.samples(i, scratch);
            all.times.insert(all.times.end(), times.begin(), times.end());
            all.values.insert(all.values.end(), values.begin(), values.end());
        }
        return all;
    }
    std::size_t told(LinkStory::Kind kind) const
    {
        return std::size_t(std::ranges::count(stories, kind, &LinkStory::kind));
    }

    QThread thread;
    Store store{256u << 20};
    std::unique_ptr<Feed> feed;
    bool holding = false; // takes nothing
    int batches = 0;
    std::vector<LostTime> lostTimes;
    std::vector<LinkStory> stories;
};

} // namespace sightglass
