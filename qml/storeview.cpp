#include "storeview.h"

namespace sightglass {

StoreView::StoreView(QQuickItem *parent)
    : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    connect(this, &StoreView::chosen, this, [this] {
        choose();
        redraw();
    });
    connect(this, &StoreView::moved, this, [this] { reframe(); });
    connect(this, &StoreView::restyled, this, &StoreView::redraw);
}

void StoreView::setStore(Store *store)
{
    if (store == m_store) {
        return;
    }
    if (m_store != nullptr) {
        disconnect(m_store, nullptr, this, nullptr);
    }
    m_store = store;
    if (store != nullptr) {
        connect(store, &Store::flushed, this, [this] {
            if (isVisible() && hasNews()) {
                redraw();
            }
        });
        connect(store, &Store::holeAdded, this, [this] {
            m_changed = true;
            if (isEager()) {
                reframe();
            }
        });
        connect(store, &Store::seriesChanged, this, [this](int key) {
            if (describes(key)) {
                redraw();
            }
        });
        connect(store, &QObject::destroyed, this, [this] {
            m_store = nullptr;
            Q_EMIT chosen();
        });
    }
    Q_EMIT chosen();
}

void StoreView::redraw()
{
    m_changed = true;
    reframe();
}

void StoreView::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    redraw();
}

void StoreView::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemDevicePixelRatioHasChanged || change == ItemSceneChange
        || (change == ItemVisibleHasChanged && data.boolValue)) {
        redraw();
    }
}

} // namespace sightglass
