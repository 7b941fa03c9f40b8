// The boards as pictures, compared with the kept ones (tests/pictures/run --renew writes those).
//
// What it shows is fixed: data, clock, time zone, locale, fonts, sizes. The kept ones are made by
// the software renderer; the test runs with it and with OpenGL.
#include "pictures/compare.h"
#include "pictures/scene.h"

#include <QDir>
#include <QGuiApplication>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sightglass::test;

namespace {

constexpr QSize usual(1440, 900);
constexpr QSize tall(1440, 2560); // half of the gallery

bool renewing()
{
    return qEnvironmentVariableIsSet("SIGHTGLASS_RENEW");
}

QString kept(const QString &name)
{
    return QStringLiteral(SIGHTGLASS_SOURCE_DIR "/tests/pictures/kept/%1.png").arg(name);
}

QString readme(const QString &theme)
{
    return QStringLiteral(SIGHTGLASS_SOURCE_DIR "/resources/screenshot-%1.png").arg(theme);
}

bool save(const QImage &image, const QString &path)
{
    constexpr int smallest = 0; // zlib's best
    return image.save(path, "PNG", smallest);
}

// With 256 colours, the commonest of each shade: a third of the bytes, and nothing to be seen.
QImage frugal(const QImage &image)
{
    struct Shade
    {
        QHash<QRgb, int> colors;
        int pixels = 0;
    };
    const auto shadeOf = [](QRgb color) { return color & 0xf8f8f8; };
    QHash<QRgb, Shade> shades;
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            Shade &shade = shades[shadeOf(line[x])];
            ++shade.colors[line[x]];
            ++shade.pixels;
        }
    }
    QList<Shade> sorted = shades.values();
    std::sort(sorted.begin(), sorted.end(),
              [](const Shade &a, const Shade &b) { return a.pixels > b.pixels; });
    QList<QRgb> palette;
    for (const Shade &shade : sorted.mid(0, 256)) {
        const auto commonest = std::max_element(shade.colors.begin(), shade.colors.end());
        palette.append(commonest.key());
    }
    return image.convertToFormat(QImage::Format_Indexed8, palette,
                                 Qt::ThresholdDither | Qt::AvoidDither);
}

} // namespace

class TestPictures : public QObject
{
    Q_OBJECT

    void check(const QString &name, const QImage &actual)
    {
        QVERIFY2(!actual.isNull(), "the window never comes to rest");
        if (renewing()) {
            QVERIFY(save(frugal(actual), kept(name)));
            return;
        }
        const QImage expected(kept(name));
        QVERIFY2(!expected.isNull(), qPrintable(kept(name) + u" is not there"_s));
        const Comparison result = compare(expected, actual);
        const QString seen = QDir().absoluteFilePath(u"%1-actual.png"_s.arg(name));
        const QString difference = QDir().absoluteFilePath(u"%1-difference.png"_s.arg(name));
        if (!result.same) {
            save(actual, seen);
            save(result.difference, difference);
        }
        QVERIFY2(result.same,
                 qPrintable(u"%1; see %2 and %3"_s.arg(result.text, seen, difference)));
        qInfo("%s", qPrintable(result.text));
    }

private Q_SLOTS:
    void isAsKept_data()
    {
        QTest::addColumn<QString>("board");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("scroll");
        QTest::addColumn<bool>("dark");
        for (const bool dark : {true, false}) {
            const auto row = [dark](const char *name, const QString &board, QSize size,
                                    int scroll) {
                QTest::addRow("%s-%s", name, dark ? "dark" : "light")
                    << board << size << scroll << dark;
            };
            row("machine", u"machine"_s, usual, 0);
            row("gallery-1", u"gallery"_s, tall, 0);
            row("gallery-2", u"gallery"_s, tall, tall.height());
            if (QFile::exists(u":/boards/link.json"_s)) {
                row("link", u"link"_s, usual, 0);
            }
        }
    }
    void isAsKept()
    {
        QFETCH(QString, board);
        QFETCH(QSize, size);
        QFETCH(int, scroll);
        QFETCH(bool, dark);
        Scene scene;
        scene.showMachine();
        if (board != u"machine") {
            scene.openBoard(board);
        }
        scene.play();
        QVERIFY(scene.open(size, dark));
        scene.scrollTo(scroll);
        const QString name = QString::fromUtf8(QTest::currentDataTag());
        const QImage picture = scene.picture();
        check(name, picture);
        if (renewing() && board == u"machine") {
            QVERIFY(save(picture, readme(dark ? u"dark"_s : u"light"_s)));
        }
    }
};

int main(int argc, char **argv)
{
    qputenv("TZ", "UTC");
    qputenv("FONTCONFIG_FILE", SIGHTGLASS_SOURCE_DIR "/tests/pictures/fonts.conf");
    qputenv("QT_SCALE_FACTOR", "1");
    const QGuiApplication app(argc, argv);
    prepareLooks();
    TestPictures test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pictures.moc"
