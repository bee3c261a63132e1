// What stripes are looked for in: the root of luminance, small. Levels are averaged and not light, which makes stripes no
// weaker; the curve is the flash guard's (lib/guard.glsl).
// define BY as the pixels along a side that are made one
out float root;

uniform sampler2D picture;

const int TAPS = (BY + 1) / 2;
const float STEP = float(BY) / float(TAPS);

void main() {
    vec2 corner = floor(gl_FragCoord.xy) * float(BY), texel = 1.0 / vec2(textureSize(picture, 0));
    vec3 level = vec3(0.0);
    for (int y = 0; y < TAPS; y++)
        for (int x = 0; x < TAPS; x++) level += texture(picture, (corner + (vec2(x, y) + 0.5) * STEP) * texel).rgb;
    level *= 1.0 / float(TAPS * TAPS);
    vec3 light = level * (0.0457466586 + level * (0.494070234 + level * (0.615796138 - level * 0.156100883)));
    root = sqrt(dot(light, vec3(0.2126, 0.7152, 0.0722)));
}
