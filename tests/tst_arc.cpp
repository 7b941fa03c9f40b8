// The arc of a gauge: what is filled, what is marked, and that it is painted only when it moves.
#include "arc.h"

#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sightglass;

namespace {

const QColor trackColor(0, 0, 200);
const QColor valueColor(200, 0, 0);
const QColor markColor(0, 200, 0);

// Painted without a window: paint() needs none.
struct Dial : Arc
{
    explicit Dial(double sweep = 180)
    {
        setSize({200, 120});
        setProperty("sweep", sweep);
        setProperty("thickness", 10.0);
        setProperty("markLength", 6.0);
        setProperty("trackColor", trackColor);
        setProperty("color", valueColor);
    }
    QImage picture()
    {
        QImage image(size().toSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(&painter);
        return image;
    }
    // `share` of the sweep, `off` pixels outward of the middle of the track.
    QColor at(const QImage &image, double share, double off = 0)
    {
        const double angle = (0.5 - share) * property("sweep").toDouble() * M_PI / 180;
        const double far = radius() + off;
        const QPointF point = center() + QPointF(-std::sin(angle), -std::cos(angle)) * far;
        return image.pixelColor(point.toPoint());
    }
};

} // namespace

class TestArc : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsItsShare_data()
    {
        QTest::addColumn<double>("sweep");
        QTest::newRow("half a circle") << 180.0;
        QTest::newRow("three quarters") << 270.0;
    }
    void fillsItsShare()
    {
        QFETCH(double, sweep);
        Dial dial(sweep);
        dial.setValue(0.6);
        const QImage image = dial.picture();
        QCOMPARE(dial.at(image, 0.1), valueColor);
        QCOMPARE(dial.at(image, 0.55), valueColor);
        QCOMPARE(dial.at(image, 0.65), trackColor);
        QCOMPARE(dial.at(image, 0.9), trackColor);
    }

    void fillsNothingWithoutAValue()
    {
        Dial dial;
        QCOMPARE(dial.at(dial.picture(), 0.1), trackColor);
        dial.setValue(0);
        QCOMPARE(dial.at(dial.picture(), 0.1), trackColor);
    }

    void clipsWhatIsBeyond()
    {
        Dial dial;
        dial.setValue(std::numeric_limits<double>::infinity());
        QCOMPARE(dial.value(), 1.0);
        QCOMPARE(dial.at(dial.picture(), 0.99), valueColor);
        dial.setValue(-3);
        QCOMPARE(dial.value(), 0.0);
    }

    void marksOutsideOfTheTrack()
    {
        Dial dial;
        dial.setProperty("marks",
                         QVariantList{
                             QVariantMap{{u"at"_s, 0.5}, {u"color"_s, markColor}},
                             QVariantMap{{u"at"_s, 1.5}, {u"color"_s, markColor}}, // not on the arc
                         });
        const QImage image = dial.picture();
        QCOMPARE(dial.at(image, 0.5, 9), markColor);
        QCOMPARE(dial.at(image, 0.5), trackColor);
        QCOMPARE(dial.at(image, 0.3, 9), QColor(Qt::white));
    }

    void isPaintedAgainOnlyForHalfAPixel()
    {
        Dial dial;
        dial.setValue(0.5);
        dial.picture();
        const QImage before = dial.picture();
        const double pixel = 1 / (M_PI * dial.radius());
        dial.setValue(0.5 + 0.3 * pixel);
        QVERIFY(!dial.isDue());
        dial.setValue(0.5 + 0.4 * pixel); // against what is painted, not the last value
        QVERIFY(!dial.isDue());
        dial.setValue(0.5 + 0.6 * pixel);
        QVERIFY(dial.isDue());
        QVERIFY(dial.picture() != before);
        QVERIFY(!dial.isDue());
    }

    void reachesItsEndsExactly()
    {
        Dial dial;
        dial.setValue(0.999);
        dial.picture();
        dial.setValue(1);
        QVERIFY(dial.isDue());
    }

    void hasNoRadiusWhereThereIsNoRoom()
    {
        Dial dial;
        dial.setSize({10, 4});
        QCOMPARE(dial.radius(), 0.0);
        dial.setValue(0.5);
        dial.picture(); // and draws nothing, without a fault
    }
};

QTEST_MAIN(TestArc)
#include "tst_arc.moc"
