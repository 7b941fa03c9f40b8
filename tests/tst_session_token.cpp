#include "sessionrig.h"

using namespace sightglass;
using namespace Qt::StringLiterals;
using Cause = TransportClosed::Cause;
using S = LinkState;

namespace {

// Hands out what the test lays down; keeps the question open while nothing is there.
class Vault final : public Credentials
{
public:
    QString origin() const override { return u"the vault"_s; }
    void ask(bool fresh, Answer answer) override
    {
        ++asked;
        this->fresh += fresh ? 1 : 0;
        m_answer = std::move(answer);
        reply();
    }
    void cancel() override
    {
        ++cancelled;
        m_answer = nullptr;
    }
    bool canRefresh() const override { return refreshable; }
    bool reply()
    {
        const Answer answer = next ? std::exchange(m_answer, nullptr) : nullptr;
        if (answer) {
            answer(*next);
        }
        return bool(answer);
    }

    std::optional<tl::expected<Token, NoToken>> next;
    bool refreshable = true;
    int asked = 0;
    int fresh = 0;
    int cancelled = 0;

private:
    Answer m_answer;
};

struct TokenRig : Rig
{
    TokenRig()
    {
        session->setCredentials(vault);
        give("one");
    }
    void give(const QByteArray &bearer, std::int64_t expiresUs = 0)
    {
        vault->next = Token{bearer, expiresUs};
    }
    // Time passes on a link that is not silent.
    void liveFor(std::int64_t ms)
    {
        for (std::int64_t i = 0; i < ms; i += 1'000) {
            peer.newest().listener->bytesReceived();
            clock.advance(1'000);
        }
    }
    void refuse() { peer.close({Cause::Refused, 1006, 401, {}}); }

    std::shared_ptr<Vault> vault = std::make_shared<Vault>();
};

} // namespace

class TestSessionToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAtEveryAttempt();
    void saysThatItWaitsForTheToken();
    void waitsNoLongerThanBounded();
    void triesOneFreshTokenThenAsksThePerson();
    void refusedAfterTheUpgradeCountsToo();
    void aTokenThatNeverChangesIsNotTriedTwice();
    void goesOnWhileATokenMayStillCome();
    void stopsWhenOnlyAPersonCanHelp();
    void stopForgetsTheQuestion();
    void renewsBeforeTheTokenEndsWithoutAnOutage();
    void aRenewalThatFailsIsAnOutage();
};

void TestSessionToken::asksAtEveryAttempt()
{
    TokenRig rig;
    rig.session->start();
    QCOMPARE(rig.peer.newest().request.bearer, "one");
    rig.give("two");
    rig.peer.close({Cause::Unreachable, 1006, 0, u"no"_s});
    rig.dialAgain();
    QCOMPARE(rig.peer.newest().request.bearer, "two");
    QCOMPARE(rig.vault->asked, 2);
    QCOMPARE(rig.vault->fresh, 0);
}

void TestSessionToken::saysThatItWaitsForTheToken()
{
    TokenRig rig;
    rig.vault->next.reset();
    rig.session->start();
    QCOMPARE(rig.status().state, S::Dialing);
    QVERIFY(rig.outlet.status.reason.contains(u"the vault"_s));
    QCOMPARE(rig.peer.count(), 0u);
    rig.clock.advance(Session::connectMs + 1); // a person is slower than a network
    QCOMPARE(rig.status().state, S::Dialing);
    rig.give("late");
    QVERIFY(rig.vault->reply());
    QVERIFY(rig.outlet.status.reason.isEmpty());
    QCOMPARE(rig.peer.newest().request.bearer, "late");
}

void TestSessionToken::waitsNoLongerThanBounded()
{
    TokenRig rig;
    rig.vault->next.reset();
    rig.session->start();
    rig.clock.advance(Session::askMs);
    QCOMPARE(rig.status().state, S::Waiting);
    QVERIFY2(rig.status().reason.contains(u"token"_s), qPrintable(rig.status().reason));
    QCOMPARE(rig.vault->cancelled, 1);
    rig.give("late");
    QVERIFY(!rig.vault->reply()); // to a question nobody asks any more
}

void TestSessionToken::triesOneFreshTokenThenAsksThePerson()
{
    TokenRig rig;
    rig.session->start();
    rig.refuse();
    QCOMPARE(rig.status().state, S::Waiting);
    rig.dialAgain();
    QCOMPARE(rig.vault->fresh, 1);
    rig.refuse();
    QCOMPARE(rig.status().state, S::Idle);
    QVERIFY(rig.status().final);
    QVERIFY(rig.outlet.status.needsToken);
    QCOMPARE(rig.vault->asked, 2);

    rig.session->setCredentials(std::make_shared<GivenToken>("typed"));
    rig.session->tryNow();
    QVERIFY(!rig.outlet.status.needsToken);
    QCOMPARE(rig.peer.newest().request.bearer, "typed");
}

