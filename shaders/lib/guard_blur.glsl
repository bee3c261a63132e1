// What the flash guard blurs: of what is drawn and of what was shown before a mixture, see viz/passes/guard_calm.py.
// define COLUMNS, ROWS: places across and up; TIMES: what fades so often within a picture is gone
#include "lib/packed.glsl"

uniform sampler2D calm;     // blue: how calm each place is
uniform float faded;        // seconds since the picture before, of those in which that fades where it is as calm as can be

// How much of what was shown before there is at that texel of the picture: it goes by the middles of four places.
float share_of_blur(ivec2 at) {
    float calmed = texture(calm, (vec2(at) + 0.5) / vec2(rows.xy)).b;
    return TIMES * calmed > faded ? exp(-faded / calmed) : 0.0;
}

// With that share of what was shown before, rounded toward what is drawn, so that it gets there. Squares of levels are light, nearly.
float onward(float now, float old, float share) {
    return sqrt(mix(now * now, old * old, share)) + (now > old ? 0.999 : 0.001);
}

int blurred(int now, int old, float share) {
    float r0 = channel(old, 0), g0 = channel(old, 8), b0 = channel(old, 16);
    float r = channel(now, 0), g = channel(now, 8), b = channel(now, 16);
    // Red that leaves is gone at once, so that it is known when; so is what may be that.
    if (reddish(r0, g0, b0) && r < 3.0 * max(max(g, b), 40.0)) share = 0.0;
    return levels_of(onward(r, r0, share), onward(g, g0, share), onward(b, b0, share), now);
}

ivec4 blurred(ivec4 now, ivec4 old, float share) {
    return ivec4(blurred(now.x, old.x, share), blurred(now.y, old.y, share), blurred(now.z, old.z, share), blurred(now.w, old.w, share));
}
