// The floor, one quad.
#include "frame.glsl"
#include "lib/nave.glsl"

out vec3 world;
flat out vec2 slab_size;
flat out vec4 plait;
flat out vec4 feet;

void main() {
    vec2 corner = vec2[6](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1))[gl_VertexID];
    world = vec3(HALF_WIDTH * (2.0 * corner.x - 1.0), 0.0, -LENGTH * corner.y);
    // Slabs that two people can lift, a whole number of them across the hall and in a bay.
    vec2 room = vec2(2.0 * HALF_WIDTH, BAY);
    slab_size = room / max(floor(room / vec2(1.6, 2.4) + 0.5), 1.0);
    plait = vec4(0.52 * HALF_WIDTH, 0.17 * SCALE, 0.013 * SCALE, 4.0 / BAY);
    feet = vec4(1.0 / BAY, rib_depth(0.0), floor(vec2(RIBS, 2.0 * RIBS) / 3.0 + 0.5));
    gl_Position = on_screen(world);
}
