// What the passes of the flash guard have in common. Four pixels stand in each texel, as a fetch costs a software rasteriser more
// than all that is done with it, but are taken one after the other, so that it keeps what it has of one in its registers.
// What is kept of a pixel stands in an int: bit 31: light goes down; 30-21: root of the extreme of luminance since; 20-16: clock of
// red; 15-0: ages of the last four changes in ticks, four bits each, the latest lowest, from 8 on over a second.
#include "lib/levels.glsl"
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
float curve(float level, vec4 fit) { return level * (fit.x + level * (fit.y + level * (fit.z + level * fit.w))); }
float light(float level) { return curve(level, FIT); }

// The way back, by a step of Newton's from the fit to it: a level comes back by 0.0002.
float level(float c) {
    c = clamp(c, 0.0, 1.0);
    float l = 255.0 * encoded(vec4(c)).x;
    float slope = FIT.x + l * (2.0 * FIT.y + l * (3.0 * FIT.z + l * 4.0 * FIT.w));
    return clamp(l - (light(l) - c) / slope, 0.0, 255.0);
}

float luminance(float r, float g, float b) { return WEIGHTS.r * r + WEIGHTS.g * g + WEIGHTS.b * b; }
int root(float y) { return int(sqrt(y) * 1023.0 + 0.5) << 21; }

int levels, sinks, clock, ages, extreme;
float r, g, b, y, e, back, y0;  // light, luminance; its extreme; how far from that it went back; luminance shown before
bool red, turns, hold;

float against(float way) { return intBitsToFloat(floatBitsToInt(way) ^ sinks); }
// Above 0: there is red to be seen, and it is saturated.
float seen(float r, float all) { return r - 0.5 * (all + SEEN); }
float redness(float r, float all) { return min(seen(r, all), r - RED * all + 3.0 * HAIR); }

// The levels of a pixel, and the light that they are.
void look(int one) {
    levels = one;
    r = light(channel(levels, 0)); g = light(channel(levels, 8)); b = light(channel(levels, 16));
    y = luminance(r, g, b);
    red = redness(r, r + g + b) > 0.0;
}

// Luminance alone, of levels r, g and b.
float glanced(int one) {
    levels = one;
    r = channel(levels, 0); g = channel(levels, 8); b = channel(levels, 16);
    return curve(r, WEIGHTS.r * FIT) + curve(g, WEIGHTS.g * FIT) + curve(b, WEIGHTS.b * FIT);
}

// The same in fewer steps, of luminance; what is reddish is told apart where it is mended.
void glance(int one) {
    y = glanced(one);
    red = reddish(r, g, b);
}

// What is known of a pixel, and what the picture so many ticks later does to it: whether it turns, and whether that would be a
// change too many.
void recall(int kept, int later) {
    sinks = kept & SINKS;
    clock = kept & CLOCK;
    ages = ((kept & 0x7777) + 0x1111 * later) | (kept & FRESH);
    extreme = kept & EXTREME;
    e = float(extreme >> 21) / 1023.0;
    e *= e;
    back = against(e - y);
    turns = back >= rule.x + rule.z * max(min(e, y) - rule.y, 0.0);
    hold = turns && (ages & 0x8000) == 0;
}

bool marked = false;    // whether any pixel that was passed may not be shown as it is

// What is to be known from now on. The extreme goes on with the light, and begins anew where it turns; else it stays to the bit.
int remembered() {
    return (turns || back < 0.0 ? root(y) : extreme) | (sinks ^ (int(turns) << 31)) | clock | (turns ? ages << 4 & 0xffff : ages);
}

// The same of a pixel that comes as `one` and of which that is known, if it is shown as it is.
int passed_by(int one, int was) {
    glance(one);
    recall(was, since);
    marked = marked || hold || red || clock != 0;
    return remembered();
}

// How much of what was shown before keeps light within its bounds; it is within them itself.
float share_of_before() {
    float low = min(e - rule.w * rule.x, max(rule.y + 0.002, e * (rule.z < 1.0 ? 0.9 : 0.0)));
    float high = e + rule.w * (rule.x + rule.z * max(e - rule.y, 0.0));
    return hold ? clamp(((sinks != 0 ? high : low) - y) / (y0 - y), 0.0, 1.0) : 0.0;
}
