// What the passes of the flash guard have in common. Four pixels in each texel, as many in each vector: a fetch costs a
// software rasteriser more than all that is done with it. Levels stand in an int: red, green, blue, alpha from the lowest byte
// on. What is kept of a pixel, in an int too: bit 31: light goes down; 30-21: root of the extreme of luminance since; 20-16:
// clock of red; 15-0: ages of the last four changes in ticks, four bits each, the latest lowest, from 8 on over a second.
#include "lib/srgb.glsl"

flat in vec4 rule;      // a change that counts, share of white; the darker state below which it does; how it grows above; what of it may remain
flat in float slow;     // how far a channel goes on at most from the picture before in a slow fade
flat in int since;      // ticks since the picture before

uniform isampler2D memory;  // what was kept

// Clock of red, in ticks: 0 no red; from 1 on shown as SHARE; from OPENING on ever purer; from OPEN on as it is; from FREE on it
// may leave; from LEFT to GONE it has just left: a second ago, and what a fade may take until it is counted as gone.
const int OPENING = 9, OPEN = 12, FREE = 20, LEFT = 21, GONE = 31;
const int SINKS = int(0x80000000), EXTREME = 0x7fe00000, CLOCK = 0x1f0000, FRESH = 0x8888;
const float SHARE = 0.78, RED = 0.8, SEEN = 0.03, HAIR = 0.0005;
const vec3 WEIGHTS = vec3(0.2126, 0.7152, 0.0722);

// From whole levels to light: off by a HAIR at most, and never out of order.
const vec4 FIT = DECODING / vec4(255.0, 65025.0, 16581375.0, 4228250625.0);
vec4 curve(vec4 level, vec4 fit) { return level * (fit.x + level * (fit.y + level * (fit.z + level * fit.w))); }
vec4 light(vec4 level) { return curve(level, FIT); }

// The way back, by a step of Newton's from the fit to it: a level comes back by 0.0002.
vec4 level(vec4 c) {
    c = clamp(c, 0.0, 1.0);
    vec4 l = 255.0 * encoded(c);
    vec4 slope = FIT.x + l * (2.0 * FIT.y + l * (3.0 * FIT.z + l * 4.0 * FIT.w));
    return clamp(l - (light(l) - c) / slope, 0.0, 255.0);
}

// Four pixels of a picture that has one in a texel.
ivec4 fetched(sampler2D picture, ivec2 at) {
    ivec4 four;
    for (int i = 0; i < 4; i++) {
        ivec4 one = ivec4(255.0 * texelFetch(picture, ivec2(4 * at.x + i, at.y), 0) + 0.5);
        four[i] = one.r | one.g << 8 | one.b << 16 | one.a << 24;
    }
    return four;
}

vec4 channel(ivec4 levels, int shift) { return vec4((levels >> shift) & 255); }
vec4 luminance(vec4 r, vec4 g, vec4 b) { return WEIGHTS.r * r + WEIGHTS.g * g + WEIGHTS.b * b; }
ivec4 pick(ivec4 a, ivec4 b, bvec4 second) { return a ^ ((a ^ b) & -ivec4(second)); }
ivec4 root(vec4 y) { return ivec4(sqrt(y) * 1023.0 + 0.5) << 21; }
bvec4 both(bvec4 a, bvec4 b) { return bvec4(ivec4(a) & ivec4(b)); }
bvec4 either(bvec4 a, bvec4 b) { return bvec4(ivec4(a) | ivec4(b)); }

ivec4 levels, sinks, clock, ages, extreme;
vec4 r, g, b, y, e, back, y0;   // light, luminance; its extreme; how far from that it went back; luminance shown before
bvec4 red, turns, hold;

vec4 against(vec4 way) { return intBitsToFloat(floatBitsToInt(way) ^ sinks); }
// Above 0: there is red to be seen, and it is saturated.
vec4 seen(vec4 r, vec4 all) { return r - 0.5 * (all + SEEN); }
vec4 redness(vec4 r, vec4 all) { return min(seen(r, all), r - RED * all + 3.0 * HAIR); }

// The levels of these pixels, and the light that they are.
void look(ivec4 four) {
    levels = four;
    r = light(channel(levels, 0)); g = light(channel(levels, 8)); b = light(channel(levels, 16));
    y = luminance(r, g, b);
    red = greaterThan(redness(r, r + g + b), vec4(0.0));
}

// Luminance alone, of levels r, g and b.
vec4 glanced(ivec4 four) {
    levels = four;
    r = channel(levels, 0); g = channel(levels, 8); b = channel(levels, 16);
    return curve(r, WEIGHTS.r * FIT) + curve(g, WEIGHTS.g * FIT) + curve(b, WEIGHTS.b * FIT);
}

// The same in fewer steps, of luminance; and all that is red (no saturated red comes nearer to these bounds than by 1 level),
// with some that is not quite: what mends them tells them apart.
void glance(ivec4 four) {
    y = glanced(four);
    red = greaterThan(r - max(max(1.75 * max(g, b), 1.22 * (g + b)) + 6.0, vec4(46.0)), vec4(0.0));
}

// What is known of these pixels, and what the picture so many ticks later does to it: whether they turn, and whether that would
// be a change too many.
void recall(ivec4 kept, int later) {
    sinks = kept & SINKS;
    clock = kept & CLOCK;
    ages = ((kept & 0x7777) + 0x1111 * later) | (kept & FRESH);
    extreme = kept & EXTREME;
    e = vec4(extreme >> 21) / 1023.0;
    e *= e;
    back = against(e - y);
    turns = greaterThanEqual(back, rule.x + rule.z * max(min(e, y) - rule.y, 0.0));
    hold = both(turns, equal(ages & 0x8000, ivec4(0)));
}

// How much of what was shown before keeps light within its bounds; it is within them itself.
vec4 share_of_before(bvec4 down) {
    vec4 low = min(e - rule.w * rule.x, max(vec4(rule.y + 0.002), e * (rule.z < 1.0 ? 0.9 : 0.0)));
    vec4 high = e + rule.w * (rule.x + rule.z * max(e - rule.y, 0.0));
    return mix(vec4(0.0), clamp((mix(low, high, down) - y) / (y0 - y), 0.0, 1.0), hold);
}

// What is to be known from now on. The extreme goes on with the light, and begins anew where it turns; else it stays to the bit.
ivec4 remembered() {
    bvec4 onward = either(turns, lessThan(back, vec4(0.0)));
    return pick(extreme, root(y), onward) | (sinks ^ (ivec4(turns) << 31)) | clock | pick(ages, ages << 4 & 0xffff, turns);
}
