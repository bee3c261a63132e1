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

// Of all places, in whatever order: of four in one look, between them. A GPU looks ahead where it knows how often.
vec2 mean_of_all() {
    const ivec2 LOOKS = ivec2(COLUMNS * ABREAST, ROWS / ABREAST) / 2;
    vec2 sum = vec2(0.0);
    for (int j = 0; j < LOOKS.y; j++) for (int i = 0; i < LOOKS.x; i++) sum += texture(known, (vec2(i, j) + 0.5) / vec2(LOOKS)).rg;
    return sum / float(LOOKS.x * LOOKS.y);
}

void main() {
    ivec2 area = ivec2(gl_FragCoord.xy);
    vec2 mean = area.x < AREAS_ACROSS ? mean_of(area) : mean_of_all();

    // What was shown is known only now: areas do not decide for themselves how much is mixed.
    y = mean.y;
    recall(texelFetch(memory, area, 0).r, since_before);
    int was = begins == 1 ? root(y) | FRESH : remembered();
    y0 = y;
    y = mean.x;
    recall(was, since);
    kept = ivec4(was, 0, 0, floatBitsToInt(share_of_before()));
}
