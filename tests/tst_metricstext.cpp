// The page for Prometheus against the rules of its text format, with a server that has it in for
// us.
#include "metricstext.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

MetricsInput full()
{
    MetricsInput input;
    input.source = u"boiler \"7\"\\\n"_s;
    LinkStatus &s = input.status;
    s.state = LinkState::Live;
    s.server = u"evil\"} 1\nsightglass_fake_total 9\r\x1b[2J"_s + QString(100'000, u'x');
    s.subprotocol = u"sightglass.v1.json"_s;
    s.messages = 5'000'000'000;
    s.bytes = (std::uint64_t(1) << 53) - 1;
    s.ends[std::size_t(EndReason::Silent)] = 3;
    s.pausedMs = 1'500;
    s.clockOffsetUs = -2'500;
    s.roundTrip = {1.5, 2.25, 40, 100, 20};
    s.decode = {3, 4, 5, 64, 8};
    input.queueBatches = 7;
    return input;
}

// Everything the format asks for; the error names the line.
QString faultIn(const QByteArray &text)
{
    static const QRegularExpression help(u"^# HELP ([a-z_]+) \\S.*\\.$"_s);
    static const QRegularExpression type(u"^# TYPE ([a-z_]+) (counter|gauge|summary)$"_s);
    static const QRegularExpression sample(
        u"^([a-z_]+)\\{[a-z]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\""
        "(?:,[a-z]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\")*\\} (-?[0-9.e+-]+|NaN)$"_s);
    if (!text.endsWith('\n')) {
        return u"no line feed at the end"_s;
    }
    QSet<QString> families;
    QSet<QString> series;
    QString name;
    QString kind;
    for (const QByteArray &bytes : text.chopped(1).split('\n')) {
        const QString line = QString::fromUtf8(bytes);
        if (const auto match = help.match(line); match.hasMatch()) {
            name = match.captured(1);
            kind.clear();
            if (!name.startsWith(u"sightglass_") || families.contains(name)) {
                return line;
            }
            families.insert(name);
        } else if (const auto typed = type.match(line); typed.hasMatch()) {
            kind = typed.captured(2);
            const bool total = name.endsWith(u"_total");
            if (typed.captured(1) != name || total != (kind == u"counter"_s)) {
                return line;
            }
        } else {
            const auto found = sample.match(line);
            QString of = found.captured(1);
            if (kind == u"summary"_s && of != name) {
                of.remove(QRegularExpression(u"_(sum|count)$"_s));
            }
            const QString identity = line.section(u' ', 0, -2);
            if (!found.hasMatch() || of != name || kind.isEmpty() || series.contains(identity)) {
                return u"“%1”"_s.arg(line.left(200));
            }
            series.insert(identity);
        }
    }
    return families.size() > 20 ? QString() : u"too few families"_s;
}

} // namespace

class TestMetricsText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCheckerSeesFaults_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray good = metricsText(full());
        QTest::newRow("raw quote") << QByteArray(good).replace("\\\"7\\\"", "\"7\"");
        QTest::newRow("no type") << QByteArray(good).replace(
            "# TYPE sightglass_frames_total counter\n", "");
        QTest::newRow("twice") << good + good;
        QTest::newRow("counter without total")
            << QByteArray(good).replace("frames_total", "frames");
        QTest::newRow("no number") << QByteArray(good).replace("} 5000000000", "} many");
    }
    void theCheckerSeesFaults()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!faultIn(text).isEmpty());
    }
    void isWhatPrometheusReads()
    {
        QCOMPARE(faultIn(metricsText(full())), QString());
        QCOMPARE(faultIn(metricsText({})), QString());
    }
    void saysTheNumbers_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"sightglass_messages_total{source=S} 5000000000",
              "sightglass_received_bytes_total{source=S} 9007199254740991",
              "sightglass_connection_ends_total{source=S,reason=\"silent\"} 3",
              "sightglass_connection_ends_total{source=S,reason=\"lost\"} 0",
              "sightglass_link_state{source=S,state=\"live\"} 1",
              "sightglass_link_state{source=S,state=\"waiting\"} 0",
              "sightglass_reading_paused_seconds_total{source=S} 1.5",
              "sightglass_clock_offset_seconds{source=S} -0.0025",
              "sightglass_round_trip_seconds{source=S,quantile=\"0.95\"} 0.00225",
              "sightglass_round_trip_seconds_sum{source=S} 0.1",
              "sightglass_round_trip_seconds_count{source=S} 20",
              "sightglass_delay_seconds{source=S,quantile=\"0.5\"} NaN",
              "sightglass_decode_seconds{source=S,quantile=\"0.5\"} 3e-06",
              "sightglass_queue_batches{source=S} 7"}) {
            QTest::newRow(line) << QByteArray(line).replace("=S", "=\"boiler \\\"7\\\"\\\\\\n\"");
        }
    }
    void saysTheNumbers()
    {
        QFETCH(QByteArray, line);
        const QByteArrayList lines = metricsText(full()).split('\n');
        QVERIFY2(lines.contains(line), line);
    }
    void aServersNameCannotForgeALine()
    {
        const QByteArray text = metricsText(full());
        QVERIFY(!text.contains("\nsightglass_fake_total"));
        QVERIFY(!text.contains('\r') && !text.contains('\x1b'));
        QVERIFY2(text.size() < 20'000, qPrintable(QString::number(text.size())));
    }
    void promtoolAgrees()
    {
        const QString tool = QStandardPaths::findExecutable(u"promtool"_s);
        if (tool.isEmpty()) {
            QSKIP("promtool is not installed (package prometheus); the checker above was run");
        }
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(tool, {u"check"_s, u"metrics"_s});
        process.write(metricsText(full()));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        const QByteArray said = process.readAll();
        QVERIFY2(process.exitCode() == 0 && said.isEmpty(), said);
    }
};

QTEST_APPLESS_MAIN(TestMetricsText)
#include "tst_metricstext.moc"
