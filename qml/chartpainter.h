// The chart without a graphics card: the software scene graph draws no geometry of ours, so the
// same points are painted into an image. Pure; any thread with a QGuiApplication.
#pragma once

#include "chartpicture.h"

#include <QImage>

namespace sightglass {

// Transparent where nothing is; as large as `picture.visible()` at the picture's scale.
QImage paintChart(const ChartPicture &picture);

} // namespace sightglass
