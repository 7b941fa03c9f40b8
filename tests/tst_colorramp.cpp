// Colours that stand for counts: even steps from end to end, and the least is seen in any theme.
#include "colorramp.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace sightglass;

namespace {

struct Theme
{
    QColor surface;
    QColor accent;
};
const std::array themes{Theme{"#151a20", "#56b4e9"}, Theme{"#ffffff", "#0072b2"},
                        Theme{"#000000", "#a8e4ff"}, Theme{"#ffffff", "#00294d"}};

double luminance(QRgb color)
{
    const auto light = [](int channel) {
        const double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * light(qRed(color)) + 0.7152 * light(qGreen(color))
           + 0.0722 * light(qBlue(color));
}

double contrast(QRgb a, QRgb b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

} // namespace

class TestColorRamp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsAndEndsWithTheColoursGiven()
    {
        for (const Theme &theme : themes) {
            const auto ramp = colorRamp(theme.surface, theme.accent, 256);
            QCOMPARE(ramp.size(), std::size_t(256));
            QCOMPARE(ramp.front(), theme.surface.rgb());
            QCOMPARE(ramp.back(), theme.accent.rgb());
        }
    }

    void goesInEvenSteps()
    {
        for (const Theme &theme : themes) {
            const auto ramp = colorRamp(theme.surface, theme.accent, 9);
            const bool rises = luminance(ramp.back()) > luminance(ramp.front());
            double least = 1e9;
            double most = 0;
            for (std::size_t i = 1; i < ramp.size(); ++i) {
                // Lightness as the eye has it, about the third root of light.
                const double step = std::cbrt(luminance(ramp[i]))
                                    - std::cbrt(luminance(ramp[i - 1]));
                QVERIFY(rises ? step > 0 : step < 0);
                least = std::min(least, std::abs(step));
                most = std::max(most, std::abs(step));
            }
            QVERIFY2(most < 2 * least, qPrintable(QString::number(most / least)));
        }
    }

    void theToneOfOneSampleIsSeen()
    {
        for (const Theme &theme : themes) {
            const auto ramp = colorRamp(theme.surface, theme.accent, 256);
            const double seen = contrast(ramp[std::size_t(255 * leastTone)], ramp.front());
            QVERIFY2(seen >= 1.6, qPrintable(QString::number(seen)));
        }
    }

    void blendsInBetween()
    {
        QCOMPARE(blended(Qt::black, Qt::white, 0), QColor(Qt::black));
        QCOMPARE(blended(Qt::black, Qt::white, 1), QColor(Qt::white));
        QCOMPARE(blended(Qt::black, Qt::white, 0.5).lightness(), 128);
    }
};

QTEST_APPLESS_MAIN(TestColorRamp)
#include "tst_colorramp.moc"
