// What the window is drawn with: the graphics card, or Qt Quick's own painter on the processor.
//
// Where OpenGL is only another program on the same processor (llvmpipe and its like), the painter
// is the better choice: it paints what changed, they paint every pixel of every frame. Whoever
// asks for one by option or environment (QT_QUICK_BACKEND, QSG_RHI_BACKEND) gets that. GUI thread,
// between the QGuiApplication and the first window.
#pragma once

#include <QDir>

namespace sightglass {

// Returns what was chosen and why, for people.
QString chooseRenderer(bool softwareWanted);

// By the devices the kernel has (/dev). Where there is none, OpenGL need not be asked, which would
// cost 50 ms and 50 MB; where there is one, it may still be no use.
bool mayHaveGraphicsCard(const QDir &devices);
// By what OpenGL calls itself (GL_RENDERER).
bool isSoftwareRasteriser(const QString &name);

} // namespace sightglass
