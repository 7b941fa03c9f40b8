#version 440

layout(location = 0) in float vAcross;
layout(location = 0) out vec4 fragColor;

layout(std140, binding = 0) uniform Block {
    mat4 matrix;
    vec4 color; // premultiplied
    float opacity;
    float halfWidth; // logical px
    float scale;     // device px per logical px
} block;

void main()
{
    float inside = (block.halfWidth - abs(vAcross)) * block.scale + 0.5;
    fragColor = block.color * (clamp(inside, 0.0, 1.0) * block.opacity);
}
