// How often the picture changes as it is drawn, before anything is held: at some texels of four pixels in each place, always the
// same ones. Out: what is known of them, as of pixels that are shown; but the clock tells for how many ticks more it counts that
// one of them changed a fifth time within a second.
// define COLUMNS, ROWS, ACROSS: see lib/places.glsl
// define COPIED as 1: four pixels stand in a texel of the picture, 0: one
#include "lib/guard.glsl"
#include "lib/places.glsl"

out ivec4 kept;

#if COPIED
uniform isampler2D picture;
#else
uniform sampler2D picture;
#endif
uniform int begins;         // 1: the first picture

const int SECOND = 8;       // ticks that are never less than one

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy), size = textureSize(picture, 0);
#if COPIED
    glance(texelFetch(picture, looked_at(vec2(here.x / ACROSS, here.y), here.x % ACROSS, vec2(0.5), size), 0));
#else
    glance(fetched(picture, looked_at(vec2(here.x / ACROSS, here.y), here.x % ACROSS, vec2(0.5), ivec2(size.x / 4, size.y))));
#endif
    kept = root(y) | FRESH;
    if (begins == 0) {
        recall(texelFetch(memory, here, 0), since);
        clock = pick(max((clock >> 16) - since, ivec4(0)), ivec4(SECOND), hold) << 16;
        kept = remembered();
    }
}
