// What the flash guard shows: a pixel of the four in each texel.
out vec4 colour;

uniform isampler2D shown;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    int four = texelFetch(shown, ivec2(at.x >> 2, at.y), 0)[at.x & 3];
    colour = vec4((ivec4(four) >> ivec4(0, 8, 16, 24)) & 255) / 255.0;
}
