// What is wrong with a window's layout, by walking its items: texts that stick out of the window,
// of their tile, button or card, texts that lie over each other, tiles without a size.
//
// One sentence for each; empty when all is well. Looks, never changes anything.
#pragma once

#include <QStringList>

class QQuickWindow;

namespace sightglass::test {

QStringList layoutFaults(QQuickWindow *window);

} // namespace sightglass::test
