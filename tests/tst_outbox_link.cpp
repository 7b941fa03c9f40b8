// Acknowledgements over real sockets and a real disk: each is followed once, whatever happens to
// the line, the server or the program in between.
#include "alarmserver.h"
#include "archive/outboxstore.h"
#include "fakeserver.h"
#include "feed.h"
#include "rawclient.h"
#include "wire/jsoncodec.h"

#include <QTemporaryDir>
#include <QThread>
#include <QWebSocketServer>

using namespace sightglass;
using namespace Qt::StringLiterals;

using Kind = CommandStory::Kind;

namespace {

// A watcher that acknowledges: a feed on a link thread, and all that it is told.
class Watcher : public QObject
{
public:
    explicit Watcher(const QUrl &url, OutboxStore *store = nullptr,
                     const QString &dialect = u"auto"_s)
    {
        thread.start();
        Source source;
        source.address = url;
        source.dialect = dialect;
        feed = std::make_unique<Feed>(source, &thread);
        feed->keepCommandsIn(store);
        connect(feed.get(), &Feed::ready, this, &Watcher::drain);
    }
    ~Watcher() override
    {
        feed.reset();
        thread.quit();
        thread.wait();
    }

    void drain()
    {
        feed->drain([this](const Batch &batch) {
            for (const Batch::Note &note : batch.notes) {
                if (const auto *story = std::get_if<CommandStory>(&note.item)) {
                    stories.push_back(*story);
                } else if (const auto *event = std::get_if<Event>(&note.item)) {
                    events.push_back(*event);
                }
            }
            return true;
        });
    }
    int told(Kind kind) const
    {
        return int(std::ranges::count(stories, kind, &CommandStory::kind));
    }
    QString acknowledge(const QString &key = AlarmServer::key)
    {
        return feed->send({{{}, key, u"acknowledge"_s, {}}}).constFirst();
    }
    bool live() const { return feed->status().state == LinkState::Live; }
    std::uint64_t waiting() const { return feed->status().commandsWaiting; }

    QThread thread;
    std::unique_ptr<Feed> feed;
    std::vector<CommandStory> stories;
    std::vector<Event> events;
};

// What a server that keeps its word writes down, and has again after it died.
struct Journal
{
    QStringList received; // ids, each as often as it came
    QStringList followed;
};

// Speaks just enough of the protocol; may die after it followed a command, before the answer.
class DyingServer : public QObject
{
public:
    DyingServer(Journal &journal, quint16 port)
        : m_journal(journal)
        , m_server(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        m_server.setSupportedSubprotocols({u"sightglass.v1.json"_s});
        if (!m_server.listen(QHostAddress::LocalHost, port)) {
            qFatal("%s", qPrintable(m_server.errorString()));
        }
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            m_socket.reset(m_server.nextPendingConnection());
            connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
                    [this](const QString &text) { answer(text.toUtf8()); });
        });
    }
    quint16 port() const { return m_server.serverPort(); }

    bool diesBeforeAnswering = false;
    bool dead = false;

private:
    void answer(const QByteArray &bytes)
    {
        Message message;
        if (!m_codec.decode({bytes.constData(), std::size_t(bytes.size())}, message)) {
            return;
        }
        if (std::holds_alternative<Hello>(message)) {
            Welcome welcome;
            welcome.server = u"dying"_s;
            welcome.session = u"s"_s;
            say(welcome);
        } else if (const auto *ack = std::get_if<Ack>(&message)) {
            m_journal.received.append(ack->id);
            if (!m_journal.followed.contains(ack->id)) {
                m_journal.followed.append(ack->id);
            }
            if (diesBeforeAnswering) {
                dead = true;
                m_server.close();
                m_socket->abort();
                return;
            }
            say(Done{ack->id});
        }
    }
    void say(const Message &message)
    {
        m_socket->sendTextMessage(QString::fromUtf8(m_codec.encode(message)));
    }

    Journal &m_journal;
    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_socket;
    JsonCodec m_codec;
};

QStringList acknowledgedIn(const std::vector<Event> &events)
{
    QStringList keys;
    for (const Event &event : events) {
        if (event.labels.contains(u"acknowledged"_s)) {
            keys.append(event.key);
        }
    }
    return keys;
}

} // namespace

class TestOutboxLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isFollowedOnceAfterAnOutage();
    void isFollowedOnceByAServerThatDiedBeforeItsAnswer();
    void isSentByTheNextRunOfTheProgram();
    void isSentOnlyToTheServerItIsFor();
    void leavesTheDiskWhenItIsRefused();
    void leavesTheDiskWhenThereAreNoWordsForIt();
    void tellsWhatNobodyCameForAnyMore();
    void goesOnWithoutADisk();
    void twoProgramsTellTheServerOnce();

