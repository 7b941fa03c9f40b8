// Paints a ribbon (ribbon.h), or spans, in one colour with soft edges. Used by the scene graph's
// render thread; values are set while the GUI thread is blocked.
#pragma once

#include <QColor>
#include <QSGGeometry>
#include <QSGMaterial>

namespace sightglass {

class RibbonMaterial : public QSGMaterial
{
public:
    struct Look
    {
        QColor color;
        float half = 0.8F; // logical px
        float scale = 1;   // device px per logical px
        bool operator==(const Look &) const = default;
    };

    RibbonMaterial() { setFlag(Blending); }

    // x, y, across: the layout of RibbonVertex.
    static const QSGGeometry::AttributeSet &attributes();

    const Look &look() const { return m_look; }
    bool setLook(const Look &look); // true if it changed

    QSGMaterialType *type() const override;
    QSGMaterialShader *createShader(QSGRendererInterface::RenderMode mode) const override;
    int compare(const QSGMaterial *other) const override;

private:
    Look m_look;
};

// The same for spans (spans.h); `half` is not used.
class SpanMaterial : public RibbonMaterial
{
public:
    SpanMaterial() { setFlag(NoBatching); } // merged, they would be written anew to be moved

    // x, y, above, below: the layout of SpanVertex.
    static const QSGGeometry::AttributeSet &attributes();

    QSGMaterialType *type() const override;
    QSGMaterialShader *createShader(QSGRendererInterface::RenderMode mode) const override;
};

} // namespace sightglass
