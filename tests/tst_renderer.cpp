// What the window is drawn with is chosen by what the machine has.
#include "renderer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

class TestRenderer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsProgramsThatPassForAGraphicsCard_data();
    void knowsProgramsThatPassForAGraphicsCard();
    void asksOpenGlOnlyWhereADeviceIs();
    void leavesTheChoiceToTheEnvironment();
};

void TestRenderer::knowsProgramsThatPassForAGraphicsCard_data()
{
    QTest::addColumn<bool>("software");
    QTest::newRow("llvmpipe (LLVM 15.0.6, 256 bits)") << true;
    QTest::newRow("softpipe") << true;
    QTest::newRow("Software Rasterizer") << true;
    QTest::newRow("ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader)")
        << true;
    QTest::newRow("GDI Generic") << true;
    QTest::newRow("D3D12 (Microsoft Basic Render Driver)") << true;
    QTest::newRow("Mesa Intel(R) UHD Graphics 620 (KBL GT2)") << false;
    QTest::newRow("NVIDIA GeForce RTX 3060/PCIe/SSE2") << false;
    QTest::newRow("V3D 4.2") << false;
    QTest::newRow("virgl (AMD Radeon)") << false;
    QTest::newRow("") << false;
}

void TestRenderer::knowsProgramsThatPassForAGraphicsCard()
{
    QFETCH(bool, software);
    QCOMPARE(isSoftwareRasteriser(QString::fromUtf8(QTest::currentDataTag())), software);
}

void TestRenderer::asksOpenGlOnlyWhereADeviceIs()
{
    const QTemporaryDir folder;
    const QDir devices(folder.path());
    QVERIFY(devices.mkdir(u"null"_s));
    QVERIFY(!mayHaveGraphicsCard(devices));
    QVERIFY(devices.mkdir(u"dri"_s));
    QVERIFY(mayHaveGraphicsCard(devices));
}

void TestRenderer::leavesTheChoiceToTheEnvironment()
{
    qputenv("QT_QUICK_BACKEND", "");
    qputenv("QSG_RHI_BACKEND", "opengl");
    QCOMPARE(chooseRenderer(false), u"QSG_RHI_BACKEND=opengl"_s);
    QVERIFY(chooseRenderer(true).startsWith(u"software"_s)); // the option goes first
}

QTEST_MAIN(TestRenderer)
#include "tst_renderer.moc"
