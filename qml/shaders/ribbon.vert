#version 440

layout(location = 0) in vec2 position;
layout(location = 1) in float across;
layout(location = 0) out float vAcross;

layout(std140, binding = 0) uniform Block {
    mat4 matrix;
    vec4 color;
    float opacity;
    float halfWidth;
    float scale;
} block;

void main()
{
    vAcross = across;
    gl_Position = block.matrix * vec4(position, 0.0, 1.0);
}
