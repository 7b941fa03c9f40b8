// How a window's scene is drawn: from back to front, without a depth buffer. Nothing here lies
// behind something that is not drawn over it anyway; to test and to keep depths of every pixel
// cost a tenth of a frame of charts where there is no graphics card. Before the first frame.
#pragma once

#include <QQuickGraphicsConfiguration>
#include <QQuickWindow>

namespace sightglass {

inline void drawFlat(QQuickWindow &window)
{
    QQuickGraphicsConfiguration configuration = window.graphicsConfiguration();
    configuration.setDepthBufferFor2D(false);
    window.setGraphicsConfiguration(configuration);
}

} // namespace sightglass
