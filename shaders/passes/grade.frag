// From scene light to the display: bloom, exposure, the crowd's mood, saturation, PBR Neutral tone curve (Khronos), vignette, sRGB, dither.
// define EDGES as 1: stepped outlines are smoothed first, 0: they stay
#include "lib/colour.glsl"

in vec2 uv;
flat in vec4 developing;  // exposure, bloom, vignette, dither (levels)
flat in vec4 moment;      // curtain, saturation, fear, support
out vec4 colour;

uniform sampler2D image;
uniform sampler2D bloom;

#if EDGES
// How bright light looks, 0..1, which is what the eye compares at an edge; violet beside black counts as well.
float seen(vec3 c) {
    float l = dot(c, vec3(0.3, 0.5, 0.2)) * developing.x;
    return l / (0.12 + l);
}

float beside(int column, int row) { return seen(texelFetch(image, ivec2(column, row), 0).rgb); }

// The picture with stepped outlines smoothed: along the edge that the diagonal neighbours tell of, and not across it, as FXAA does
// (T. Lottes, 2009). Light is averaged by how it will look, or bright sides would win.
vec3 smoothed(ivec2 at) {
    ivec2 last = textureSize(image, 0) - 1, less = max(at - 1, 0), more = min(at + 1, last);
    vec3 middle = texelFetch(image, at, 0).rgb;
    float m = seen(middle), a = beside(less.x, more.y), b = beside(more.x, more.y), c = beside(less.x, less.y), d = beside(more.x, less.y);
    float low = min(min(a, b), min(c, d)), high = max(max(a, b), max(c, d)), range = high - low;
    vec2 along = vec2(a + b - c - d, a + c - b - d);
    // Specks and grain have no direction, and would flicker if they were given one.
    float edge = smoothstep(0.06, 0.14, range) * smoothstep(1.3, 1.8, (abs(along.x) + abs(along.y)) / (range + 1e-3));
    edge *= clamp(1.0 - 2.0 * max(m - high, low - m) / (range + 1e-3), 0.0, 1.0);
    along /= min(abs(along.x), abs(along.y)) + 0.02 * (a + b + c + d) + 1e-4;
    vec2 texel = 1.0 / vec2(last + 1), place = gl_FragCoord.xy * texel, reach = clamp(along, -2.0, 2.0) * 0.5 * texel;
    vec3 before = textureLod(image, place - reach, 0.0).rgb, after = textureLod(image, place + reach, 0.0).rgb;
    vec3 weight = 1.0 - vec3(m, seen(before), seen(after));
    return mix(middle, (middle * weight.x + before * weight.y + after * weight.z) / (weight.x + weight.y + weight.z), edge);
}
#endif

// Fear lets the room go cold, the shadows first; support warms what is bright.
vec3 felt(vec3 c) {
    float l = luminance(c), dark = 1.0 / (1.0 + 5.0 * l), fear = moment.z, support = moment.w;
    c = mix(c, vec3(l), 0.35 * fear * dark) * mix(vec3(1.0), vec3(0.72, 1.00, 1.16), fear * (0.35 + 0.65 * dark));
    return c * mix(vec3(1.0), vec3(1.09, 1.00, 0.86), support * (1.0 - dark));
}

vec3 neutral(vec3 c) {
    const float START = 0.76, DESATURATION = 0.15;
    float low = min(c.r, min(c.g, c.b));
    c -= low < 0.08 ? low - 6.25 * low * low : 0.04;
    float peak = max(c.r, max(c.g, c.b));
    if (peak < START) return c;
    float d = 1.0 - START, squeezed = 1.0 - d * d / (peak + d - START);
    c *= squeezed / peak;
    return mix(c, vec3(squeezed), 1.0 - 1.0 / (DESATURATION * (peak - squeezed) + 1.0));
}

// sRGB's curve by square roots (a fit by I. Taylor) over its straight foot, off by a quarter of a level at most: three times as
// fast as by powers in software.
vec3 encoded(vec3 c) {
    vec3 a = sqrt(c), b = sqrt(a);
    return max(0.662002687 * a + 0.684122060 * b - 0.323583601 * sqrt(b) - 0.0225411470 * c, min(12.92 * c, 0.0404));
}

// Interleaved gradient noise (J. Jimenez, 2014).
float gradient_noise(vec2 p) { return fract(52.9829189 * fract(dot(p, vec2(0.06711056, 0.00583715)))); }

void main() {
#if EDGES
    vec3 sharp = smoothed(ivec2(gl_FragCoord.xy));
#else
    vec3 sharp = texelFetch(image, ivec2(gl_FragCoord.xy), 0).rgb;
#endif
    vec3 c = mix(sharp, texture(bloom, uv).rgb, developing.y) * developing.x;
    c = felt(c);
    c = max(mix(vec3(luminance(c)), c, moment.y), 0.0);
    vec2 d = (uv - 0.5) * vec2(1.0, 0.72);
    c *= 1.0 - developing.z * smoothstep(0.06, 0.42, dot(d, d));
    c = neutral(c) * moment.x;
    c = encoded(c);
    float noise = gradient_noise(gl_FragCoord.xy) + gradient_noise(gl_FragCoord.xy + 47.0) - 1.0;
    colour = vec4(c + noise * developing.w, 1.0);
}
