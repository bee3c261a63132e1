// The light that the mosaics throw on the hall's surfaces, gathered by the light pass into one small map.
// Regions, in texels: walls (strip s, y), floor (z, x), vault (z, angle from the left springing to the right one).
// use: vec3 e = wall_light(s, y); irradiance, linear light.
#include "frame.glsl"

uniform sampler2D light_map;

vec3 light_region(vec4 region, vec2 at) {
    vec2 texel = region.xy + clamp(at * region.zw, vec2(0.5), region.zw - 0.5);
    return texture(light_map, texel / vec2(textureSize(light_map, 0))).rgb;
}

vec3 wall_light(float s, float y) {
    return light_region(frame.light_walls, vec2(s / (2.0 * frame.hall.y + 2.0 * frame.hall.x), y / frame.hall.z));
}

vec3 floor_light(vec2 xz) {
    return light_region(frame.light_floor, vec2(-xz.y / frame.hall.y, xz.x / (2.0 * frame.hall.x) + 0.5));
}

vec3 vault_light(float z, float angle) { return light_region(frame.light_vault, vec2(-z / frame.hall.y, angle / 3.14159265)); }
