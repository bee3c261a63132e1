// The air of the hall: thin haze that takes on the colour of the light in it.
// use: colour = in_haze(colour, world)
#include "frame.glsl"
#include "hall.glsl"

// It lies on the floor and thins upward as 1 / (1 + height / LAYER)², whose mean along a way from height a to b is
// 1 / ((1 + a / LAYER) (1 + b / LAYER)).
#define LAYER (0.8 * SPRINGING)

// How much of what is there the haze hides.
float thickness(vec3 world) {
    vec2 height = 1.0 + abs(vec2(frame.eye.y, world.y)) / LAYER;
    return 1.0 - exp(-1.5 * frame.haze.a / (height.x * height.y) * length(world - frame.eye.xyz));
}

// What the haze shows instead: brighter toward the floor, and lit by the mosaics far down the hall.
vec3 air_light(vec3 world) {
    return frame.haze.rgb * (0.55 + 0.45 / (1.0 + 0.2 * abs(world.y))) + frame.air.rgb * 0.5;
}

vec3 in_haze(vec3 colour, vec3 world) { return mix(colour, air_light(world), thickness(world)); }
