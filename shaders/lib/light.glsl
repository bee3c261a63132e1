// The light that the mosaics throw on the hall's surfaces, gathered by the light pass into one small map.
// Regions, in texels: walls (strip s, y), floor (z, x), vault (z, angle from the right springing to the left one).
// use: vec3 e = wall_light(s, y), irradiance in linear light; vec4 e = on_wall(s, y), in a the light of voices that pass there, 0..1.
#include "hall.glsl"

uniform sampler2D light_map;

vec4 light_region(vec4 region, vec2 at) {
    vec2 texel = region.xy + clamp(at * region.zw, vec2(0.5), region.zw - 0.5);
    return texture(light_map, texel / LIGHT_MAP);
}

vec4 on_wall(float s, float y) {
    return light_region(LIGHT_WALLS, vec2(s / STRIP.x, y / SPRINGING));
}

vec4 on_floor(vec2 xz) {
    return light_region(LIGHT_FLOOR, vec2(-xz.y / LENGTH, xz.x / (2.0 * HALF_WIDTH) + 0.5));
}

vec4 on_vault(float z, float angle) { return light_region(LIGHT_VAULT, vec2(-z / LENGTH, angle / 3.14159265)); }

vec3 wall_light(float s, float y) { return on_wall(s, y).rgb; }

vec3 floor_light(vec2 xz) { return on_floor(xz).rgb; }
