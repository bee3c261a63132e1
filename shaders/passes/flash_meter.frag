// What the flash guard lets through and what it holds, place by place: each texel is a place of the wall, and looks at some of
// its pixels, at others in each picture, four at a time.
// Out, counts of pixels: such as changed once, and (upper half) twice in the last second; three and four times; such as are
// held, and (upper half) are blurred. Last the light held back, in thousandths of a pixel from black to white.
#include "lib/guard.glsl"
#include "lib/packed.glsl"
#include "lib/places.glsl"

layout(location = 0) out ivec4 told;

uniform sampler2D picture;  // finished, before the guard
uniform isampler2D shown;   // as the guard shows it
uniform sampler2D known;    // of places, see guard_places.frag: those that were made calm are blurred
uniform vec2 phase;         // 0..1: where between two texels it looks

const int YOUNG = 7;        // ticks: so old is a change that is a second ago, or a little less
const float ROUND = 2.02 / 255.0;    // two levels: the guard may round by one

ivec4 young(ivec4 ages) { return ivec4(lessThan(ages & 15, ivec4(YOUNG))); }
vec4 channels(ivec4 levels, int shift) { return vec4((levels >> shift) & 255); }
int sum(ivec4 v) { return v.x + v.y + v.z + v.w; }

void main() {
    ivec4 few = ivec4(0), many = ivec4(0), held = ivec4(0);
    float dimmed = 0.0;
    vec2 place = vec2(place_of(ivec2(gl_FragCoord.xy)));
    for (int i = 0; i < ACROSS; i++) {
        ivec2 at = looked_at(place, i, phase, rows.xy), left = ivec2(4 * at.x, at.y), lies = laid(at, rows);
        ivec4 ages = texelFetch(memory, lies, 0), levels = texelFetch(shown, lies, 0);
        few += young(ages) | young(ages >> 4) << 16;
        many += young(ages >> 8) | young(ages >> 12) << 16;
        mat4 four = transpose(mat4(texelFetch(picture, left, 0), texelFetch(picture, left + ivec2(1, 0), 0),
                                   texelFetch(picture, left + ivec2(2, 0), 0), texelFetch(picture, left + ivec2(3, 0), 0)));
        vec4 r = channels(levels, 0), g = channels(levels, 8), b = channels(levels, 16);
        vec4 far = max(max(abs(four[0] - r / 255.0), abs(four[1] - g / 255.0)), abs(four[2] - b / 255.0));
        ivec4 holds = ivec4(greaterThan(far, vec4(ROUND)));
        held += holds;
        for (int j = 0; j < 4; j++) {
            float was = luminance(light(255.0 * four[0][j]), light(255.0 * four[1][j]), light(255.0 * four[2][j]));
            dimmed += float(holds[j]) * abs(was - luminance(light(r[j]), light(g[j]), light(b[j])));
        }
    }
    int differ = sum(held), blurred = texelFetch(known, ivec2(gl_FragCoord.xy), 0).a > 0.0 ? differ : 0;
    told = ivec4(sum(few), sum(many), differ | blurred << 16, int(1000.0 * dimmed + 0.5));
}
