// The three plastered walls: left, end, right, a quad each.
#include "frame.glsl"
#include "lib/nave.glsl"

out vec3 world;
out vec2 strip;

void main() {
    int wall = gl_VertexID / 6;
    vec2 corner = vec2[6](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1))[gl_VertexID % 6];
    float s = wall == 0 ? LENGTH * corner.x : wall == 1 ? LENGTH + 2.0 * HALF_WIDTH * corner.x : 2.0 * HALF_WIDTH + LENGTH * (1.0 + corner.x);
    strip = vec2(s, corner.y * (SPRINGING + 0.02));
    world = vec3(wall == 0 ? -HALF_WIDTH : wall == 1 ? HALF_WIDTH * (2.0 * corner.x - 1.0) : HALF_WIDTH, strip.y,
                 wall == 0 ? -s : wall == 1 ? -LENGTH : -LENGTH * (1.0 - corner.x));
    gl_Position = on_screen(world);
}
