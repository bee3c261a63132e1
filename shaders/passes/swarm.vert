// Kai's nanobots, a triangle each: where a mote is follows from its number, the time, the medium and the override, and from nothing
// that was before. In each of its lives it follows a walk along the seams of the tiles; excitement throws it into the air; the
// override's crest draws it in and carries it, and where the crest has passed it runs on along its seam.
#include "frame.glsl"
#include "lib/strip.glsl"
#include "lib/hash.glsl"
#include "lib/time.glsl"
#include "lib/medium.glsl"
#include "lib/colour.glsl"
#include "lib/eddy.glsl"
#include "lib/haze.glsl"

out vec2 spot;
flat out vec4 mote;

uniform sampler2D walks;         // a row a walk: mosaic, its colour and what it goes over, first strip s, y; then both ends of each seam
uniform sampler2D mosaic_state;  // a texel a mosaic: glitch, healed, consent, attention
uniform vec4 look;               // brightness, radius (metres), seconds of a trail, metres that the glitch throws
uniform float share;             // of the light that one of the usual number gives, for each
uniform float glint;             // how much more they shine when they turn

const float TURN = 4096.0, PI2 = 6.28318531;
const int COLOUR = 0x3ffff, RIB = 0x40000, BARE = 0x80000;

struct Mote {
    vec3 place, trail;           // metres; trail: from where its tail ends
    vec3 light;
    float radius;                // metres
};

uint draw;                       // what chance draws next for this life
float chance() { draw = hash(draw); return float(draw >> 8u) * (1.0 / 16777216.0); }

vec3 painted(int code) { vec3 c = vec3(code & 63, (code >> 6) & 63, (code >> 12) & 63) / 63.0; return c * c; }

// What the override does x metres outside its crest, where one comes from as far as `reach`: x how far it draws in, y how bright
// the wake behind it still is.
vec2 crest(float x, float reach) {
    float hold = smoothstep(0.0, 0.35, frame.override.w) * smoothstep(0.0, 1.0, frame.override.z);
    return hold * vec2(1.0 - smoothstep(0.5, 1.0, abs(x) / reach), x < 0.0 ? exp(x * 0.28) : exp(-x * 0.9));
}

Mote live(uint number) {
    // A life lasts 5 to 10 s; a whole number of them fill the turn of time.
    uint own = hash(number);
    float lives = float(400u + own % 420u), since = frame.cycle.x * lives + hash01(own);
    uint life = uint(since) % uint(lives);
    float seconds = TURN / lives, age = fract(since), t = age * seconds;
    draw = hash(number * 0x9e3779b9u + life);
    // Lots by the golden ratio, so that any number of motes spreads evenly over the walks.
    int walk = int((number * 0x9e3779b9u + hash(life)) >> (32 - WALKS_LOG2));
    vec4 head = texelFetch(walks, ivec2(0, walk), 0);
    int code = int(head.y);
    vec4 state = texelFetch(mosaic_state, ivec2(int(head.x), 0), 0);

    // Along the seams, tile by tile, with rests; the crest sends it on.
    float pace = mix(1.1, 2.3, chance()), beat = PI2 / mix(2.2, 4.5, chance()), phase = PI2 * chance();
    float eager = chance(), far = chance(), lot = chance(), aside = chance(), along = chance();
    float reach = mix(3.0, 13.0, eager * eager);
    float passed = length(head.zw - frame.override.xy) - frame.override.z;
    float run = 7.0 * smoothstep(0.0, 0.35, frame.override.w) * smoothstep(1.0, -11.0, passed);
    float seam = min(5.0 * chance() + pace * (t - 0.92 * sin(beat * t + phase) / beat) + run + 1.0, float(STEPS) - 0.001);
    float stride = pace * (1.0 - 0.92 * cos(beat * t + phase));
    vec4 ends = texelFetch(walks, ivec2(1 + int(seam), walk), 0);
    float f = fract(seam);
    vec2 foot = mix(ends.xy, ends.zw, f * f * (3.0 - 2.0 * f)), going = (ends.zw - ends.xy) * (6.0 * f * (1.0 - f) * stride);

    // Off the tiles there are no seams to keep to.
    if (code >= RIB) foot += (code >= BARE ? vec2(0.12) : vec2(0.06, 0.12) * SCALE) * (2.0 * vec2(aside, along) - 1.0);

    // Into the crest, which is a rope of light that they wind about.
    vec2 out_of = foot - frame.override.xy;
    float away = max(length(out_of), 0.05), x = away - frame.override.z;
    vec2 ring = crest(x, reach), way = out_of / away;
    float wind = cycles(0.28) * (lot < 0.5 ? 1.0 : -1.0) + far + 0.13 * (foot.x + foot.y), thin = 0.06 + 0.5 * lot * lot * lot;
    vec2 rope = thin * direction(wind);
    float drawn = ring.x;
    foot = frame.override.xy + way * max(frame.override.z + mix(x, rope.x, drawn), 0.0) + vec2(-way.y, way.x) * (drawn * 3.0 * (aside - 0.5));
    going += drawn * (way * 2.4 + vec2(-way.y, way.x) * 0.5 * rope.y);
    // Where the crest goes under the floor they go out.
    float above = smoothstep(-0.9, 0.25, foot.y);
    foot.y = max(foot.y, 0.06);

    // Off the wall: the excitement where it stands throws it, and lets it down with the unrest.
    vec4 m = min(medium_at(foot), vec4(state.zz, 1.0, state.z));
    float may = smoothstep(0.71, 0.75, state.z), brave = 0.7 * chance();
    float loose = may * smoothstep(brave, brave + 0.3, state.x) * (1.0 - m.b) * (1.0 - drawn);
    float tall = look.w * mix(0.10, 1.0, far * far), surge = smoothstep(0.0, 0.6, m.a);
    float lift = loose * tall * (0.5 + 0.5 * surge) + drawn * (0.6 + rope.y) + 0.05;
    vec3 normal, bend, bend_more;
    if (code >= RIB && code < BARE) lift += rib_depth(foot.y);
    vec3 place = from_strip(foot, normal);
    vec3 right = vec3(normal.z, 0.0, -normal.x), up = cross(normal, right);
    place += normal * lift;
    // On the seams they are slow, and their light lingers.
    float linger = 1.0 + 2.5 * (1.0 - loose) * (1.0 - drawn);
    vec3 speed = linger * (right * going.x + up * going.y) + normal * (loose * tall * 2.0 * (m.r - m.g));

    // And the air carries it: two steps of a flow without sources, the second from where the first one ended.
    float air = min(0.55 * lift, 1.3) * (loose + 0.3 * drawn);
    vec3 drift = eddy(0.62 * place + PI2 * vec3(cycles(0.031), cycles(0.043), cycles(0.027)), PI2 * vec3(0.031, 0.043, 0.027), bend);
    place += air * drift;
    drift = eddy(1.7 * place + PI2 * vec3(cycles(0.11), cycles(0.09), cycles(0.13)), 1.7 * air * bend + PI2 * vec3(0.11, 0.09, 0.13), bend_more);
    place += 0.45 * air * drift;
    speed += air * (bend + 0.45 * bend_more);

    // A flake of glass, which shines when it faces the light: never more than once in four seconds.
    float faces = 0.5 + 0.5 * cos(PI2 * (0.09 + 0.12 * lot) * t + phase + 0.8 * (seam - run));
    float shine = faces * faces;
    shine *= shine * shine;
    float fade = smoothstep(0.0, 0.14, age) * smoothstep(1.0, 0.84, age);
    float there = smoothstep(0.0, 0.12, state.z - 0.9 * lot) * fade * above;
    // At rest a pearl that leans away from the colour beneath; in the air that colour, and its hue runs.
    vec3 under = painted(code & COLOUR), rest = 1.05 - 0.4 * under;
    vec3 wild = turn_hue(mix(vec3(0.8), under, 0.8), 0.42 * loose * sine(cycles(0.05) + 0.06 * (foot.x + 2.0 * foot.y) + 0.12 * far));
    vec3 gold = mix(vec3(1.0, 0.74, 0.36), frame.key.rgb / max(max(frame.key.r, max(frame.key.g, frame.key.b)), 0.01), 0.22);
    vec3 light = mix(mix(rest, wild, loose), gold, clamp(ring.y + drawn, 0.0, 1.0));
    // A few outshine the dust that most of them are.
    float star = eager * eager * eager, bright = (0.35 + 1.9 * star) * mix(0.4 + 2.2 * glint * shine, 0.9, max(drawn, loose)) * (1.3 + 0.3 * loose + 1.2 * ring.y + 0.5 * drawn) * there;
    // What hurries is fainter, for nothing may flash where it passes: many of them together are one glow.
    bright *= 0.3 * mix(1.0, 0.3, loose) / (1.0 + (1.0 - 0.6 * drawn) * dot(speed, speed));
    return Mote(place, speed * look.z, light * (bright * look.x), look.y * (0.7 + 1.2 * star) * (1.0 + 0.7 * loose + 0.3 * drawn));
}

