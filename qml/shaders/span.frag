#version 440

layout(location = 0) in vec2 vEnds; // share of the pixel inside of either end
layout(location = 0) out vec4 fragColor;

layout(std140, binding = 0) uniform Block {
    mat4 matrix;
    vec4 color; // premultiplied
    float opacity;
    float halfWidth;
    float scale;
} block;

void main()
{
    vec2 inside = min(vEnds, vec2(1.0));
    fragColor = block.color * (clamp(inside.x + inside.y - 1.0, 0.0, 1.0) * block.opacity);
}
