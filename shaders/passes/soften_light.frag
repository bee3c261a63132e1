// The finished picture's light, small.
// define BY as the pixels along a side that are made one
#include "lib/srgb.glsl"

out vec4 colour;

uniform sampler2D picture;

void main() {
    ivec2 corner = ivec2(gl_FragCoord.xy) * BY;
    vec3 light = vec3(0.0);
    for (int y = 0; y < BY; y++)
        for (int x = 0; x < BY; x++) light += decoded(texelFetch(picture, corner + ivec2(x, y), 0).rgb);
    colour = vec4(light / float(BY * BY), 1.0);
}
