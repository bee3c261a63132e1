// The air of the hall: thin haze that takes on the light around it.
// use: colour = in_haze(colour, world)
#include "lib/light.glsl"

vec3 in_haze(vec3 colour, vec3 world) {
    vec3 way = world - frame.eye.xyz;
    float t = length(way), thick = 1.0 - exp(-frame.haze.a * t);
    vec3 middle = frame.eye.xyz + way * min(0.6, 12.0 / t);
    vec3 around = floor_light(middle.xz) * 0.10 + frame.haze.rgb * (0.5 + 0.35 / (1.0 + abs(middle.y) * 0.15));
    return mix(colour, around, thick);
}
