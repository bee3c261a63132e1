// The flash guard mends what it marked: a pixel that would change a fifth time in a second is held at the brightness that it
// has, red that comes is paler for a second, and red that leaves stays for one.
// define STEADY: of what it made and of what was shown before a mixture, so that the mean light of them all keeps its bounds
// define BLURS: of what is drawn and of what was shown before a mixture, where that is calm, see viz/passes/guard_calm.py
#include "lib/guard.glsl"

layout(location = 0) out ivec4 kept;
layout(location = 1) out ivec4 shown;

#ifdef STEADY
uniform isampler2D picture;
flat in float steady;       // the share of what was shown before
#else
uniform sampler2D picture;  // a pixel a texel: the other one is being drawn into
#endif
#ifdef BLURS
flat in vec4 corners;       // see guard_blur.vert
in vec2 part;               // 0..1: of the way between the corners
uniform float faded;        // seconds since the picture before, of those in which that fades where it is as calm as can be
#endif
uniform isampler2D before;  // shown before

ivec4 old;
vec4 r0, g0, b0;            // light that was shown before

// Levels as they stand in an int; alpha stays.
ivec4 four_of(ivec4 red, ivec4 green, ivec4 blue) { return red | green << 8 | blue << 16 | (levels & int(0xff000000)); }

#ifdef STEADY
ivec4 rounded(vec4 c) { return ivec4(level(c) + 0.5); }

ivec4 taken(ivec2 at) {
    look(texelFetch(picture, at, 0));
    return four_of(rounded(mix(r, r0, steady)), rounded(mix(g, g0, steady)), rounded(mix(b, b0, steady)));
}
#elif defined(BLURS)
// A mixture with that share of what was shown before, rounded toward what is drawn, so that it gets there.
ivec4 onward(vec4 now, vec4 old, float share) {
    return ivec4(level(mix(now, old, share)) + mix(vec4(0.001), vec4(0.999), greaterThan(now, old)));
}

ivec4 taken(ivec2 at) {
    look(fetched(picture, at));
    vec2 sides = mix(corners.xz, corners.yw, part.x);
    float calmed = mix(sides.x, sides.y, part.y), share = exp(-faded / max(calmed, 1e-3));
    ivec4 mixed = four_of(onward(r, r0, share), onward(g, g0, share), onward(b, b0, share));
    // Red that leaves is gone at once, so that it is known when.
    bvec4 leaves = both(greaterThan(redness(r0, r0 + g0 + b0), vec4(0.0)), not(red));
    return pick(levels, mixed, both(bvec4(calmed > 0.0), not(leaves)));
}
#else
ivec4 taken(ivec2 at) { return fetched(picture, at); }
#endif

// Four pixels as they were shown before, and as they come.
void fetch(ivec2 at) {
    old = texelFetch(before, at, 0);
    r0 = light(channel(old, 0)); g0 = light(channel(old, 8)); b0 = light(channel(old, 16));
    y0 = luminance(r0, g0, b0);
    look(taken(at));
    recall(texelFetch(memory, at, 0), since);
}

vec4 farthest(vec4 r, vec4 g, vec4 b) { return max(max(abs(r), abs(g)), abs(b)); }

// The clock of red goes on; where red has to stay. It comes at once by a slow fade, else it waits for a second; it leaves after
// it was shown for a second, of one hue.
bvec4 run_clock() {
    vec4 whole = 1.0 / max(r + g + b, HAIR), part = 1.0 / max(r0 + g0 + b0, HAIR);
    bvec4 jumps = greaterThan(farthest(r * whole - r0 * part, g * whole - g0 * part, b * whole - b0 * part), vec4(2.0 * slow));
    bvec4 fades = lessThan(farthest(r - r0, g - g0, b - b0), vec4(slow));
    clock >>= 16;
    bvec4 none = equal(clock, ivec4(0)), left = greaterThanEqual(clock, ivec4(LEFT)), opens = greaterThanEqual(clock, ivec4(OPENING));
    bvec4 stays = both(both(opens, lessThan(clock, ivec4(FREE))), not(red));
    ivec4 onward = clock + since;

    // Each phase is gone through, however late a picture comes.
    ivec4 next = pick(ivec4(OPENING), ivec4(OPEN), opens);
    next = min(onward, pick(next, ivec4(FREE), greaterThanEqual(clock, ivec4(OPEN))));
    bvec4 unsure = both(lessThanEqual(clock, ivec4(OPEN)), lessThan(r, (RED + 0.01) * (r + g + b)));
    next = pick(next, min(next, ivec4(OPEN)), either(jumps, unsure));
    next = pick(next, pick(ivec4(1), ivec4(OPEN), both(none, fades)), either(none, left));

    ivec4 after = pick(ivec4(LEFT), pick(onward, ivec4(0), greaterThanEqual(onward, ivec4(GONE))), left);
    clock = pick(next, pick(after, ivec4(0), none), both(not(red), not(stays)));
    return stays;
}

// How much of a grey as bright as it makes red as pale as it has to be by now; 0: as it is.
vec4 share_of_grey() {
    vec4 limit = clamp(SHARE + (1.0 - SHARE) / float(OPEN - OPENING + 1) * vec4(clock - OPENING + 1), SHARE, 1.0);
    limit = mix(limit, vec4(SHARE), greaterThanEqual(clock, ivec4(LEFT)));
    vec4 excess = r - limit * (r + g + b);
    bvec4 pales = both(either(red, hold), greaterThan(min(excess, seen(r, r + g + b)), vec4(0.0)));
    return mix(vec4(0.0), excess / (excess + (3.0 * limit - 1.0) * y), pales);
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    fetch(at);
    bvec4 down = notEqual(sinks, ivec4(0)), stays = run_clock();
    vec4 m = mix(share_of_before(down), vec4(1.0), stays);
    r = mix(r, r0, m); g = mix(g, g0, m); b = mix(b, b0, m); y = mix(y, y0, m);
    vec4 k = mix(share_of_grey(), vec4(0.0), stays);
    r = mix(r, y, k); g = mix(g, y, k); b = mix(b, y, k);

    // Levels are rounded to the safe side.
    bvec4 pales = greaterThan(k, vec4(0.0));
    vec4 bias = mix(vec4(0.5), mix(vec4(0.95), vec4(0.05), down), hold);
    vec4 rise = mix(bias, vec4(0.95), pales), fall = mix(bias, vec4(0.05), pales);
    ivec4 made = four_of(ivec4(level(r) + fall), ivec4(level(g) + rise), ivec4(level(b) + rise));
    made = pick(made, old, both(greaterThanEqual(m, vec4(1.0)), not(pales)));
    shown = pick(levels, made, either(either(hold, stays), pales));

    y = luminance(light(channel(shown, 0)), light(channel(shown, 8)), light(channel(shown, 16)));
    back = against(e - y);
    turns = both(turns, not(either(hold, stays)));
    clock <<= 16;
    kept = remembered();
}
