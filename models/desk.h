// What the window works on, and what moves data from the feed into the store.
//
// Once per frame (FramePace), and only when something waits, it drains the feed's batches into the
// store, tells the notifications of events and the link's story, and says store->flush() once.
// Readings follow at most ten times a second, and not unseen. GUI thread only.
#pragma once

#include "models/boardlist.h"
#include "models/framepace.h"
#include "models/jumplist.h"
#include "models/linkbadge.h"
#include "models/metrictree.h"
#include "models/notificationmodel.h"
#include "models/programmetrics.h"
#include "models/timeview.h"

#include <QTimer>

namespace sightglass {

class Feed;

class Desk : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The program has one.")
    Q_PROPERTY(sightglass::Store *store READ store CONSTANT)
    Q_PROPERTY(sightglass::TimeView *view READ view CONSTANT)
    Q_PROPERTY(sightglass::LinkBadge *link READ link CONSTANT)
    Q_PROPERTY(sightglass::NotificationModel *notifications READ notifications CONSTANT)
    Q_PROPERTY(sightglass::MetricTree *metrics READ metrics CONSTANT)
    Q_PROPERTY(sightglass::BoardList *boards READ boards CONSTANT)
    Q_PROPERTY(sightglass::JumpList *jump READ jump CONSTANT)
    Q_PROPERTY(sightglass::FramePace *frames READ frames CONSTANT)
    Q_PROPERTY(sightglass::Board *board READ board NOTIFY boardChanged) // the one on show
    Q_PROPERTY(QString sourceName READ sourceName CONSTANT)
    Q_PROPERTY(QString historyText READ historyText NOTIFY historyTextChanged) // "6 h 12 m"
    // For the overview, once a second: all history kept, and one series that stands for it.
    Q_PROPERTY(double historyFromUs READ historyFromUs NOTIFY secondPassed)
    Q_PROPERTY(double nowUs READ nowUs NOTIFY secondPassed)
    Q_PROPERTY(QList<int> overviewKeys READ overviewKeys NOTIFY secondPassed)
    Q_PROPERTY(double openHoleFromUs READ openHoleFromUs NOTIFY openHoleChanged) // 0: live

public:
    // Enters the feed into the store as a source. `feed` may be null: then batches come through
    // take() and the state through show(), as tests and pictures want it.
    Desk(Store *store, Feed *feed, QObject *parent = nullptr, NowUs now = systemNowUs);

    Store *store() const { return m_store; }
    TimeView *view() const { return m_view; }
    LinkBadge *link() const { return m_link; }
    NotificationModel *notifications() const { return m_notifications; }
    MetricTree *metrics() const { return m_metrics; }
    BoardList *boards() const { return m_boards; }
    JumpList *jump() const { return m_jump; }
    FramePace *frames() const { return m_frames; }
    Board *board() const { return m_boards->board(); }
    QString sourceName() const { return m_store->sourceName(m_source); }
    QString historyText() const { return m_history; }
    double historyFromUs() const;
    double nowUs() const { return m_tickUs; }
    QList<int> overviewKeys() const;
    double openHoleFromUs() const { return m_openHoleFromUs; }
    int source() const { return m_source; }
    // In place of the first board. Without this it grows from the catalog.
    void showBoard(const BoardDocument &document);
    // ":/boards/this-machine.json", say. On an error the board stays what it is.
    tl::expected<void, QString> showBoardFile(const QString &path);
    Q_INVOKABLE void openBoard(const QString &name); // a shipped one's tab: "link", say
    Q_INVOKABLE void openMetric(int key);            // one series, as large as can be, as a tab
    Q_INVOKABLE QVariantList shelf() const;          // see boardshelf.h
    Q_INVOKABLE QVariantList linkFacts() const;      // see linkfacts.h
    Q_INVOKABLE void tryNow();
    Q_INVOKABLE void noteFrame(double ms) { m_program.framed(ms); } // for the board "The link"
    void take(const Batch &batch) { take(m_source, batch); }
    void take(int source, const Batch &batch);
    void show(const LinkStatus &status);
    void flush();
    void sampleProgram(); // once a second, by the own timer
Q_SIGNALS:
    void boardChanged();
    void historyTextChanged();
    void openHoleChanged();
    void secondPassed();
    // A board wants a source that is not there yet; whoever has it feeds it to `source`.
    void sourceWanted(const QString &name, int source);

private:
    void frame();
    void drain();
    void paceFrames();
    void showMachine();
    void refresh();
    void tick();
    void readSoon();
    Moment moment(int source) const;
    void open(const QString &name, Board *board);
    int sourceFor(const QString &name);

    Store *m_store;
    Feed *m_feed;
    NowUs m_now;
    int m_source;
    TimeView *m_view;
    LinkBadge *m_link;
    NotificationModel *m_notifications;
    MetricTree *m_metrics;
    ProgramMetrics m_program;
    BoardList *m_boards;
    JumpList *m_jump;
    FramePace *m_frames;
    QHash<QString, int> m_localSources;
    QTimer m_reading, m_second; // texts change at most so often
    QString m_history;
    double m_openHoleFromUs = 0, m_tickUs = 0;
    bool m_boardChosen = false, m_unread = false; // unread: samples came since the last reading
};

} // namespace sightglass
