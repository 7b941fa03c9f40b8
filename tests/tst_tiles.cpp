// Runs tests/tst_*.qml against the real window's parts, with a desk that is fed by hand.
//
// The QML side gets a Bench: a store, a desk without a feed, a clock that goes when told, and two
// ways to look at what is on the screen.
#include "models/desk.h"

#include <QGuiApplication>
#include <QLocale>
#include <QQmlEngine>
#include <QQuickItem>
#include <QtQuickTest>

using namespace Qt::StringLiterals;
using namespace sightglass;

class Bench : public QObject
{
    Q_OBJECT
    Q_PROPERTY(sightglass::Desk *desk READ desk CONSTANT)

public:
    Bench() { link(u"live"_s); }
    Desk *desk() { return &m_desk; }

    Q_INVOKABLE void passes(double seconds) { m_now += std::int64_t(seconds * 1e6); }
    Q_INVOKABLE void give(const QString &name, const QString &unit, double value)
    {
        Batch batch;
        if (!m_indexes.contains(name)) {
            SeriesSeen seen;
            seen.index = std::uint32_t(m_indexes.size());
            seen.info.name = name;
            seen.info.unit = unit;
            seen.info.channel = u"c"_s;
            seen.info.intervalMs = 1000;
            batch.note(seen);
            m_indexes.insert(name, seen.index);
        }
        batch.append(m_indexes.value(name), m_now, value);
        m_desk.take(batch);
        m_desk.flush();
    }
    // What was sent between so many seconds ago and so many will never come.
    Q_INVOKABLE void lose(double from, double to)
    {
        Batch batch;
        batch.note(LostTime{u"c"_s, m_now - std::int64_t(from * 1e6),
                            m_now - std::int64_t(to * 1e6), 1, LostTime::Reason::Skipped});
        m_desk.take(batch);
        m_desk.flush();
    }
    Q_INVOKABLE double nowUs() const { return double(m_now); }
    Q_INVOKABLE void raise(const QString &key, const QString &title)
    {
        Event event;
        event.key = key;
        event.state = EventState::Raised;
        event.severity = Severity::Critical;
        event.title = title;
        event.timeUs = m_now;
        Batch batch;
        batch.note(event);
        m_desk.take(batch);
        m_desk.flush();
    }
    // {key, state, severity, title, body}: what is not given is a raised critical alarm.
    Q_INVOKABLE void event(const QVariantMap &given)
    {
        const QString state = given.value(u"state"_s).toString();
        const QString severity = given.value(u"severity"_s).toString();
        Event event;
        event.key = given.value(u"key"_s).toString();
        event.state = state == u"cleared" ? EventState::Cleared
                      : state == u"info"  ? EventState::Info
                                          : EventState::Raised;
        event.severity = severity == u"info"      ? Severity::Info
                         : severity == u"warning" ? Severity::Warning
                                                  : Severity::Critical;
        event.title = given.value(u"title"_s, event.key).toString();
        event.body = given.value(u"body"_s).toString();
        event.timeUs = m_now;
        Batch batch;
        batch.note(event);
        m_desk.take(batch);
        m_desk.flush();
    }
    Q_INVOKABLE void tick() { m_desk.notifications()->tick(m_now); }
    Q_INVOKABLE void link(const QString &state)
    {
        LinkStatus status;
        status.state = state == u"live"      ? LinkState::Live
                       : state == u"waiting" ? LinkState::Waiting
                                             : LinkState::Dialing;
        if (state == u"token") {
            status.state = LinkState::Idle;
            status.final = true;
            status.needsToken = true;
        }
        status.reason = state == u"waiting" ? u"Connection refused."_s : QString();
        status.nextAttemptUs = m_now + 4'000'000;
        status.sinceUs = m_now;
        m_desk.show(status);
    }
    // {state, roundTripMs, messages, attemptIn, reason}: a link with its numbers.
    Q_INVOKABLE void linkAs(const QVariantMap &given)
    {
        LinkStatus status;
        status.state = given.value(u"state"_s).toString() == u"live"      ? LinkState::Live
                       : given.value(u"state"_s).toString() == u"waiting" ? LinkState::Waiting
                                                                          : LinkState::Dialing;
        status.roundTripMs = given.value(u"roundTripMs"_s, -1).toDouble();
        status.messages = given.value(u"messages"_s).toULongLong();
        status.reason = given.value(u"reason"_s).toString();
        status.attempt = given.value(u"attempt"_s).toInt();
        status.nextAttemptUs = m_now + std::int64_t(given.value(u"attemptIn"_s).toDouble() * 1e6);
        status.sinceUs = m_now;
        m_desk.show(status);
        m_desk.link()->tick(m_now);
    }
    Q_INVOKABLE bool board(const QString &tiles)
    {
        const auto document = readBoard(R"({"version": 1, "title": "Bench", "tiles": [)"
                                        + tiles.toUtf8() + "]}");
        if (document) {
            m_desk.showBoard(*document);
        }
        return document.has_value();
    }
    Q_INVOKABLE sightglass::Tile *tile(int row) { return m_desk.board()->tile(row); }
    Q_INVOKABLE void look()
    {
        m_desk.board()->refresh({m_now, m_desk.link()->live()}, 300'000'000);
    }

    // Every text that can be seen in the item, in the order of the tree.
    Q_INVOKABLE QStringList texts(QQuickItem *item) const
    {
        QStringList all;
        if (!item->isVisible() || item->opacity() == 0) {
            return all;
        }
        if (item->inherits("QQuickText") && !item->property("text").toString().isEmpty()) {
            all.append(item->property("text").toString());
        }
        for (QQuickItem *child : item->childItems()) {
            all += texts(child);
        }
        return all;
    }
    // Where each of them is drawn, in `frame`: {text, rect}; elided and cut ones as they are seen.
    Q_INVOKABLE QVariantList boxes(QQuickItem *item, QQuickItem *frame) const
    {
        QVariantList all;
        if (!item->isVisible() || item->opacity() == 0) {
            return all;
        }
        const QString text = item->property("text").toString();
        if (item->inherits("QQuickText") && !text.isEmpty() && item->width() > 0) {
            const QRectF rect = item->mapRectToItem(frame, item->boundingRect());
            all.append(QVariantMap{{u"text"_s, text}, {u"rect"_s, rect}});
        }
        for (QQuickItem *child : item->childItems()) {
            all += boxes(child, frame);
        }
        return all;
    }
    // The visible button that says so, by word or by accessible name given as a property.
    Q_INVOKABLE QQuickItem *button(QQuickItem *item, const QString &text) const
    {
        if (!item->isVisible()) {
            return nullptr;
        }
        if (item->inherits("QQuickAbstractButton") && item->property("text").toString() == text) {
            return item;
        }
        for (QQuickItem *child : item->childItems()) {
            if (QQuickItem *found = button(child, text)) {
                return found;
            }
        }
        return nullptr;
    }

private:
    std::int64_t m_now = 1'700'000'000'000'000;
    Store m_store{std::size_t(16) << 20};
    Desk m_desk{&m_store, nullptr, nullptr, [this] { return m_now; }};
    QHash<QString, std::uint32_t> m_indexes;
};

class Setup : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void applicationAvailable() { QLocale::setDefault(QLocale(QLocale::English)); }
    void qmlEngineAvailable(QQmlEngine *engine)
    {
        engine->addImportPath(u":/qt/qml"_s);
        qmlRegisterType<Bench>("Sightglass.Tests", 1, 0, "Bench");
    }
};

QUICK_TEST_MAIN_WITH_SETUP(tiles, Setup)
#include "tst_tiles.moc"
