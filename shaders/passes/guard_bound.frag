// The flash guard's bound for mean light: of areas of the picture, and in the last column of all of it. It is held as a pixel is.
// Out: what is known of what was shown, as of a pixel; last the share of that in what is to be shown now, a float's bits.
// define COLUMNS, ROWS: places across and up; AREAS_ACROSS, AREAS_UP: areas
#include "lib/guard.glsl"
#include "lib/places.glsl"

out ivec4 kept;

uniform sampler2D known;    // as it is to be shown, and as it was shown before, place by place
uniform int since_before;   // ticks from the picture before the last to that
uniform int begins;         // 1: the first picture

// Of an area's places, one by one.
vec2 mean_of(ivec2 area) {
    ivec2 size = ivec2(COLUMNS / AREAS_ACROSS, ROWS / AREAS_UP);
    vec2 sum = vec2(0.0);
    for (int j = 0; j < size.y; j++) for (int i = 0; i < size.x; i++)
        sum += texelFetch(known, texel_of(area * size + ivec2(i, j)), 0).rg;
    return sum / float(size.x * size.y);
}

// Of all places, in whatever order: of four in one look, between them.
vec2 mean_of_all() {
    vec2 size = vec2(textureSize(known, 0)), sum = vec2(0.0);
    for (float j = 1.0; j < size.y; j += 2.0) for (float i = 1.0; i < size.x; i += 2.0) sum += texture(known, vec2(i, j) / size).rg;
    return 4.0 * sum / (size.x * size.y);
}

void main() {
    ivec2 area = ivec2(gl_FragCoord.xy);
    vec2 mean = area.x < AREAS_ACROSS ? mean_of(area) : mean_of_all();

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
