// How often the picture changes as it is drawn, before anything is held: at some texels of four pixels in each place, always the
// same ones. Out: what is known of them, as of pixels that are shown; but the clock tells for how many ticks more it counts that
// one of them changed a fifth time within a second.
// define COLUMNS, ROWS, ACROSS: see lib/places.glsl
#include "lib/guard.glsl"
#include "lib/packed.glsl"
#include "lib/places.glsl"

out ivec4 kept;

uniform sampler2D picture;
uniform int begins;         // 1: the first picture

const int SECOND = 8;       // ticks that are never less than one

int knows(int one, int was) {
    y = glanced(one);
    recall(was, since);
    clock = (hold ? SECOND : max((clock >> 16) - since, 0)) << 16;
    return begins == 1 ? root(y) | FRESH : remembered();
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy), at = looked_at(vec2(here.x / ACROSS, here.y), here.x % ACROSS, vec2(0.5), rows.xy);
    ivec4 four = fetched(picture, at), was = texelFetch(memory, here, 0);
    kept = ivec4(knows(four.x, was.x), knows(four.y, was.y), knows(four.z, was.z), knows(four.w, was.w));
}
