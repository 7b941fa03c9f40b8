// The real window over scripted data at a fixed moment: 14:05 of a day, ten minutes after the
// script's start. For pictures; the clock goes only when told.
#pragma once

#include "demo/script.h"
#include "models/desk.h"

#include <QImage>
#include <QQmlApplicationEngine>
#include <QQuickWindow>

namespace sightglass::test {

class Scene
{
public:
    static constexpr std::int64_t second = 1'000'000;
    static constexpr std::int64_t endUs = 1'767'967'500 * second; // 2026-01-09 14:05 UTC
    static constexpr std::int64_t startUs = endUs - 600 * second;

    Scene();
    Q_DISABLE_COPY_MOVE(Scene)

    // Which board; before play().
    void showMachine();
    void openBoard(const QString &name);

    // Ten minutes of the script, in seconds; the machine's for the link, the gallery's for whoever
    // wants it. The clock is at endUs then.
    void play();
    // The clock goes on without anything coming.
    void passes(std::int64_t us);
    void show(LinkState state, const QString &reason = {});

    // The window, exposed; false if the QML did not load.
    bool open(const QSize &size, bool dark);
    void scrollTo(double y);
    // Once nothing moves any more; null if that never happens.
    QImage picture();

    Desk &desk() { return m_desk; }
    QQuickWindow *window() const { return m_window; }
    std::int64_t now() const { return m_now; }

private:
    void playTo(std::int64_t us);
    void look();
    bool setTheme(bool dark);

    std::int64_t m_now = startUs;
    Store m_store{std::size_t(256) << 20};
    Desk m_desk{&m_store, nullptr, nullptr, [this] { return m_now; }};
    Script m_machine;
    std::unique_ptr<Script> m_gallery;
    int m_gallerySource = 0;
    Batch m_batch;
    LinkStatus m_status;
    QQmlApplicationEngine m_engine; // after what it shows
    QQuickWindow *m_window = nullptr;
};

// As the program does it: its own fonts, text as it draws it; and what must not depend on the
// machine: locale, time zone. After the QGuiApplication.
void prepareLooks();

} // namespace sightglass::test
