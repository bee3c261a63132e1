// Bloom, downward: 13 taps (J. Jimenez, SIGGRAPH 2014); the first step weighs its groups by 1/(1+luma), so that no single bright
// tile flickers the whole glow.
#include "lib/colour.glsl"

in vec2 uv;
out vec4 colour;

uniform sampler2D image;
uniform vec2 texel;       // of the image
uniform vec4 part;        // of the image: share of its width and height, and the farthest place that belongs to it
uniform float karis;      // 1 at the first step

const int GLARING = 0x4e6e6b28;     // 1e9, bit for bit

// A group with a pixel that is no number, or endless, counts as dark: it must not blacken what lies around. Whole numbers are
// compared, for some drivers take it that no float is no number.
vec4 group(vec3 c) {
    if ((floatBitsToInt(dot(c, c)) & 0x7fffffff) >= GLARING) c = vec3(0.0);
    float weight = mix(1.0, 1.0 / (1.0 + luminance(c)), karis);
    return vec4(c * weight, weight);
}

void main() {
    vec3 s[13];
    vec2 at = uv * part.xy;
    for (int i = 0; i < 9; ++i) s[i] = texture(image, min(at + vec2(float(i % 3) - 1.0, float(i / 3) - 1.0) * 2.0 * texel, part.zw)).rgb;
    for (int i = 0; i < 4; ++i) s[9 + i] = texture(image, min(at + (vec2(float(i % 2), float(i / 2)) * 2.0 - 1.0) * texel, part.zw)).rgb;
    vec4 sum = group((s[9] + s[10] + s[11] + s[12]) * 0.25) * 0.5;
    sum += group((s[0] + s[1] + s[3] + s[4]) * 0.25) * 0.125 + group((s[1] + s[2] + s[4] + s[5]) * 0.25) * 0.125;
    sum += group((s[3] + s[4] + s[6] + s[7]) * 0.25) * 0.125 + group((s[4] + s[5] + s[7] + s[8]) * 0.25) * 0.125;
    colour = vec4(sum.rgb / sum.a, 1.0);
}
