// A level of the atlas out of a band of cells drawn at twice its breadth: each texel is the mean of its box.
in vec2 uv;
out vec4 colour;

uniform sampler2D band;
uniform vec2 size;      // texels of this level of the band
uniform vec2 taps;      // samples across and up; each is the mean of two texels by two

void main() {
    vec2 texel = floor(uv * size);
    vec4 sum = vec4(0.0);
    for (float j = 0.5; j < taps.y; j += 1.0)
        for (float i = 0.5; i < taps.x; i += 1.0) sum += texture(band, (texel + vec2(i, j) / taps) / size);
    colour = sum / (taps.x * taps.y);
}
