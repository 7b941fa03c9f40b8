#include "alarmserver.h"
#include "rawclient.h"

using namespace sightglass;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t nowUs = 1'700'000'000'000'000;

QMap<QString, Event> oneAlarm()
{
    Event event;
    event.key = u"hot"_s;
    event.state = EventState::Raised;
    event.actions = QStringList{u"acknowledge"_s};
    return {{event.key, event}};
}

Ack ackOf(const QString &id, const QString &key = u"hot"_s)
{
    return {id, key, u"acknowledge"_s, {}};
}

} // namespace

class TestAcknowledgements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsAnIdOnceAndAnswersItAgain();
    void refusesWhatItDoesNotHave_data();
    void refusesWhatItDoesNotHave();
    void anAnswerStaysTheSame();
    void someoneElsesIsAsGood();
    void shortensAComment();
    void remembersOnlySoMany();
    void tellsEveryoneOnce();
    void tellsWhoComesLater();
};

void TestAcknowledgements::followsAnIdOnceAndAnswersItAgain()
{
    Acknowledgements server;
    auto raised = oneAlarm();
    QCOMPARE(std::get<Done>(server.answer(ackOf(u"1"_s), nowUs, raised)).id, u"1"_s);
    QVERIFY(server.changed());
    QCOMPARE(server.changed()->labels.value(u"acknowledged"_s), u"2023-11-14T22:13:20Z"_s);
    QVERIFY(server.changed()->actions.isEmpty());
    raised = oneAlarm(); // it ended and came again meanwhile
    QCOMPARE(std::get<Done>(server.answer(ackOf(u"1"_s), nowUs, raised)).id, u"1"_s);
    QVERIFY(!server.changed());
    QVERIFY(raised.value(u"hot"_s).labels.isEmpty());
}

void TestAcknowledgements::refusesWhatItDoesNotHave_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("code");
    QTest::newRow("key") << u"1"_s << u"cold"_s << u"acknowledge"_s << u"unknown-key"_s;
    QTest::newRow("action") << u"1"_s << u"hot"_s << u"explode"_s << u"unknown-action"_s;
    QTest::newRow("no id") << QString() << u"hot"_s << u"acknowledge"_s << u"limit"_s;
    QTest::newRow("long id") << QString(129, u'i') << u"hot"_s << u"acknowledge"_s << u"limit"_s;
}

void TestAcknowledgements::refusesWhatItDoesNotHave()
{
    QFETCH(QString, id);
    QFETCH(QString, key);
    QFETCH(QString, action);
    QFETCH(QString, code);
    Acknowledgements server;
    auto raised = oneAlarm();
    const auto error = std::get<Error>(server.answer({id, key, action, {}}, nowUs, raised));
    QCOMPARE(error.code, code);
    QCOMPARE(error.id, id.left(128));
    QVERIFY(!error.text.isEmpty());
    QVERIFY(!server.changed());
    QVERIFY(raised.value(u"hot"_s).labels.isEmpty());
}

void TestAcknowledgements::anAnswerStaysTheSame()
{
    Acknowledgements server;
    QMap<QString, Event> raised;
    QVERIFY(std::holds_alternative<Error>(server.answer(ackOf(u"1"_s), nowUs, raised)));
    raised = oneAlarm();
    QVERIFY(std::holds_alternative<Error>(server.answer(ackOf(u"1"_s), nowUs, raised)));
    QVERIFY(raised.value(u"hot"_s).labels.isEmpty());
}

void TestAcknowledgements::someoneElsesIsAsGood()
{
    Acknowledgements server;
    auto raised = oneAlarm();
    server.answer(ackOf(u"1"_s), nowUs, raised);
    QCOMPARE(std::get<Done>(server.answer(ackOf(u"2"_s), nowUs + 1, raised)).id, u"2"_s);
    QVERIFY(!server.changed());
}

void TestAcknowledgements::shortensAComment()
{
    Acknowledgements server;
    auto raised = oneAlarm();
    server.answer({u"1"_s, u"hot"_s, u"acknowledge"_s, QString(100'000, u'c')}, nowUs, raised);
    QCOMPARE(raised.value(u"hot"_s).labels.value(u"comment"_s).size(), 1'000);
}

void TestAcknowledgements::remembersOnlySoMany()
{
    Acknowledgements server;
    QMap<QString, Event> raised;
    for (std::size_t i = 0; i <= Acknowledgements::remembered; ++i) {
        server.answer(ackOf(QString::number(i)), nowUs, raised);
    }
    raised = oneAlarm();
    server.answer(ackOf(u"1"_s), nowUs, raised); // still known
    QVERIFY(!server.changed());
    server.answer(ackOf(u"0"_s), nowUs, raised); // the oldest was forgotten
    QVERIFY(server.changed());
}

void TestAcknowledgements::tellsEveryoneOnce()
{
    const AlarmServer served;
    RawClient one;
    RawClient other(u"msgpack"_s);
    for (RawClient *client : {&one, &other}) {
        client->open(served.url());
        client->send(Hello{u"test"_s, {}, {}, {}});
        client->send(Subscribe{{u"*"_s}, {}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(client->all<Event>().size(), 1u, limit);
        QCOMPARE(client->all<Event>()[0].actions, QStringList{u"acknowledge"_s});
    }
    one.send(ackOf(u"1"_s, AlarmServer::key));
    one.send(ackOf(u"1"_s, AlarmServer::key));
    QTRY_COMPARE_WITH_TIMEOUT(one.all<Done>().size(), 2u, limit);
    QTRY_COMPARE_WITH_TIMEOUT(other.all<Event>().size(), 2u, limit);
    const Event told = other.all<Event>()[1];
    QCOMPARE(told.state, EventState::Raised);
    QVERIFY(told.labels.contains(u"acknowledged"_s));
    QCOMPARE(told.timeUs, other.all<Event>()[0].timeUs); // it was raised when it was raised
    QVERIFY(told.seq > 0);
    other.send(ackOf(u"2"_s, u"nothing"_s));
    QTRY_COMPARE_WITH_TIMEOUT(other.all<Error>().size(), 1u, limit);
    QCOMPARE(other.all<Error>()[0].id, u"2"_s);
    QCOMPARE(one.all<Event>().size(), 2u);
    QCOMPARE(other.all<Event>().size(), 2u);
}

void TestAcknowledgements::tellsWhoComesLater()
{
    const AlarmServer served;
    RawClient one;
    one.open(served.url());
    one.send(Hello{u"test"_s, {}, {}, {}});
    one.send(ackOf(u"1"_s, AlarmServer::key));
    QTRY_COMPARE_WITH_TIMEOUT(one.all<Done>().size(), 1u, limit);
    RawClient late;
    late.open(served.url());
    late.send(Hello{u"test"_s, {}, {}, {}});
    late.send(Subscribe{{u"events"_s}, {}, {}});
    QTRY_COMPARE_WITH_TIMEOUT(late.all<Event>().size(), 1u, limit);
    QVERIFY(late.all<Event>()[0].labels.contains(u"acknowledged"_s));
    QCOMPARE(late.all<Event>()[0].seq, 0u);
}

QTEST_GUILESS_MAIN(TestAcknowledgements)
#include "tst_acknowledgements.moc"
