// Bakes Neo-Lumine once, so that at show time each layer of it costs one filtered read, and never shimmers.
// Four strips, from below: the street's other side, towers beyond it, towers far off, the sky. A layer's channels:
// r: warm windows, g: cool windows, b: edges, crowns and signs, a: what stands there. The sky's: r: stars, g, b: veils.
#include "lib/hash.glsl"

in vec2 uv;
out vec4 towers;

// Metres of a strip, metres of a lot, metres of a storey.
const vec4 STRIPS[3] = vec4[3](vec4(128.0, 34.0, 10.667, 1.75), vec4(256.0, 76.0, 12.8, 1.5), vec4(512.0, 150.0, 16.0, 2.6));

float seeded(int lot, int what) { return hash01(ivec2(lot * 31 + 7, what)); }

float tiled_noise(vec2 p, int period) {
    vec2 cell = floor(p), f = p - cell;
    f = f * f * (3.0 - 2.0 * f);
    ivec2 i = ivec2(cell);
    int next = (i.x + 1) % period;
    return mix(mix(hash01(i), hash01(ivec2(next, i.y)), f.x), mix(hash01(i + ivec2(0, 1)), hash01(ivec2(next, i.y + 1)), f.x), f.y);
}

float line(float away, float half_width, float soft) { return smoothstep(half_width + soft, half_width, abs(away)); }

// Signs are pictures, never words: arches in arches, a tooth, rising bands, a ring of beads. q: -1..1 in the sign, and no stroke
// finer than two texels, or it would look like bricks from a window.
float emblem(vec2 q, int kind) {
    float inside = step(max(abs(q.x), abs(q.y)), 1.0);
    if (kind == 0) return inside * line(fract(length(q * vec2(1.0, 0.8) + vec2(0, 0.75)) * 1.8) - 0.5, 0.13, 0.22) * step(-0.7, q.y);
    if (kind == 1) {
        float crown = length(q * vec2(1.15, 1.4) - vec2(0, 0.25)), notch = length((q + vec2(0, 1.0)) * vec2(2.6, 1.0));
        float tooth = max(max(crown - 1.0, abs(q.x) - 0.72 - 0.12 * q.y), 0.55 - notch);
        return inside * (line(tooth, 0.05, 0.14) + 0.22 * step(tooth, 0.0));
    }
    if (kind == 2) return inside * line(fract(q.y * 1.5 + abs(q.x) * 0.9) - 0.5, 0.12, 0.22);
    float turn = atan(q.y, q.x) / 6.2831853 * 8.0;
    return inside * line(length(vec2((fract(turn) - 0.5) * 0.60, length(q) - 0.72)), 0.09, 0.14);
}

// One tower: x metres from the lot's middle, h metres up. Some taper like tusks, some are blunt as molars, some carry a spire.
vec4 tower(float x, float h, int lot, int row, vec4 strip, float share) {
    float a = seeded(lot, row * 9 + 1), b = seeded(lot, row * 9 + 2), c = seeded(lot, row * 9 + 3);
    float top = strip.y * (row == 0 ? 0.34 + 0.5 * a : 0.24 + 0.62 * a * a) * share, half_width = strip.z * (0.30 + 0.26 * b) * (0.7 + 0.3 * share);
    float up = clamp(h / top, 0.0, 1.2);
    float tusk = sqrt(max(1.0 - up * up, 0.0)), blunt = pow(max(1.0 - pow(up, 9.0), 0.0), 0.5), step_in = 1.0 - 0.30 * smoothstep(0.58, 0.60, up) - 0.25 * smoothstep(0.82, 0.84, up);
    float profile = c < 0.38 ? mix(blunt, tusk, 0.75) : c < 0.66 ? blunt : step_in * step(up, 1.0);
    float lean = (b - 0.5) * 0.25 * half_width * up * up, wide = half_width * profile, off = x - lean;
    float pixel = strip.x / 2048.0, away = abs(off) - wide;
    float body = up < 1.0 ? smoothstep(pixel, -pixel, away) : 0.0;
    float spire = c > 0.24 && c < 0.6 && row > 0 ? step(h, top * 1.17) * smoothstep(pixel * 1.6, 0.0, abs(off) - 0.10 * strip.z * max(0.0, 1.12 - up)) * step(0.9, up) : 0.0;
    // Lit windows come in neighbourhoods: whole floors that work late, corners, and much that sleeps.
    vec2 pane = vec2(off / (strip.w * (row == 0 ? 0.55 : 0.36)), h / strip.w);
    ivec2 cell = ivec2(lot * 67 + int(floor(pane.x)), int(floor(pane.y)) + 512 * row);
    vec2 within = abs(fract(pane) - 0.5);
    float awake = value_noise(vec2(float(lot) * 13.0 + pane.x * 0.28, pane.y * 0.16 + 40.0 * c));
    float late = hash01(ivec2(lot * 5 + row, cell.y)) < 0.10 ? 0.5 : 0.0;
    float lit = step(1.06 - 0.62 * awake - late, hash01(cell)) * (0.3 + 0.7 * hash01(cell + 77)) * smoothstep(0.42, 0.30, within.x) * smoothstep(0.36, 0.24, within.y);
    lit *= body * step(-away, 99.0) * smoothstep(0.0, 0.6, -away) * step(up, 0.96);
    float cool = step(0.5, hash01(ivec2(lot, 11 + row) )) * 0.8 + 0.2 * step(0.7, hash01(cell + 5));
    // Edges glow toward the crown, as a shell does against the light; a few towers carry a seam all the way up.
    float edge = exp(-max(-away, 0.0) / (0.06 * strip.z)) * smoothstep(0.55, 1.0, up) * (0.25 + 0.75 * a);
    float seam = b > 0.7 ? line(off, 0.02 * strip.z, 0.03 * strip.z) * smoothstep(0.1, 0.9, up) : 0.0;
    float glow = max(edge * body * 0.8, seam * body * 0.9) + spire * 0.8;
    return vec4(lit * (1.0 - cool), lit * cool, glow, max(body, spire));
}

