// What is known of each place of the wall: its mean luminance as it is to be shown, and as it was shown before; how calm the next
// picture is made there, 0..1, since so much changes too often that pixels held one by one would tear what moves; and how calm this
// one was made.
// define COLUMNS, ROWS, ACROSS, ABREAST: see lib/places.glsl
#include "lib/guard.glsl"
#include "lib/packed.glsl"
#include "lib/places.glsl"

out vec4 told;

uniform isampler2D shown;
uniform isampler2D before;
uniform int same;           // 1: what was shown before is what was measured last
uniform sampler2D known;    // what was measured last
uniform isampler2D watched; // see guard_watch.frag
uniform vec2 stride;        // how much less calm, and more, it may be than in the picture before

const float FEW = 2.5, MANY = 6.0;   // of a place's pixels, four for each of ACROSS

float mean_of(isampler2D picture, vec2 place) {
    float sum = 0.0;
    for (int i = 0; i < ACROSS; i++) {
        ivec4 four = texelFetch(picture, laid(looked_at(place, i, vec2(0.5), rows.xy), rows), 0);
        sum += glanced(four.x) + glanced(four.y) + glanced(four.z) + glanced(four.w);
    }
    return sum / float(4 * ACROSS);
}

void main() {
    ivec2 place = place_of(ivec2(gl_FragCoord.xy));
    vec4 was = texelFetch(known, ivec2(gl_FragCoord.xy), 0);
    if (same == 0) was.r = mean_of(before, vec2(place));

    ivec4 busy = ivec4(0);
    for (int i = 0; i < ACROSS; i++)
        busy += ivec4(notEqual(texelFetch(watched, ivec2(ACROSS * place.x + i, place.y), 0) & CLOCK, ivec4(0)));
    float wanted = smoothstep(FEW, MANY, float(busy.x + busy.y + busy.z + busy.w));
    told = vec4(mean_of(shown, vec2(place)), was.r, clamp(wanted, was.b - stride.x, was.b + stride.y), was.b);
}
