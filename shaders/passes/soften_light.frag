// The finished picture's light, small.
#include "lib/srgb.glsl"

out vec4 colour;

uniform sampler2D picture;
uniform int by;         // pixels along a side that are made one

void main() {
    ivec2 corner = ivec2(gl_FragCoord.xy) * by;
    vec3 light = vec3(0.0);
    for (int y = 0; y < by; y++)
        for (int x = 0; x < by; x++) light += decoded(texelFetch(picture, corner + ivec2(x, y), 0).rgb);
    colour = vec4(light / float(by * by), 1.0);
}
