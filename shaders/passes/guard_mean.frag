// The mean luminance of each place as it is to be shown, and as it was shown before.
#include "lib/guard.glsl"
#include "lib/places.glsl"

out vec2 mean;

uniform isampler2D shown;
uniform isampler2D before;

float seen_of(ivec4 four) { return dot(glanced(four), vec4(0.25)); }

void main() {
    vec2 place = vec2(place_of(ivec2(gl_FragCoord.xy)));
    mean = vec2(0.0);
    for (int i = 0; i < ACROSS; i++) {
        ivec2 at = looked_at(place, i, vec2(0.5), textureSize(shown, 0));
        mean += vec2(seen_of(texelFetch(shown, at, 0)), seen_of(texelFetch(before, at, 0)));
    }
    mean /= float(ACROSS);
}