vec4 street_level(float x, float h, int lot, vec4 under, float half_width) {
    // Shop fronts under a canopy, and a sign on most houses, upright or over the door.
    float b = seeded(lot, 70), kind = seeded(lot, 71), front = smoothstep(3.4, 3.1, h) * step(0.35, h) * step(abs(x), half_width);
    float inner = smoothstep(0.47, 0.42, abs(fract(x / 1.1) - 0.5)), shown = hash01(ivec2(lot * 9 + int(floor(x / 2.2)), 7));
    float panes = inner * shown * shown * (0.25 + 0.75 * smoothstep(0.4, 3.0, h)) * mix(1.0, 0.3, step(fract(h * 0.7 + shown), 0.06));
    // Passers-by, dark before the light.
    float who = hash01(ivec2(lot * 3 + int(floor(x / 1.3)), 91)), stands = (fract(x / 1.3) - 0.5) * 1.3 - 0.3 * (who - 0.5), tall = 1.35 + 0.25 * who;
    float person = step(0.45, who) * max(smoothstep(0.26, 0.20, abs(stands) + 0.12 * abs(h - 1.0)) * step(h, tall), smoothstep(0.15, 0.11, length(vec2(stands, h - tall - 0.12))));
    panes *= 1.0 - 0.92 * person;
    under.r = mix(under.r, panes * (0.25 + 0.75 * step(0.4, shown)), front), under.g = mix(under.g, panes * 0.8 * step(shown, 0.55), front);
    under.b += line(h - 3.5, 0.10, 0.12) * step(abs(x), half_width) * 0.5;
    vec2 at = b < 0.55 ? vec2((b - 0.27) * 12.0, 9.5 + 5.0 * kind) : vec2(0.0, 6.2), size = b < 0.55 ? vec2(1.2, 4.2) : vec2(2.9, 1.7);
    vec2 q = (vec2(x, h) - at) / size;
    if (max(abs(q.x), abs(q.y)) < 1.08) under = vec4(0.0, 0.0, 0.03, 1.0);
    float tile = size.y > 2.0 ? floor(q.y * 1.5 + 1.5) : 0.0;
    vec2 own = size.y > 2.0 ? vec2(q.x, fract(q.y * 1.5 + 1.5) * 2.0 - 1.0) * 1.1 : q * vec2(1.5, 1.1);
    under.b += emblem(own, int(floor(seeded(lot, 72 + int(tile)) * 3.999))) + 0.25 * line(max(abs(q.x), abs(q.y)) - 1.0, 0.03, 0.05) + 0.16 * exp(-3.0 * max(length(max(abs(q) - 1.0, 0.0) * size), 0.0));
    return under;
}

vec4 over(vec4 far, vec4 near) { return vec4(mix(far.rgb, near.rgb, near.a), max(far.a, near.a)); }

vec4 layer(int row, vec2 at) {
    vec4 strip = STRIPS[row];
    float x = at.x * strip.x, h = at.y * strip.y, lots = floor(strip.x / strip.z + 0.5);
    vec4 seen = vec4(0.0);
    for (int depth = 0; depth < 3; ++depth) {
        float shift = float(depth) * 0.37 * strip.z, place = mod(x + shift, strip.x) / strip.z;
        int lot = int(mod(floor(place), lots)) + 100 * depth;
        float off = (fract(place) - 0.5) * strip.z;
        vec4 one = tower(off, h, lot, row, strip, depth == 2 ? (row == 0 ? 0.55 : 0.62) : 1.0 - 0.12 * float(depth));
        if (row == 0 && depth == 2) one = street_level(off, h, lot, vec4(one.rgb, max(one.a, step(h, 4.2))), strip.z * 0.46);
        seen = over(seen * vec4(0.8, 0.8, 0.85, 1.0), one);
    }
    return seen;
}

vec4 sky(vec2 at) {
    vec2 cell = at * vec2(340.0, 64.0);
    ivec2 i = ivec2(floor(cell));
    vec2 f = fract(cell) - 0.5 - 0.6 * (vec2(hash01(i), hash01(i + 31)) - 0.5);
    float star = step(0.982, hash01(i + 7)) * (0.02 + 0.98 * pow(hash01(i + 13), 14.0)) * smoothstep(0.17, 0.0, length(f));
    float veil = 0.55 * tiled_noise(vec2(at.x * 12.0, at.y * 3.0), 12) + 0.30 * tiled_noise(vec2(at.x * 31.0, at.y * 5.0 + 9.0), 31) + 0.15 * tiled_noise(vec2(at.x * 97.0, at.y * 9.0 + 3.0), 97);
    float cloud = 0.6 * tiled_noise(vec2(at.x * 9.0, at.y * 5.0 + 50.0), 9) + 0.4 * tiled_noise(vec2(at.x * 27.0, at.y * 14.0 + 20.0), 27);
    return vec4(star, veil, cloud, 1.0);
}

void main() {
    int strip = int(floor(uv.y * 4.0));
    vec2 at = vec2(uv.x, fract(uv.y * 4.0));
    towers = clamp(strip < 3 ? layer(strip, at) : sky(at), 0.0, 1.0);
}
