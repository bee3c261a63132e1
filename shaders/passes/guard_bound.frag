// The flash guard's bound for mean light: of areas of the picture, and in the last column of all of it. It is held as a pixel is.
// Out: what is known of what was shown, as of a pixel; last the share of that in what is to be shown now, a float's bits.
// define COLUMNS, ROWS: places across and up; AREAS_ACROSS, AREAS_UP: areas
#include "lib/guard.glsl"
#include "lib/places.glsl"

out ivec4 kept;

uniform sampler2D means;    // as it is to be shown, and as it was shown before, place by place
uniform int since_before;   // ticks from the picture before the last to that
uniform int begins;         // 1: the first picture

void main() {
    ivec2 area = ivec2(gl_FragCoord.xy), size = ivec2(COLUMNS / AREAS_ACROSS, ROWS / AREAS_UP), first = area * size;
    if (area.x == AREAS_ACROSS) {
        first = ivec2(0);
        size = ivec2(COLUMNS, ROWS);
    }
    vec2 mean = vec2(0.0);
    for (int j = 0; j < size.y; j++) for (int i = 0; i < size.x; i++) mean += texelFetch(means, texel_of(first + ivec2(i, j)), 0).rg;
    mean /= float(size.x * size.y);

    // What was shown is known only now: areas do not decide for themselves how much is mixed.
    y = vec4(mean.y);
    kept = root(y) | FRESH;
    if (begins == 0) {
        recall(texelFetch(memory, area, 0), since_before);
        kept = remembered();
    }
    y0 = y;
    y = vec4(mean.x);
    recall(kept, since);
    kept.a = floatBitsToInt(share_of_before(notEqual(sinks, ivec4(0))).r);
}
