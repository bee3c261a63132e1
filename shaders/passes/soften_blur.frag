// A Gaussian blur along one side; beyond the edge there is nothing to be mixed in.
out vec4 colour;

uniform sampler2D image;
uniform ivec2 way;
uniform float spread;   // its standard deviation, texels

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy), last = textureSize(image, 0) - 1;
    int reach = int(ceil(2.5 * spread));
    float narrow = -0.5 / (spread * spread);
    vec4 sum = vec4(0.0);
    for (int i = -reach; i <= reach; i++) {
        ivec2 from = at + i * way;
        float weight = exp(narrow * float(i * i)) * float(from == clamp(from, ivec2(0), last));
        sum += weight * vec4(texelFetch(image, clamp(from, ivec2(0), last), 0).rgb, 1.0);
    }
    colour = vec4(sum.rgb / sum.a, 1.0);
}
