#include "ribbonmaterial.h"

#include <QSGMaterialShader>

#include <array>
#include <cstring>
#include <tuple>

namespace sightglass {

using namespace Qt::StringLiterals;

namespace {

// Offsets of the uniform block in ribbon.vert, by the rules of std140.
constexpr int matrixAt = 0;
constexpr int colorAt = 64;
constexpr int opacityAt = 80;
constexpr int halfAt = 84;
constexpr int scaleAt = 88;

class RibbonShader : public QSGMaterialShader
{
public:
    explicit RibbonShader(const QString &name)
    {
        setShaderFileName(VertexStage, u":/sightglass/shaders/%1.vert.qsb"_s.arg(name));
        setShaderFileName(FragmentStage, u":/sightglass/shaders/%1.frag.qsb"_s.arg(name));
    }

    // All of it each time: it is little, and a look may change in place.
    bool updateUniformData(RenderState &state, QSGMaterial *material, QSGMaterial *) override
    {
        char *data = state.uniformData()->data();
        const QMatrix4x4 matrix = state.combinedMatrix();
        std::memcpy(data + matrixAt, matrix.constData(), 16 * sizeof(float));
        const float opacity = state.opacity();
        std::memcpy(data + opacityAt, &opacity, sizeof opacity);
        writeLook(data, static_cast<RibbonMaterial *>(material)->look());
        return true;
    }

private:
    static void writeLook(char *data, const RibbonMaterial::Look &look)
    {
        const float alpha = look.color.alphaF();
        const std::array<float, 4> color{look.color.redF() * alpha, look.color.greenF() * alpha,
                                         look.color.blueF() * alpha, alpha};
        std::memcpy(data + colorAt, color.data(), sizeof color);
        std::memcpy(data + halfAt, &look.half, sizeof look.half);
        std::memcpy(data + scaleAt, &look.scale, sizeof look.scale);
    }
};

} // namespace

const QSGGeometry::AttributeSet &RibbonMaterial::attributes()
{
    static const std::array<QSGGeometry::Attribute, 2> attributes{
        QSGGeometry::Attribute::createWithAttributeType(0, 2, QSGGeometry::FloatType,
                                                        QSGGeometry::PositionAttribute),
        QSGGeometry::Attribute::createWithAttributeType(1, 1, QSGGeometry::FloatType,
                                                        QSGGeometry::UnknownAttribute)};
    static const QSGGeometry::AttributeSet set{2, 3 * sizeof(float), attributes.data()};
    return set;
}

bool RibbonMaterial::setLook(const Look &look)
{
    if (m_look == look) {
        return false;
    }
    m_look = look;
    return true;
}

QSGMaterialType *RibbonMaterial::type() const
{
    static QSGMaterialType type;
    return &type;
}

QSGMaterialShader *RibbonMaterial::createShader(QSGRendererInterface::RenderMode) const
{
    return new RibbonShader(u"ribbon"_s);
}

int RibbonMaterial::compare(const QSGMaterial *other) const
{
    const Look &theirs = static_cast<const RibbonMaterial *>(other)->m_look;
    if (m_look == theirs) {
        return 0;
    }
    // Any steady order will do.
    const auto key = [](const Look &look) {
        return std::tuple(look.color.rgba64().operator quint64(), look.half, look.scale);
    };
    return key(m_look) < key(theirs) ? -1 : 1;
}

const QSGGeometry::AttributeSet &SpanMaterial::attributes()
{
    static const std::array<QSGGeometry::Attribute, 2> attributes{
        QSGGeometry::Attribute::createWithAttributeType(0, 2, QSGGeometry::FloatType,
                                                        QSGGeometry::PositionAttribute),
        QSGGeometry::Attribute::createWithAttributeType(1, 2, QSGGeometry::FloatType,
                                                        QSGGeometry::UnknownAttribute)};
    static const QSGGeometry::AttributeSet set{2, 4 * sizeof(float), attributes.data()};
    return set;
}

QSGMaterialType *SpanMaterial::type() const
{
    static QSGMaterialType type;
    return &type;
}

QSGMaterialShader *SpanMaterial::createShader(QSGRendererInterface::RenderMode) const
{
    return new RibbonShader(u"span"_s);
}

} // namespace sightglass