private:
    QStringList kept(const QUrl &url) const
    {
        Source source;
        source.address = url;
        QStringList keys;
        OutboxStore store(path());
        const auto loaded = store.load(source.identity());
        for (const KeptCommand &command : loaded.value()) {
            keys.append(command.ack.key);
        }
        return keys;
    }
    QString path() const { return m_dir->filePath(u"archive.sqlite"_s); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestOutboxLink::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestOutboxLink::isFollowedOnceAfterAnOutage()
{
    const AlarmServer served;
    ChaosProxy proxy(served.port);
    OutboxStore store(path());
    Watcher watcher(proxy.url(), &store);
    RawClient witness;
    witness.open(served.url());
    witness.send(Hello{u"test"_s, {}, {}, {}});
    witness.send(Subscribe{{u"events"_s}, {}, {}});
    watcher.feed->start();
    QTRY_COMPARE_WITH_TIMEOUT(watcher.events.size(), 1u, limit);
    for (int outage = 0; outage < 3; ++outage) {
        proxy.cut();
        QTRY_VERIFY_WITH_TIMEOUT(!watcher.live(), limit);
        if (outage == 0) {
            watcher.acknowledge();
            QTRY_COMPARE_WITH_TIMEOUT(watcher.waiting(), 1u, limit);
            QCOMPARE(kept(proxy.url()), QStringList{AlarmServer::key});
            QCOMPARE(watcher.told(Kind::Done), 0);
        }
        proxy.restore();
        watcher.feed->tryNow();
        QTRY_VERIFY_WITH_TIMEOUT(watcher.live(), limit);
        QTRY_COMPARE_WITH_TIMEOUT(watcher.told(Kind::Done), 1, limit);
    }
    QTRY_COMPARE_WITH_TIMEOUT(acknowledgedIn(watcher.events), QStringList{AlarmServer::key}, limit);
    QCOMPARE(acknowledgedIn(witness.all<Event>()), QStringList{AlarmServer::key});
    QCOMPARE(kept(proxy.url()), QStringList{});
    QCOMPARE(watcher.stories.size(), 1u);
}

void TestOutboxLink::isFollowedOnceByAServerThatDiedBeforeItsAnswer()
{
    Journal journal;
    auto server = std::make_unique<DyingServer>(journal, quint16(0));
    const quint16 port = server->port();
    server->diesBeforeAnswering = true;
    Watcher watcher(QUrl(u"ws://127.0.0.1:%1/"_s.arg(port)));
    watcher.feed->start();
    QTRY_VERIFY_WITH_TIMEOUT(watcher.live(), limit);
    const QString id = watcher.acknowledge();
    QTRY_VERIFY_WITH_TIMEOUT(server->dead, limit);
    QTRY_VERIFY_WITH_TIMEOUT(!watcher.live(), limit);
    QCOMPARE(watcher.told(Kind::Done), 0);
    QCOMPARE(watcher.waiting(), 1u);
    server = std::make_unique<DyingServer>(journal, port);
    watcher.feed->tryNow();
    QTRY_COMPARE_WITH_TIMEOUT(watcher.told(Kind::Done), 1, limit);
    QCOMPARE(journal.received, (QStringList{id, id}));
    QCOMPARE(journal.followed, QStringList{id});
    QCOMPARE(watcher.waiting(), 0u);
}

void TestOutboxLink::isSentByTheNextRunOfTheProgram()
{
    auto served = std::make_unique<AlarmServer>();
    const QUrl url = served->url();
    const quint16 port = served->port;
    served.reset();
    {
        OutboxStore store(path());
        Watcher watcher(url, &store);
        watcher.feed->start();
        watcher.acknowledge();
        QTRY_COMPARE_WITH_TIMEOUT(watcher.waiting(), 1u, limit);
    }
    QCOMPARE(kept(url), QStringList{AlarmServer::key});
    served = std::make_unique<AlarmServer>(port);
    OutboxStore store(path());
    Watcher watcher(url, &store);
    watcher.feed->start();
    QTRY_COMPARE_WITH_TIMEOUT(watcher.told(Kind::Done), 1, limit);
    QCOMPARE(watcher.told(Kind::Waiting), 1);
    QCOMPARE(watcher.stories.front().kind, Kind::Waiting);
    QTRY_COMPARE_WITH_TIMEOUT(acknowledgedIn(watcher.events), QStringList{AlarmServer::key}, limit);
    QCOMPARE(kept(url), QStringList{});
}

void TestOutboxLink::isSentOnlyToTheServerItIsFor()
{
    const AlarmServer served;
    OutboxStore store(path());
    QUrl other = served.url();
    other.setQuery(u"room=2"_s);
    Watcher offline(other, &store);
    offline.acknowledge();
    QTRY_COMPARE_WITH_TIMEOUT(kept(other).size(), 1, limit);
    QCOMPARE(kept(served.url()), QStringList{});
    QUrl token = other;
    token.setQuery(u"room=2&token=secret"_s);
    QCOMPARE(kept(token).size(), 1); // the same server, whatever the secret
    Source source;
    source.address = token;
    QVERIFY(!source.identity().contains(u"secret"));
    source.address.setQuery(u"apikey=secret"_s);
    QVERIFY(!source.identity().contains(u"secret"));
}

void TestOutboxLink::leavesTheDiskWhenItIsRefused()
{
    const AlarmServer served;
    OutboxStore store(path());
    Watcher watcher(served.url(), &store);
    watcher.feed->start();
    watcher.acknowledge(u"no/such"_s);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.told(Kind::Refused), 1, limit);
    QVERIFY2(watcher.stories[0].text.contains(u"no/such"), qPrintable(watcher.stories[0].text));
    QCOMPARE(kept(served.url()), QStringList{});
}

