// The picture enlarged: Catmull and Rom's cubic in five filtered looks, its corners left out (J. Jimenez, SIGGRAPH 2016); or
// only the look in the middle, which is linear, a little sharper.
in vec2 uv;
out vec4 colour;

uniform sampler2D image;
uniform vec4 part;   // of the image: share of its width and height, and the farthest place that belongs to it
uniform int around;  // 1: all five looks; 0: one

void main() {
    vec2 texels = vec2(textureSize(image, 0)), at = uv * part.xy * texels, middle = floor(at - 0.5) + 0.5, f = at - middle;
    // Weights of the four texels of a row; the two in the middle are one look between them.
    vec2 w0 = f * (f * (1.0 - 0.5 * f) - 0.5), w3 = f * f * (0.5 * f - 0.5), w12 = 1.0 - w0 - w3;
    vec2 between = f * (0.5 + f * (2.0 - 1.5 * f)) / w12;
    vec2 b = min((middle + between) / texels, part.zw);
    float weight = w12.x * w12.y;
    vec3 sum = texture(image, b).rgb * weight;
    // A loop, for a software rasteriser takes both sides of every branch.
    for (int i = 0; i < around; ++i) {
        vec2 a = (middle - 1.0) / texels, c = min((middle + 2.0) / texels, part.zw);
        vec4 side = vec4(w12.x * w0.y, w0.x * w12.y, w3.x * w12.y, w12.x * w3.y);
        sum += texture(image, vec2(b.x, a.y)).rgb * side.x + texture(image, vec2(a.x, b.y)).rgb * side.y;
        sum += texture(image, vec2(c.x, b.y)).rgb * side.z + texture(image, vec2(b.x, c.y)).rgb * side.w;
        weight += side.x + side.y + side.z + side.w;
    }
    colour = vec4(sum / weight, 1.0);
}
