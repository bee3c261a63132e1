// The flash guard mends what it marked: a pixel that would change a fifth time in a second is held at the brightness that it
// has, red that comes is paler for a second, and red that leaves stays for one.
// define STEADY: of what it made and of what was shown before a mixture, so that the mean light of them all keeps its bounds
// define BLURS: of what is drawn and of what was shown before a mixture, where that is calm, see viz/passes/guard_calm.py
// define LOOKS: nothing is marked yet; what need not be is not mended
#include "lib/guard.glsl"
#include "lib/packed.glsl"

layout(location = 0) out ivec4 kept;
layout(location = 1) out ivec4 shown;

#ifdef STEADY
uniform isampler2D picture;
flat in float steady;       // the share of what was shown before
#else
uniform sampler2D picture;  // a pixel a texel: the other one is being drawn into
#endif
#ifdef BLURS
#include "lib/guard_blur.glsl"
#endif
uniform isampler2D before;  // shown before

float r0, g0, b0;           // light that was shown before

#ifdef STEADY
float rounded(float c) { return level(c) + 0.5; }

ivec4 taken() { return texelFetch(picture, ivec2(gl_FragCoord.xy), 0); }
// A pixel as it comes, once it is known how it was shown before.
int made(int one) {
    look(one);
    return levels_of(rounded(mix(r, r0, steady)), rounded(mix(g, g0, steady)), rounded(mix(b, b0, steady)), one);
}
#elif defined(BLURS)
ivec4 taken() {
    ivec2 at = found(ivec2(gl_FragCoord.xy), rows);
    ivec4 four = fetched(picture, at);
    float share = share_of_blur(at);
    if (share > 0.0) four = blurred(four, texelFetch(before, ivec2(gl_FragCoord.xy), 0), share);
    return four;
}
int made(int one) { return one; }
#else
ivec4 taken() { return fetched(picture, found(ivec2(gl_FragCoord.xy), rows)); }
int made(int one) { return one; }
#endif

float farthest(float r, float g, float b) { return max(max(abs(r), abs(g)), abs(b)); }

// The clock of red goes on; whether red has to stay. It comes at once by a slow fade, else it waits for a second; it leaves after
// it was shown for a second, of one hue.
bool run_clock() {
    float whole = 1.0 / max(r + g + b, HAIR), part = 1.0 / max(r0 + g0 + b0, HAIR);
    bool jumps = farthest(r * whole - r0 * part, g * whole - g0 * part, b * whole - b0 * part) > 2.0 * slow;
    bool fades = farthest(r - r0, g - g0, b - b0) < slow;
    clock >>= 16;
    bool none = clock == 0, left = clock >= LEFT, stays = clock >= OPENING && clock < FREE && !red;
    int onward = clock + since;

    // Each phase is gone through, however late a picture comes.
    int next = min(onward, clock >= OPEN ? FREE : clock >= OPENING ? OPEN : OPENING);
    bool unsure = clock <= OPEN && r < (RED + 0.01) * (r + g + b);
    next = jumps || unsure ? min(next, OPEN) : next;
    next = none || left ? (none && fades ? OPEN : 1) : next;

    int after = !left ? LEFT : onward >= GONE ? 0 : onward;
    clock = red || stays ? next : none ? 0 : after;
    return stays;
}

// How much of a grey as bright as it makes red as pale as it has to be by now; 0: as it is.
float share_of_grey() {
    float limit = clamp(SHARE + (1.0 - SHARE) / float(OPEN - OPENING + 1) * float(clock - OPENING + 1), SHARE, 1.0);
    limit = clock >= LEFT ? SHARE : limit;
    float excess = r - limit * (r + g + b);
    bool pales = (red || hold) && min(excess, seen(r, r + g + b)) > 0.0;
    return pales ? excess / (excess + (3.0 * limit - 1.0) * y) : 0.0;
}

// A pixel that comes as `one`, was shown as `old`, and of which that is known: how it is shown, and what is known from now on.
void mend(int one, int was, int old, out int knows, out int shows) {
    r0 = light(channel(old, 0)); g0 = light(channel(old, 8)); b0 = light(channel(old, 16));
    y0 = luminance(r0, g0, b0);
    look(made(one));
    recall(was, since);
    bool down = sinks != 0, stays = run_clock();
    float m = stays ? 1.0 : share_of_before();
    r = mix(r, r0, m); g = mix(g, g0, m); b = mix(b, b0, m); y = mix(y, y0, m);
    float k = stays ? 0.0 : share_of_grey();
    r = mix(r, y, k); g = mix(g, y, k); b = mix(b, y, k);

    // Levels are rounded to the safe side.
    bool pales = k > 0.0;
    float bias = hold ? (down ? 0.05 : 0.95) : 0.5, rise = pales ? 0.95 : bias, fall = pales ? 0.05 : bias;
    int mended = m >= 1.0 && !pales ? old : levels_of(level(r) + fall, level(g) + rise, level(b) + rise, levels);
    shows = hold || stays || pales ? mended : levels;

    y = luminance(light(channel(shows, 0)), light(channel(shows, 8)), light(channel(shows, 16)));
    back = against(e - y);
    turns = turns && !hold && !stays;
    clock <<= 16;
    knows = remembered();
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec4 four = taken(), was = texelFetch(memory, at, 0);
#ifdef LOOKS
    shown = four;
    kept = ivec4(passed_by(four.x, was.x), passed_by(four.y, was.y), passed_by(four.z, was.z), passed_by(four.w, was.w));
    if (!marked) return;
#endif
    ivec4 old = texelFetch(before, at, 0);
    mend(four.x, was.x, old.x, kept.x, shown.x);
    mend(four.y, was.y, old.y, kept.y, shown.y);
    mend(four.z, was.z, old.z, kept.z, shown.z);
    mend(four.w, was.w, old.w, kept.w, shown.w);
}
