// The flash guard's bound for the mean light of the whole picture, which is held as a pixel is. Pixels that are held each at its
// own time may change four times a second each, and their mean far more often.
// Out: what is known of it, as of a pixel; last the share of what was shown before in what is to be shown, a float's bits.
#include "lib/guard.glsl"

out ivec4 kept;

uniform sampler2D means;    // as it is to be shown, and as it was shown before, place by place
uniform int begins;         // 1: the first picture

void main() {
    ivec2 places = textureSize(means, 0);
    vec2 mean = vec2(0.0);
    for (int j = 0; j < places.y; j++) for (int i = 0; i < places.x; i++) mean += texelFetch(means, ivec2(i, j), 0).rg;
    mean /= float(places.x * places.y);
    y = vec4(mean.x);
    y0 = vec4(mean.y);
    vec4 share = vec4(0.0);
    kept = root(y) | FRESH;
    if (begins == 0) {
        recall(ivec2(0));
        share = share_of_before(notEqual(sinks, ivec4(0)));
        y = mix(y, y0, share);
        turns = both(turns, not(hold));
        back = against(e - y);
        kept = remembered();
    }
    kept.a = floatBitsToInt(share.r);
}
