// The light that the mosaics throw on the hall's surfaces, gathered by the light pass into one small map.
// Regions, in texels: walls (strip s, y), floor (z, x), vault (z, angle from the right springing to the left one).
// use: vec3 e = wall_light(s, y), irradiance in linear light; vec4 e = on_wall(s, y), in a the light of voices that pass there, 0..1.
#include "frame.glsl"

uniform sampler2D light_map;

vec4 light_region(vec4 region, vec2 at) {
    vec2 texel = region.xy + clamp(at * region.zw, vec2(0.5), region.zw - 0.5);
    return texture(light_map, texel / vec2(textureSize(light_map, 0)));
}

vec4 on_wall(float s, float y) {
    return light_region(frame.light_walls, vec2(s / (2.0 * frame.hall.y + 2.0 * frame.hall.x), y / frame.hall.z));
}

vec4 on_floor(vec2 xz) {
    return light_region(frame.light_floor, vec2(-xz.y / frame.hall.y, xz.x / (2.0 * frame.hall.x) + 0.5));
}

vec4 on_vault(float z, float angle) { return light_region(frame.light_vault, vec2(-z / frame.hall.y, angle / 3.14159265)); }

vec3 wall_light(float s, float y) { return on_wall(s, y).rgb; }

vec3 floor_light(vec2 xz) { return on_floor(xz).rgb; }
