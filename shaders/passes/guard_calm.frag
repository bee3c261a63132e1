// Where so much of a place changes too often that pixels held one by one would tear what moves there: how calm it is made, 0..1.
// define COLUMNS, ROWS, ACROSS: see lib/places.glsl
#include "lib/guard.glsl"

out float calm;

uniform isampler2D watched; // see guard_watch.frag
uniform sampler2D before;   // how calm it was
uniform vec2 stride;        // how much less calm, and more, it may be than in the picture before

const float FEW = 4.0, MANY = 10.0;   // of a place's pixels, four for each of ACROSS

void main() {
    ivec2 place = ivec2(gl_FragCoord.xy);
    ivec4 busy = ivec4(0);
    for (int i = 0; i < ACROSS; i++)
        busy += ivec4(notEqual(texelFetch(watched, ivec2(ACROSS * place.x + i, place.y), 0) & CLOCK, ivec4(0)));
    float was = texelFetch(before, place, 0).r, wanted = smoothstep(FEW, MANY, float(busy.x + busy.y + busy.z + busy.w));
    calm = clamp(wanted, was - stride.x, was + stride.y);
}
