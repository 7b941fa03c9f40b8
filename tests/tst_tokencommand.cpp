#include "desktop/tokencommand.h"

#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t nowUs = 1'700'000'000'000'000;

// Runs the command with real processes and waits for what it answers.
tl::expected<Token, NoToken> answerOf(TokenCommand &command)
{
    std::optional<tl::expected<Token, NoToken>> answer;
    command.ask(false, [&](const auto &token) { answer = token; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000)) {
        return tl::unexpected(NoToken{u"nothing came"_s});
    }
    return *answer;
}

QByteArray tokenWithClaims(const QByteArray &claims)
{
    return "eyJhbGciOiJub25lIn0."
           + claims.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
           + ".c2ln";
}

} // namespace

class TestTokenCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatProgramsPrint_data();
    void readsWhatProgramsPrint();
    void runsTheProgramEachTime();
    void saysWhyThereIsNone_data();
    void saysWhyThereIsNone();
    void neverShowsWhatWasPrinted();
    void aHangingProgramIsEnded();
    void cancelledIsSilent();
};

void TestTokenCommand::readsWhatProgramsPrint_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("bearer"); // empty: an error
    QTest::addColumn<qint64>("expiresUs");
    QTest::newRow("a line") << QByteArray("s3cret\n") << QByteArray("s3cret") << qint64(0);
    QTest::newRow("Windows line") << QByteArray("s3cret\r\n") << QByteArray("s3cret") << qint64(0);
    QTest::newRow("OAuth") << QByteArray(R"({"access_token":"a","expires_in":60})")
                           << QByteArray("a") << qint64(nowUs + 60'000'000);
    QTest::newRow("OAuth for ever")
        << QByteArray(R"({"access_token":"a","expires_in":1e300})") << QByteArray("a") << qint64(0);
    QTest::newRow("JSON without") << QByteArray(R"({"error":"no"})") << QByteArray() << qint64(0);
    QTest::newRow("half JSON") << QByteArray(R"({"access_token":)") << QByteArray() << qint64(0);
    const QByteArray web = tokenWithClaims(R"({"exp":1700000100})");
    QTest::newRow("web token") << web << web << qint64(1'700'000'100'000'000);
    const QByteArray odd = tokenWithClaims("nonsense");
    QTest::newRow("no claims") << odd << odd << qint64(0);
    QTest::newRow("nothing") << QByteArray() << QByteArray() << qint64(0);
    QTest::newRow("two lines") << QByteArray("a\nb\n") << QByteArray() << qint64(0);
    QTest::newRow("injection") << QByteArray("a\r\nHost: b") << QByteArray() << qint64(0);
    QTest::newRow("a usage text") << QByteArray("usage: token [x]") << QByteArray() << qint64(0);
}

void TestTokenCommand::readsWhatProgramsPrint()
{
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, bearer);
    QFETCH(qint64, expiresUs);
    const auto token = TokenCommand::tokenIn(output, nowUs);
    QCOMPARE(token.has_value(), !bearer.isEmpty());
    if (token) {
        QCOMPARE(token->bearer, bearer);
        QCOMPARE(token->expiresUs, expiresUs);
    }
}

void TestTokenCommand::runsTheProgramEachTime()
{
    QTemporaryDir dir;
    const QString counter = dir.filePath(u"counter"_s);
    TokenCommand command(uR"(sh -c "echo x >> '%1'; wc -l < '%1' | tr -d ' '")"_s.arg(counter));
    for (int i = 1; i <= 3; ++i) {
        const auto token = answerOf(command);
        QVERIFY2(token.has_value(), token ? "" : qPrintable(token.error().text));
        QCOMPARE(token->bearer, QByteArray::number(i));
    }
}

void TestTokenCommand::saysWhyThereIsNone_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("isFinal");
    QTest::newRow("no such program") << u"/no/such/program"_s << u"cannot be run"_s << true;
    QTest::newRow("it fails") << uR"(sh -c "exit 3")"_s << u"code 3"_s << false;
    QTest::newRow("it says nothing") << u"true"_s << u"no token"_s << false;
    QTest::newRow("it says too much") << u"yes"_s << u"more than a token"_s << true;
}

void TestTokenCommand::saysWhyThereIsNone()
{
    QFETCH(QString, command);
    QFETCH(QString, word);
    QFETCH(bool, isFinal);
    TokenCommand asked(command);
    const auto token = answerOf(asked);
    QVERIFY(!token.has_value());
    QVERIFY2(token.error().text.contains(word), qPrintable(token.error().text));
    QCOMPARE(token.error().final, isFinal);
}

void TestTokenCommand::neverShowsWhatWasPrinted()
{
    TokenCommand command(uR"(sh -c "echo mark ed; echo marked >&2; exit 1")"_s);
    const auto token = answerOf(command);
    QVERIFY(!token.has_value());
    QVERIFY2(!token.error().text.contains(u"mark"_s), qPrintable(token.error().text));
}

void TestTokenCommand::aHangingProgramIsEnded()
{
    TokenCommand command(u"sleep 1000"_s, 50);
    const auto token = answerOf(command);
    QVERIFY(!token.has_value());
    QVERIFY2(token.error().text.contains(u"within"_s), qPrintable(token.error().text));
    QVERIFY(!token.error().final);
    QVERIFY(command.findChildren<QProcess *>().isEmpty()
            || command.findChild<QProcess *>()->state() == QProcess::NotRunning);
}

void TestTokenCommand::cancelledIsSilent()
{
    TokenCommand command(u"echo token"_s);
    int answers = 0;
    command.ask(false, [&](const auto &) { ++answers; });
    command.cancel();
    command.ask(true, [&](const auto &) { ++answers; });
    QTRY_COMPARE(answers, 1);
    QTest::qWait(50);
    QCOMPARE(answers, 1);
}

QTEST_GUILESS_MAIN(TestTokenCommand)
#include "tst_tokencommand.moc"
