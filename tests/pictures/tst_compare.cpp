// The comparison itself: what must pass passes, what must fail fails, on the pictures that are
// kept.
#include "pictures/compare.h"

#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass::test;

namespace {

constexpr QRect tile(310, 60, 190, 110); // within the board of the machine

QImage machine(const QString &theme)
{
    return QImage(QStringLiteral(SIGHTGLASS_SOURCE_DIR "/tests/pictures/kept/machine-%1.png")
                      .arg(theme))
        .convertToFormat(QImage::Format_RGB32);
}

template<typename Change>
QImage pixels(QImage image, Change change)
{
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            line[x] = change(line[x], x, y);
        }
    }
    return image;
}

// Every pixel a little of its neighbour: what another rasterizer makes of edges.
QImage softened(const QImage &image)
{
    return pixels(image, [&image](QRgb own, int x, int y) {
        const QRgb other = image.pixel(std::min(x + 1, image.width() - 1), y);
        const auto mix = [](int a, int b) { return (3 * a + b) / 4; };
        return qRgb(mix(qRed(own), qRed(other)), mix(qGreen(own), qGreen(other)),
                    mix(qBlue(own), qBlue(other)));
    });
}

QImage moved(const QImage &image, const QRect &part, QPoint by)
{
    QImage result = image;
    QPainter painter(&result);
    painter.fillRect(part, image.pixelColor(part.left() - 3, part.top()));
    painter.drawImage(part.topLeft() + by, image.copy(part));
    return result;
}

bool near(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) < 40 && std::abs(qGreen(a) - qGreen(b)) < 40
           && std::abs(qBlue(a) - qBlue(b)) < 40;
}

} // namespace

class TestCompare : public QObject
{
    Q_OBJECT

    void themes()
    {
        QTest::addColumn<QString>("theme");
        QTest::newRow("dark") << u"dark"_s;
        QTest::newRow("light") << u"light"_s;
    }
    void passes(const QImage &kept, const QImage &actual)
    {
        const Comparison result = compare(kept, actual);
        QVERIFY2(result.same, qPrintable(result.text));
    }
    void fails(const QImage &kept, const QImage &actual)
    {
        const Comparison result = compare(kept, actual);
        QVERIFY2(!result.same, qPrintable(result.text));
    }

private Q_SLOTS:
    // good
    void sameIsSame_data() { themes(); }
    void sameIsSame()
    {
        QFETCH(QString, theme);
        QVERIFY(!machine(theme).isNull());
        passes(machine(theme), machine(theme));
    }

    void oneLevelOfNoisePasses_data() { themes(); }
    void oneLevelOfNoisePasses()
    {
        QFETCH(QString, theme);
        const QImage kept = machine(theme);
        passes(kept, pixels(kept, [](QRgb own, int x, int y) {
                   const int by = (x * 7 + y * 13) % 3 - 1;
                   const auto add = [by](int part) { return std::clamp(part + by, 0, 255); };
                   return qRgb(add(qRed(own)), add(qGreen(own)), add(qBlue(own)));
               }));
    }

    void softerEdgesPass_data() { themes(); }
    void softerEdgesPass()
    {
        QFETCH(QString, theme);
        passes(machine(theme), softened(machine(theme)));
    }

    void linesHalfAPixelAsidePass_data() { themes(); }
    void linesHalfAPixelAsidePass()
    {
        QFETCH(QString, theme);
        const QImage kept = machine(theme);
        passes(kept, pixels(kept, [&kept](QRgb own, int x, int y) {
                   const QRgb above = kept.pixel(x, std::max(y - 1, 0));
                   const auto mix = [](int a, int b) { return (a + b) / 2; };
                   return qRgb(mix(qRed(own), qRed(above)), mix(qGreen(own), qGreen(above)),
                               mix(qBlue(own), qBlue(above)));
               }));
    }

    void textAPixelAsidePasses_data() { themes(); }
    void textAPixelAsidePasses()
    {
        QFETCH(QString, theme);
        const QImage kept = machine(theme);
        const QRect words = tile.adjusted(8, 8, -8, -8);
        passes(kept, moved(kept, words, {1, 0}));
    }

    // bad
    void movedTileFails_data() { themes(); }
    void movedTileFails()
    {
        QFETCH(QString, theme);
        fails(machine(theme), moved(machine(theme), tile, {6, 0}));
        fails(machine(theme), moved(machine(theme), tile, {0, 5}));
    }

    void missingTileFails_data() { themes(); }
    void missingTileFails()
    {
        QFETCH(QString, theme);
        const QImage kept = machine(theme);
        QImage actual = kept;
        QPainter(&actual).fillRect(tile, kept.pixelColor(305, 60));
        fails(kept, actual);
    }

    // Every pixel of one line, in the chart and the legend, gone.
    void missingLineFails_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<QRect>("chart");
        QTest::addColumn<QRgb>("line");
        const QRect cores(310, 180, 520, 350);
        const QRect memory(840, 180, 256, 350); // almost level there
        QTest::newRow("core 1, dark") << u"dark"_s << cores << QRgb(0xffe6a100);
        QTest::newRow("core 1, light") << u"light"_s << cores << QRgb(0xffc98500);
        QTest::newRow("used, dark") << u"dark"_s << memory << QRgb(0xff2fc08b);
        QTest::newRow("used, light") << u"light"_s << memory << QRgb(0xff009e73);
    }
    void missingLineFails()
    {
        QFETCH(QString, theme);
        QFETCH(QRect, chart);
        QFETCH(QRgb, line);
        const QImage kept = machine(theme);
        const QRgb ground = kept.pixel(316, 200);
        fails(kept, pixels(kept, [&](QRgb own, int x, int y) {
                  return chart.contains(x, y) && near(own, line) ? ground : own;
              }));
    }

    void changedColourFails_data() { themes(); }
    void changedColourFails()
    {
        QFETCH(QString, theme);
        const QRgb blue = theme == u"dark" ? 0xff56b4e9 : 0xff0072b2;
        const QRgb green = theme == u"dark" ? 0xff2fc08b : 0xff009e73;
        const QImage kept = machine(theme);
        fails(kept,
              pixels(kept, [&](QRgb own, int, int) { return near(own, blue) ? green : own; }));
    }

    void otherGroundFails_data() { themes(); }
    void otherGroundFails()
    {
        QFETCH(QString, theme);
        const QImage kept = machine(theme);
        fails(kept, pixels(kept, [&](QRgb own, int x, int y) {
                  return tile.contains(x, y) ? qRgb(qRed(own) ^ 12, qGreen(own) ^ 12, qBlue(own))
                                             : own;
              }));
    }

    void missingHatchFails_data() { themes(); }
    void missingHatchFails()
    {
        QFETCH(QString, theme);
        const QRect band(560, 260, 46, 200);
        const QImage kept = machine(theme);
        const QRgb ground = kept.pixel(316, 200);
        fails(kept, pixels(kept, [&](QRgb own, int x, int y) {
                  return band.contains(x, y) && near(own, ground) ? ground : own;
              }));
    }

    void otherSizeFails() { fails(machine(u"dark"_s), machine(u"dark"_s).copy(0, 0, 1439, 900)); }
    void otherThemeFails() { fails(machine(u"dark"_s), machine(u"light"_s)); }
};

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
