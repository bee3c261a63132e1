// What stripes are looked for in: the root of luminance, small. Levels are averaged and not light, which makes stripes no
// weaker.
#include "lib/colour.glsl"
#include "lib/srgb.glsl"

out float root;

uniform sampler2D picture;
uniform int by;         // pixels along a side that are made one
uniform int fold;       // every how manieth of these is drawn

void main() {
    int taps = (by + 1) / 2;
    float pitch = float(by) / float(taps);
    vec2 corner = floor(gl_FragCoord.xy) * float(fold * by), texel = 1.0 / vec2(textureSize(picture, 0));
    vec3 level = vec3(0.0);
    for (int y = 0; y < taps; y++)
        for (int x = 0; x < taps; x++) level += textureLod(picture, (corner + (vec2(x, y) + 0.5) * pitch) * texel, 0.0).rgb;
    level *= 1.0 / float(taps * taps);
    root = sqrt(luminance(decoded(level)));
}
