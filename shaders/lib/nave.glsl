// The hall's measures and the curve of its cross-section, shared by everything that stands in it.
// use: vec2 p = section(a, depth): a 0 at the left foot, 1 at the right; depth metres inward from the shell.
#include "frame.glsl"
#include "hall.glsl"

// Place on the screen; the mirror's picture is the same hall stood on its head.
vec4 on_screen(vec3 world) { return frame.view_projection * vec4(world.x, world.y * frame.lens.y, world.z, 1.0); }

float strip_at(vec3 p, float side) { return side < 0.0 ? -p.z : 2.0 * (LENGTH + HALF_WIDTH) + p.z; }

// How far a rib stands into the hall: a foot, a slender shaft, a head at the springing, and slender again to the crown, as in a
// long bone.
float rib_depth(float along) {
    float head = (along - SPRINGING) / (1.35 * SCALE);
    return SCALE * (0.20 + 0.20 / (1.0 + head * head * (1.0 + head * head)) + 0.17 * exp(-along * 2.0 / SCALE));
}

// x, y in the cross-section; along: length from the nearer foot.
vec2 section(float a, float depth, out float along) {
    const float UPRIGHT = 0.3;  // share of a that climbs each wall
    float side = a < 0.5 ? -1.0 : 1.0, half_a = a < 0.5 ? a : 1.0 - a;
    if (half_a < UPRIGHT) {
        along = SPRINGING * half_a / UPRIGHT;
        return vec2(side * (HALF_WIDTH - depth), along);
    }
    float angle = 1.57079633 * (half_a - UPRIGHT) / (0.5 - UPRIGHT);
    along = SPRINGING + RISE * 1.2 * angle;
    return vec2(side * cos(angle) * (HALF_WIDTH - depth), SPRINGING + sin(angle) * (RISE - depth));
}
