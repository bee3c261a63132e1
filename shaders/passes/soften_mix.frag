// Haze over stripes: each pixel is mixed toward the light about it, so that the mean stays as it was.
#include "lib/hash.glsl"
#include "lib/srgb.glsl"

in vec2 uv;
out vec4 colour;

uniform sampler2D before;
uniform sampler2D around;   // linear light
uniform sampler2D veil;     // how much of the contrast is taken away
uniform vec2 inset;         // how far from the edges the light about a pixel is known

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    float haze = texture(veil, uv).r;
    if (haze <= 0.0) discard;
    vec4 own = texelFetch(before, at, 0);
    vec3 level = encoded(mix(decoded(own.rgb), texture(around, clamp(uv, inset, 1.0 - inset)).rgb, haze));
    colour = vec4(level + (hash01(at) - 0.5) * min(haze, 1.0) / 255.0, own.a);   // so smooth that steps would be seen
}
