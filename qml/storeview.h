// What draws series of the store over a window of time: which store, which window, and when what is
// drawn is not true any more.
//
// Abstract; what is drawn, and how, is for those who derive: lines, plots and sparklines. GUI
// thread. News that can be seen ask for a polish; updatePolish() looks at m_changed, which says
// that more than the window did. Times are microseconds since the epoch.
#pragma once

#include "store/store.h"

#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace sightglass {

class StoreView : public QQuickItem
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(sightglass::Store *store READ store WRITE setStore NOTIFY chosen)
    Q_PROPERTY(double fromUs MEMBER m_fromUs NOTIFY moved)
    Q_PROPERTY(double toUs MEMBER m_toUs NOTIFY moved)

public:
    explicit StoreView(QQuickItem *parent = nullptr);

    Store *store() const { return m_store; }
    void setStore(Store *store);

Q_SIGNALS:
    void chosen(); // other series, or another store
    void moved();  // another window
    void restyled();

protected:
    // The series are other ones, or there is no store any more.
    virtual void choose() = 0;
    // Samples came that show in what was drawn last.
    virtual bool hasNews() const = 0;
    // What is known about this series shows, not only its samples.
    virtual bool describes(int /*key*/) const { return false; }
    // The window may be another one; the next frame finds out.
    virtual void reframe() { polish(); }
    // False: what was lost shows when the window moves, not before.
    virtual bool isEager() const { return true; }
    void redraw();

    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;

    Store *m_store = nullptr;
    double m_fromUs = 0, m_toUs = 0;
    bool m_changed = true; // more than the window
};

} // namespace sightglass