void TestOutboxLink::leavesTheDiskWhenThereAreNoWordsForIt()
{
    FakeServer plain(FakeServer::opensAndSends(FakeServer::frame(FakeServer::Text, "{\"a\":1}")));
    OutboxStore store(path());
    Watcher watcher(plain.url(), &store, u"plain"_s);
    watcher.acknowledge();
    QCOMPARE(kept(plain.url()).size(), 1);
    watcher.feed->start();
    QTRY_COMPARE_WITH_TIMEOUT(watcher.told(Kind::Unsent), 1, limit);
    QCOMPARE(kept(plain.url()), QStringList{});
    QVERIFY(plain.frames().empty());
}

void TestOutboxLink::tellsWhatNobodyCameForAnyMore()
{
    OutboxStore store(path());
    QVERIFY(store.save({{u"ws://gone.example/live?0123456789ab"_s,
                         {u"id"_s, u"boiler"_s, u"acknowledge"_s, {}},
                         1}}));
    Watcher watcher(QUrl(u"ws://127.0.0.1:1/"_s), &store);
    QTRY_COMPARE_WITH_TIMEOUT(watcher.told(Kind::Expired), 1, limit);
    QVERIFY2(watcher.stories[0].text.contains(u"ws://gone.example/live "),
             qPrintable(watcher.stories[0].text));
    Watcher next(QUrl(u"ws://127.0.0.1:1/"_s), &store);
    QTest::qWait(50); // nothing is to come
    QCOMPARE(next.stories.size(), 0u);
}

void TestOutboxLink::goesOnWithoutADisk()
{
    QVERIFY(QFile(path()).open(QIODevice::WriteOnly));
    const AlarmServer served;
    OutboxStore store(path() + u"/data/archive.sqlite"_s);
    Watcher watcher(served.url(), &store);
    watcher.feed->start();
    watcher.acknowledge();
    QTRY_COMPARE_WITH_TIMEOUT(watcher.told(Kind::Done), 1, limit);
    QCOMPARE(watcher.told(Kind::NotKept), 1);
}

void TestOutboxLink::twoProgramsTellTheServerOnce()
{
    auto served = std::make_unique<AlarmServer>();
    const QUrl url = served->url();
    const quint16 port = served->port;
    served.reset();
    OutboxStore first(path());
    Watcher one(url, &first);
    one.acknowledge();
    OutboxStore second(path());
    Watcher other(url, &second); // takes up what the first has not sent yet
    served = std::make_unique<AlarmServer>(port);
    one.feed->start();
    other.feed->start();
    QTRY_COMPARE_WITH_TIMEOUT(one.told(Kind::Done), 1, limit);
    QTRY_COMPARE_WITH_TIMEOUT(other.told(Kind::Done), 1, limit);
    RawClient witness;
    witness.open(url);
    witness.send(Hello{u"test"_s, {}, {}, {}});
    witness.send(Subscribe{{u"events"_s}, 60'000, {}});
    QTRY_COMPARE_WITH_TIMEOUT(witness.all<Event>().size(), 2u, limit); // raised, acknowledged
    QCOMPARE(kept(url), QStringList{});
}

QTEST_GUILESS_MAIN(TestOutboxLink)
#include "tst_outbox_link.moc"