void TestSessionToken::refusedAfterTheUpgradeCountsToo()
{
    TokenRig rig;
    rig.session->start();
    for (int i = 0; i < 2; ++i) {
        rig.peer.open();
        rig.peer.close({Cause::Closed, 4401, 0, {}});
        rig.dialAgain();
    }
    QCOMPARE(rig.status().state, S::Idle);
    QVERIFY(rig.status().needsToken);
    QCOMPARE(rig.vault->fresh, 1);
}

void TestSessionToken::aTokenThatNeverChangesIsNotTriedTwice()
{
    TokenRig rig;
    rig.vault->refreshable = false;
    rig.session->start();
    rig.refuse();
    QVERIFY(rig.status().final);
    QVERIFY(rig.status().needsToken);
    QCOMPARE(rig.vault->asked, 1);
}

void TestSessionToken::goesOnWhileATokenMayStillCome()
{
    TokenRig rig;
    rig.vault->next = tl::unexpected(NoToken{u"The command failed."_s, false});
    rig.session->start();
    for (int i = 0; i < 1'000 && rig.vault->asked < 20; ++i) {
        QCOMPARE(rig.status().state, S::Waiting);
        QCOMPARE(rig.status().reason, u"The command failed."_s);
        QVERIFY(rig.clock.advanceToNext());
    }
    QCOMPARE(rig.vault->asked, 20);
    rig.give("at last");
    rig.dialAgain();
    QCOMPARE(rig.peer.newest().request.bearer, "at last");
}

void TestSessionToken::stopsWhenOnlyAPersonCanHelp()
{
    TokenRig rig;
    rig.vault->next = tl::unexpected(NoToken{u"The keychain is locked."_s, true});
    rig.session->start();
    QCOMPARE(rig.status().state, S::Idle);
    QVERIFY(rig.status().final);
    QVERIFY(rig.outlet.status.needsToken);
    QCOMPARE(rig.clock.pending(), 0u);
}

void TestSessionToken::stopForgetsTheQuestion()
{
    TokenRig rig;
    rig.vault->next.reset();
    rig.session->start();
    rig.session->stop();
    QCOMPARE(rig.vault->cancelled, 1);
    QCOMPARE(rig.status().state, S::Idle);
    QCOMPARE(rig.clock.pending(), 0u);
}

void TestSessionToken::renewsBeforeTheTokenEndsWithoutAnOutage()
{
    TokenRig rig;
    const std::int64_t hourMs = 3'600'000;
    rig.give("one", rig.clock.wallUs() + hourMs * 1000);
    rig.goLive();
    rig.catalogOne();
    rig.subscribed();
    rig.give("two");
    while (rig.peer.count() == 1) {
        rig.peer.newest().listener->bytesReceived(); // or the silence would end it
        QVERIFY(rig.clock.advanceToNext());
    }
    QCOMPARE(rig.vault->fresh, 1);
    QVERIFY(rig.clock.wallUs() - FakeClock::startUs <= hourMs * 1000);
    QCOMPARE(rig.peer.newest().request.bearer, "two");
    rig.peer.welcome();
    QVERIFY(!rig.peer.sent<Hello>()->resumeStreams.isEmpty());
    rig.liveFor(Session::stableMs);
    QCOMPARE(rig.status().state, S::Live);
    QVERIFY(rig.outlet.stories(LinkStory::Kind::Lost).empty());
    QVERIFY(rig.outlet.stories(LinkStory::Kind::Resumed).empty());
}

void TestSessionToken::aRenewalThatFailsIsAnOutage()
{
    TokenRig rig;
    rig.give("short", rig.clock.wallUs() + 20'000'000);
    rig.goLive();
    rig.give("lasting");
    while (rig.peer.count() == 1) {
        rig.liveFor(1'000);
    }
    rig.peer.close({Cause::Unreachable, 1006, 0, u"no"_s});
    rig.clock.advance(Session::flushMs);
    QCOMPARE(rig.outlet.stories(LinkStory::Kind::Lost).size(), 1u);
    rig.dialAgain();
    rig.peer.welcome();
    rig.liveFor(Session::stableMs + 1'000);
    QCOMPARE(rig.outlet.stories(LinkStory::Kind::Resumed).size(), 1u);
}

QTEST_APPLESS_MAIN(TestSessionToken)
#include "tst_session_token.moc"
