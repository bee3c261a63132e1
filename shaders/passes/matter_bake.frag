// Bakes one tile of what stone and bone are like, once; it repeats both ways.
// r: slow relief, g: fine grain, b: branching veins, a: pores, sparse and round.
#include "lib/hash.glsl"

in vec2 uv;
out vec4 matter;

ivec2 wrapped(ivec2 cell, ivec2 period) { return ((cell % period) + period) % period; }

float noise(vec2 p, ivec2 period) {
    vec2 cell = floor(p), f = p - cell;
    f = f * f * (3.0 - 2.0 * f);
    ivec2 i = ivec2(cell);
    float a = hash01(wrapped(i, period)), b = hash01(wrapped(i + ivec2(1, 0), period));
    float c = hash01(wrapped(i + ivec2(0, 1), period)), d = hash01(wrapped(i + ivec2(1, 1), period));
    return mix(mix(a, b, f.x), mix(c, d, f.x), f.y);
}

// x: how near the border between the two nearest cells is (Worley 1996), y: distance to the nearest cell's middle.
vec2 cells(vec2 p, ivec2 period, int salt) {
    ivec2 i = ivec2(floor(p));
    float first = 9.0, second = 9.0;
    for (int y = -1; y <= 1; ++y) for (int x = -1; x <= 1; ++x) {
        ivec2 there = i + ivec2(x, y), w = wrapped(there, period) + salt;
        float d = length(vec2(there) + vec2(hash01(w), hash01(w + 173)) - p);
        second = min(second, max(first, d)), first = min(first, d);
    }
    return vec2(second - first, first);
}

void main() {
    vec2 warp = vec2(noise(uv * 6.0, ivec2(6)), noise(uv * 6.0 + 3.0, ivec2(6))) - 0.5;
    vec2 fine = vec2(noise(uv * 23.0, ivec2(23)), noise(uv * 23.0 + 11.0, ivec2(23))) - 0.5;
    vec2 p = uv + warp * 0.10 + fine * 0.018;
    float relief = 0.5 * noise(uv * 4.0 + warp, ivec2(4)) + 0.3 * noise(uv * 9.0, ivec2(9)) + 0.2 * noise(uv * 21.0, ivec2(21));
    float grain = 0.5 * noise(uv * 64.0, ivec2(64)) + 0.5 * noise(uv * 150.0, ivec2(150));
    // Long vessels along v that part and meet, and a finer net between them that comes and goes.
    float large = cells(p * vec2(4.0, 2.0), ivec2(4, 2), 3).x, small = cells(p * vec2(11.0, 8.0), ivec2(11, 8), 29).x;
    float there = smoothstep(0.35, 0.75, noise(uv * 5.0 + 2.0, ivec2(5)));
    float veins = smoothstep(0.075, 0.0, large) * (0.55 + 0.45 * there) + 0.42 * there * smoothstep(0.06, 0.0, small);
    float pore = smoothstep(0.30, 0.12, cells(uv * 24.0, ivec2(24), 61).y) * step(0.7, noise(uv * 24.0, ivec2(24)));
    matter = clamp(vec4(relief, grain, veins, pore), 0.0, 1.0);
}
