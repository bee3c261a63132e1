// What stripes are looked for in: the root of luminance, small. Levels are averaged and not light, which makes stripes no
// weaker.
// define BY as the pixels along a side that are made one, FOLD as every how manieth of these is drawn
#include "lib/srgb.glsl"

out float root;

uniform sampler2D picture;

const int TAPS = (BY + 1) / 2;
const float STEP = float(BY) / float(TAPS);

void main() {
    vec2 corner = floor(gl_FragCoord.xy) * float(FOLD * BY), texel = 1.0 / vec2(textureSize(picture, 0));
    vec3 level = vec3(0.0);
    for (int y = 0; y < TAPS; y++)
        for (int x = 0; x < TAPS; x++) level += texture(picture, (corner + (vec2(x, y) + 0.5) * STEP) * texel).rgb;
    level *= 1.0 / float(TAPS * TAPS);
    root = sqrt(dot(decoded(level), vec3(0.2126, 0.7152, 0.0722)));
}
