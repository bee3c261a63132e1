// How strongly a motif paints a tile, 0..1: the flows by which colour runs in a smile, as in viz/world/traits.py; a drift
// comes in from one side. across: 0..1 over the smile toward that side; strand: of Matter.
// use: float share = motif(kind, order, rise, across, strand); kind: 0 veins, 1 bands, 2 drift, 3 tips, 4 necks, 5 halo.
#include "lib/turns.glsl"

float motif(float kind, float order, float rise, float across, uint strand) {
    float drawn = float(strand & 63u) / 64.0, run = 0.5 - 0.5 * sine(order + drawn + 0.25);
    float veins = drawn < 0.5 ? 0.35 + 0.65 * run : 0.06, bands = (strand & 64u) != 0u ? 0.92 : 0.10;
    float tips = smoothstep(0.25, 0.85, rise), necks = 1.0 - smoothstep(0.12, 0.72, rise), halo = (strand & 128u) != 0u ? 1.0 : 0.08;
    vec3 first = vec3(veins, bands, smoothstep(0.40, 0.85, across) * (0.7 + 0.3 * run)), last = vec3(tips, necks, halo);
    vec3 which = vec3(equal(ivec3(mod(kind, 3.0) + 0.5), ivec3(0, 1, 2)));
    return dot(kind < 2.5 ? first : last, which);
}
