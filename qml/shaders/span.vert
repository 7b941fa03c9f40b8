#version 440

layout(location = 0) in vec2 position; // device px
layout(location = 1) in vec2 ends;
layout(location = 0) out vec2 vEnds;

layout(std140, binding = 0) uniform Block {
    mat4 matrix;
    vec4 color;
    float opacity;
    float halfWidth;
    float scale;
} block;

void main()
{
    vEnds = ends;
    gl_Position = block.matrix * vec4(position / block.scale, 0.0, 1.0);
}
