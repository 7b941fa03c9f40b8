#include "metricstext.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLabel = 200;
constexpr double exactWhole = 9'007'199'254'740'992; // 2^53
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

QByteArray labelValue(const QString &text)
{
    QString clean = text.left(longestLabel);
    for (QChar &c : clean) {
        if (c.category() == QChar::Other_Control && c != u'\n') {
            c = QChar::ReplacementCharacter;
        }
    }
    QByteArray out;
    for (const char c : clean.toUtf8()) {
        switch (c) {
        case '\\':
            out += "\\\\";
            break;
        case '"':
            out += "\\\"";
            break;
        case '\n':
            out += "\\n";
            break;
        default:
            out += c;
        }
    }
    return out;
}

QByteArray numberText(double value)
{
    if (std::isnan(value)) {
        return "NaN";
    }
    const bool whole = std::abs(value) <= exactWhole && value == std::floor(value);
    return whole ? QByteArray::number(qint64(value)) : QByteArray::number(value, 'g', 12);
}

using Labels = QList<std::pair<QByteArray, QString>>;

class Page
{
public:
    explicit Page(const QString &source)
        : m_source(source)
    {
    }

    void family(const QByteArray &name, const char *type, const char *help)
    {
        m_name = "sightglass_" + name;
        m_text += "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + type + '\n';
    }
    void sample(double value, const Labels &labels = {}, const char *suffix = "")
    {
        m_text += m_name + suffix + "{source=\"" + labelValue(m_source) + '"';
        for (const auto &[label, text] : labels) {
            m_text += ',' + label + "=\"" + labelValue(text) + '"';
        }
        m_text += "} " + numberText(value) + '\n';
    }
    void counter(const QByteArray &name, const char *help, double value)
    {
        family(name + "_total", "counter", help);
        sample(value);
    }
    void gauge(const QByteArray &name, const char *help, double value)
    {
        family(name, "gauge", help);
        sample(value);
    }
    // `unit` is the spread's own in seconds.
    void summary(const QByteArray &name, const char *help, const Spread &spread, double unit)
    {
        family(name + "_seconds", "summary", help);
        const std::pair<QString, double> parts[] = {
            {u"0.5"_s, spread.p50}, {u"0.95"_s, spread.p95}, {u"0.99"_s, spread.p99}};
        for (const auto &[quantile, value] : parts) {
            sample(spread.count > 0 ? value * unit : unknown, {{"quantile", quantile}});
        }
        sample(spread.sum * unit, {}, "_sum");
        sample(double(spread.count), {}, "_count");
    }
    QByteArray text() const { return m_text; }

private:
    QString m_source;
    QByteArray m_name;
    QByteArray m_text;
};

void addLink(Page &page, const LinkStatus &s)
{
    page.family("link_info", "gauge", "What the link is to; always 1.");
    page.sample(1, {{"server", s.server},
                    {"subprotocol", s.subprotocol},
                    {"tls", s.tls},
                    {"version", QCoreApplication::applicationVersion()}});
    page.family("link_state", "gauge", "1 for the state the link is in, 0 for the others.");
    for (int i = 0; i <= int(LinkState::Waiting); ++i) {
        page.sample(i == int(s.state) ? 1 : 0, {{"state", stateWord(LinkState(i))}});
    }
    page.gauge("link_refused", "1 while the link has ended for good and asks for help.",
               s.final ? 1 : 0);
    page.counter("reconnects", "Connections that were live and ended.", double(s.reconnects));
    page.family("connection_ends_total", "counter",
                "Connections and attempts that ended, by reason.");
    for (std::size_t i = 0; i < endReasons; ++i) {
        page.sample(double(s.ends[i]), {{"reason", endReasonWord(EndReason(i))}});
    }
    page.summary("round_trip", "Time from a heartbeat to its answer.", s.roundTrip, 1e-3);
    page.summary("delay", "Age of the newest sample when it was handed on.", s.delay, 1e-3);
    page.summary("decode", "Time to read one frame, of one in 64.", s.decode, 1e-6);
    page.gauge("clock_offset_seconds", "The server's clock minus ours.",
               double(s.clockOffsetUs) / 1e6);
}

void addReceived(Page &page, const LinkStatus &s)
{
    page.counter("frames", "Frames received.", double(s.frames));
    page.counter("received_bytes", "Bytes of the frames received.", double(s.bytes));
    page.counter("messages", "Messages on channels applied.", double(s.messages));
    page.counter("samples", "Samples received.", double(s.samples));
    page.counter("replayed", "Messages that came late because the link was down.",
                 double(s.replayed));
    page.counter("duplicates", "Messages that came twice and were left out.", double(s.duplicates));
    page.counter("missed", "Messages known to be lost for good.", double(s.missed));
    page.counter("gaps", "Stretches of time that are lost, on all channels.", double(s.gaps));
    page.counter("holes_of_unknown_size", "Gaps nobody can count the messages of.",
                 double(s.lostStretches));
    page.counter("bad_frames", "Frames that could not be read.", double(s.badFrames));
    page.counter("unknown_messages", "Messages of types this version does not know.",
                 double(s.unknownTypes));
    page.gauge("received_ratio", "Share of the numbered messages that were received.",
               s.receivedShare());
    page.counter("reading_pauses", "How often reading was paused because the reader was behind.",
                 double(s.pauses));
    page.counter("reading_paused_seconds", "For how long reading was paused.",
                 double(s.pausedMs) / 1e3);
    page.gauge("commands_waiting", "Acknowledgements without an answer.",
               double(s.commandsWaiting));
    page.counter("commands_expired", "Acknowledgements that were given up.",
                 double(s.commandsExpired));
}

} // namespace

QByteArray metricsText(const MetricsInput &input)
{
    Page page(input.source);
    addLink(page, input.status);
    addReceived(page, input.status);
    page.gauge("queue_batches", "Batches that wait for the reader.", double(input.queueBatches));
    page.gauge("queue_capacity_batches", "Batches that may wait.", double(input.queueCapacity));
    page.gauge("history_bytes", "Memory of the history.", double(input.historyBytes));
    page.gauge("history_budget_bytes", "Memory the history may take.", double(input.historyBudget));
    page.counter("stored_samples", "Samples that went into the history.",
                 double(input.samplesStored));
    page.gauge("series", "Series in the history.", input.series);
    return page.text();
}

} // namespace sightglass
