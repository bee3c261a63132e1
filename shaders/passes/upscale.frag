// The picture enlarged: Catmull and Rom's cubic in five filtered looks, its corners left out (J. Jimenez, SIGGRAPH 2016); or
// only the look in the middle, which is linear, a little sharper.
// define CUBIC as 1: all five looks, 0: one
in vec2 at;
flat in vec4 texel;
out vec4 colour;

uniform sampler2D image;

void main() {
    vec2 middle = floor(at - 0.5) + 0.5, f = at - middle;
#if CUBIC
    // Weights of the four texels of a row; the two in the middle are one look between them.
    vec2 w0 = f * (f * (1.0 - 0.5 * f) - 0.5), w3 = f * f * (0.5 * f - 0.5), w12 = 1.0 - w0 - w3;
    vec2 b = min((middle + f * (0.5 + f * (2.0 - 1.5 * f)) / w12) * texel.xy, texel.zw);
    vec2 a = (middle - 1.0) * texel.xy, c = min((middle + 2.0) * texel.xy, texel.zw);
    vec4 side = vec4(w12.x * w0.y, w0.x * w12.y, w3.x * w12.y, w12.x * w3.y);
    float most = w12.x * w12.y;
    vec3 sum = texture(image, b).rgb * most + texture(image, vec2(b.x, a.y)).rgb * side.x + texture(image, vec2(a.x, b.y)).rgb * side.y;
    sum += texture(image, vec2(c.x, b.y)).rgb * side.z + texture(image, vec2(b.x, c.y)).rgb * side.w;
    colour = vec4(sum / (most + side.x + side.y + side.z + side.w), 1.0);
#else
    f += f * (1.0 - f) * (2.0 * f - 1.0) * 0.5;
    colour = vec4(texture(image, min((middle + f) * texel.xy, texel.zw)).rgb, 1.0);
#endif
}
