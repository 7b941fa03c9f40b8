// From a message sent to the frame that shows it: 10,000 one-sample JSON messages a second into the
// window with twelve charts, every one of them timed.
//
// Shown is a message when a frame was swapped whose charts were computed after the samples were in
// the store, and its time is not behind the pixel at their right edge. Prints one JSON object per
// line. Run it under an X server.
#include "floodserver.h"
#include "hand.h"
#include "livewindow.h"
#include "row.h"
#include "steadyserver.h"

#include <QGuiApplication>

using namespace sightglass;
using namespace sightglass::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int perSecond = 10'000;
constexpr int lines = boardCharts * boardLines;
constexpr int settleMs = 8'000;
constexpr int measureMs = 15'000;
constexpr double spanUs = 5e6; // a pixel is less than a frame
constexpr double must = 33;

SteadyServer::Script script()
{
    SteadyServer::Script script;
    script.perSecond = perSecond;
    script.remembered = qint64(perSecond) * 120;
    script.frames = [](qint64 number) {
        const auto line = int(number % lines);
        return FloodServer::frame(QByteArray("{\"chart") + QByteArray::number(line / boardLines)
                                      + ".line" + QByteArray::number(line % boardLines)
                                      + "\":" + QByteArray::number(number) + '}',
                                  false);
    };
    return script;
}

// What each line showed last, and how long the way of all before it was.
class Watch
{
public:
    Watch(LiveWindow &live, const SteadyServer &server)
        : m_live(live)
        , m_server(server)
        , m_drawn(lines, -1)
        , m_swapped(lines, -1)
    {
        for (int line = 0; line < lines; ++line) {
            m_keys.push_back(live.store().find(
                live.desk().source(),
                u"chart%1.line%2"_s.arg(line / boardLines).arg(line % boardLines)));
        }
        QObject::connect(&live.window(), &QQuickWindow::afterAnimating, &m_scope,
                         [this] { compute(); });
        QObject::connect(&live.window(), &QQuickWindow::frameSwapped, &m_scope, [this] { swap(); });
    }

    const std::vector<double> &ms() const { return m_ms; }
    int frames() const { return m_frames; }
    bool whole() const
    {
        return std::none_of(m_keys.begin(), m_keys.end(),
                            [](int key) { return key == Store::noSeries; });
    }

private:
    void compute()
    {
        const TimeView &view = *m_live.desk().view();
        const auto edge = std::int64_t(view.toUs() + view.stepUs());
        for (std::size_t line = 0; line < m_keys.size(); ++line) {
            const double number = m_live.store().column(m_keys[line]).valueAt(edge);
            m_drawn[line] = std::isnan(number) ? -1 : qint64(number);
        }
    }
    void swap()
    {
        const qint64 now = steadyNowNs();
        ++m_frames;
        for (std::size_t line = 0; line < m_keys.size(); ++line) {
            const qint64 first = m_swapped[line] < 0 ? m_drawn[line] : m_swapped[line] + lines;
            for (qint64 number = first; number >= 0 && number <= m_drawn[line]; number += lines) {
                if (const qint64 sent = m_server.sentNs(number); sent > 0) {
                    m_ms.push_back(double(now - sent) / 1e6);
                }
            }
            m_swapped[line] = std::max(m_swapped[line], m_drawn[line]);
        }
    }

    LiveWindow &m_live;
    const SteadyServer &m_server;
    QObject m_scope;
    std::vector<int> m_keys;
    std::vector<qint64> m_drawn; // the newest message of each line
    std::vector<qint64> m_swapped;
    std::vector<double> m_ms;
    int m_frames = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication app(argc, argv);
    Window::prepare({});
    const SteadyServer server(script());
    LiveWindow live(server.port(), {1920, 1080});
    live.desk().showBoard(*readBoard(chartBoard()));
    if (!live.show()) {
        std::fprintf(stderr, "bench_latency: nothing came\n");
        return EXIT_FAILURE;
    }
    live.desk().view()->setSpan(spanUs);
    wait(settleMs);
    const qint64 before = server.sent();
    Watch watch(live, server);
    wait(measureMs);
    const double rate = double(server.sent() - before) / (measureMs / 1000.0);
    const FrameParts::Row frame = live.desk().frames()->parts().whole();
    const QString note = u"%1 messages/s, %2 frames/s of %6 ms, charts with one of %3; p50 %4, "
                         "worst %5"_s.arg(rate, 0, 'f', 0)
                             .arg(watch.frames() / (measureMs / 1000.0), 0, 'f', 1)
                             .arg(live.desk().frames()->every())
                             .arg(quantile(watch.ms(), 0.5), 0, 'f', 1)
                             .arg(quantile(watch.ms(), 1), 0, 'f', 1)
                             .arg(frame.meanMs, 0, 'f', 1);
    const bool ok = report({u"latency"_s,
                            u"message sent to frame swapped, 12 charts, p99"_s,
                            quantile(watch.ms(), 0.99),
                            u"ms"_s,
                            {},
                            0,
                            must,
                            false,
                            note});
    return ok && watch.whole() && !watch.ms().empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}
