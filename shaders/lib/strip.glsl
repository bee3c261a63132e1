// Where a place of the unrolled walls stands in the hall, as Hall.from_strip has it; above the springing of the side walls y goes
// on along the vault.
// use: vec3 normal; vec3 world = from_strip(vec2(s, y), normal); the normal points into the hall.
#include "lib/nave.glsl"

vec3 from_strip(vec2 strip, out vec3 normal) {
    float at_end = strip.x - LENGTH - HALF_WIDTH, side = at_end < 0.0 ? -1.0 : 1.0;
    if (abs(at_end) < HALF_WIDTH) {
        normal = vec3(0, 0, 1);
        return vec3(at_end, strip.y, -LENGTH);
    }
    float angle = max(strip.y - SPRINGING, 0.0) / (1.2 * RISE);
    vec2 turn = vec2(side * cos(angle), sin(angle));
    normal = vec3(-turn, 0.0);
    return vec3(turn.x * HALF_WIDTH, min(strip.y, SPRINGING) + turn.y * RISE, side < 0.0 ? -strip.x : strip.x - 2.0 * (LENGTH + HALF_WIDTH));
}
