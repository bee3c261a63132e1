// Bloom, upward: a 9-tap tent over the smaller level, mixed into the larger one.
in vec2 uv;
out vec4 colour;

uniform sampler2D image;
uniform vec2 texel;
uniform float spread;   // share of the smaller level

void main() {
    vec3 sum = vec3(0.0);
    for (int i = 0; i < 9; ++i) {
        vec2 o = vec2(float(i % 3) - 1.0, float(i / 3) - 1.0);
        sum += texture(image, uv + o * texel).rgb * (2.0 - abs(o.x)) * (2.0 - abs(o.y));
    }
    colour = vec4(sum / 16.0, spread);
}