void main() {
    Mote m = live(uint(gl_VertexID / 3));
    float near = length(m.place - frame.eye.xyz);
    vec4 head = on_screen(m.place), tail = on_screen(m.place - m.trail);
    vec2 pixels = 0.5 / frame.lens.zw;
    vec2 trail = head.w > 0.2 && tail.w > 0.2 ? (head.xy / head.w - tail.xy / tail.w) * pixels : vec2(0.0);
    // Where it is finer than a pixel it fades instead of sparkling; the glow of many far away still is a shimmer. `stock` is the
    // light that one of the usual number gives a picture of 720 lines: so much, however many share it and however large it is.
    const float LEAST = 1.5, FAINT = 0.008;
    float fine = m.radius / (frame.lens.x * near), most = 0.016 / frame.lens.x, radius = clamp(fine, LEAST, most);
    float usual = fine * inversesqrt(share), least = LEAST / (720.0 * frame.lens.w), disc = clamp(usual, least, most);
    float stock = share * disc * disc * min(usual / least, 1.0);
    float length_of = min(length(trail), 0.05 / frame.lens.x);
    vec2 ahead = length_of > 0.01 ? normalize(trail) : vec2(1, 0);
    float tailed = sqrt(1.0 + 0.5 * length_of / disc) / (1.0 + 0.5 * length_of / radius);
    mote.w = 2.0 + length_of / radius;
    mote.rgb = m.light * (stock / (radius * radius) * tailed * smoothstep(0.35, 1.3, near) * (1.0 - thickness(m.place)));

    // What would be too faint to count gives its light to those that chance leaves.
    float left = clamp(max(mote.r, max(mote.g, mote.b)) / FAINT, 0.001, 1.0);
    mote.rgb /= left;

    // The triangle about a disc and the point where its tail ends.
    int corner = gl_VertexID % 3;
    float wide = (mote.w + 1.0) * inversesqrt(mote.w * mote.w - 1.0);
    spot = corner == 0 ? vec2(-mote.w, 0.0) : vec2(1.0, corner == 1 ? -wide : wide);
    vec2 at = (ahead * spot.x + vec2(-ahead.y, ahead.x) * spot.y) * radius;
    gl_Position = vec4(head.xy + at / pixels * head.w, head.zw);
    if (hash01(uint(gl_VertexID / 3) ^ 0x5bd1e995u) >= left) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
