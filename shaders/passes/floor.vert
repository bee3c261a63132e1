// The floor, one quad.
#include "frame.glsl"
#include "lib/nave.glsl"

out vec3 world;

void main() {
    vec2 corner = vec2[6](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1))[gl_VertexID];
    world = vec3(HALF_WIDTH * (2.0 * corner.x - 1.0), 0.0, -LENGTH * corner.y);
    gl_Position = on_screen(world);
}
