#include "desktop/keychain.h"

#include <QThread>
#include <QtTest>

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

using Secret = tl::expected<QByteArray, QString>;

Secret read(Keychain &keychain, const QString &entry)
{
    std::optional<Secret> got;
    keychain.read(entry, [&](const Secret &secret) { got = secret; });
    if (!QTest::qWaitFor([&] { return got.has_value(); }, 20'000)) {
        return tl::unexpected(u"nothing came"_s);
    }
    return *got;
}

QString write(Keychain &keychain, const QString &entry, const QByteArray &secret)
{
    std::optional<QString> error;
    keychain.write(entry, secret, [&](const tl::expected<void, QString> &written) {
        error = written ? QString() : written.error();
    });
    return QTest::qWaitFor([&] { return error.has_value(); }, 20'000) ? *error : u"nothing came"_s;
}

} // namespace

// Run by tests/with-keyring.
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsASecret();
    void servesASessionOnAnotherThread();
    void asksOnlyWhenTheServerWantsOne();
    void goneAskersAreNotAnswered();
};

void TestKeychain::keepsASecret()
{
    Keychain keychain;
    const QString entry = u"wss://boiler.example/live"_s;
    QCOMPARE(read(keychain, entry).value_or("error"), QByteArray());
    QCOMPARE(write(keychain, entry, "s3cret – ü"), QString());
    QCOMPARE(read(keychain, entry).value_or("error"), QByteArray("s3cret – ü"));
    QCOMPARE(read(keychain, u"wss://other.example/"_s).value_or("error"), QByteArray());
    QCOMPARE(write(keychain, entry, {}), QString());
    QCOMPARE(read(keychain, entry).value_or("error"), QByteArray());
    QCOMPARE(write(keychain, entry, {}), QString()); // twice is no error
}

void TestKeychain::servesASessionOnAnotherThread()
{
    Keychain keychain;
    QCOMPARE(write(keychain, u"entry"_s, "s3cret"), QString());
    QThread link;
    link.start();
    auto *token = new KeychainToken(keychain, u"entry"_s);
    token->moveToThread(&link);
    std::atomic<int> answers = 0;
    std::atomic<bool> right = false;
    QMetaObject::invokeMethod(token, [&] {
        token->ask(true, [&](const tl::expected<Token, NoToken> &got) {
            right = got && got->bearer == "s3cret" && QThread::currentThread() == &link;
            ++answers;
        });
    });
    QTRY_COMPARE(answers.load(), 1);
    QVERIFY(right);
    QMetaObject::invokeMethod(
        token, [token] { delete token; }, Qt::BlockingQueuedConnection);
    link.quit();
    link.wait();
}

void TestKeychain::asksOnlyWhenTheServerWantsOne()
{
    Keychain keychain;
    KeychainToken token(keychain, u"none of this name"_s);
    std::vector<tl::expected<Token, NoToken>> answers;
    const auto keep = [&](const tl::expected<Token, NoToken> &got) { answers.push_back(got); };
    token.ask(false, keep);
    QCOMPARE(answers.size(), 1u); // at once: the keychain was not bothered
    QVERIFY(answers[0].has_value() && answers[0]->bearer.isEmpty());
    token.ask(true, keep);
    QTRY_COMPARE(answers.size(), 2u);
    QVERIFY(!answers[1].has_value());
    QVERIFY(answers[1].error().final);
    QVERIFY2(answers[1].error().text.contains(u"token"), qPrintable(answers[1].error().text));
    token.ask(false, keep); // from now on at every attempt
    QTRY_COMPARE(answers.size(), 3u);
    QVERIFY(!answers[2].has_value());
}

void TestKeychain::goneAskersAreNotAnswered()
{
    Keychain keychain;
    int answers = 0;
    {
        KeychainToken token(keychain, u"entry"_s);
        token.ask(true, [&](const auto &) { ++answers; });
    }
    read(keychain, u"entry"_s); // joins, or comes after, the reading that was begun
    QTest::qWait(20);
    QCOMPARE(answers, 0);
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
