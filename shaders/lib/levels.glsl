// A pixel's levels, in an int: red, green, blue, alpha from the lowest byte on.
const int ALPHA = int(0xff000000);

float channel(int levels, int shift) { return float((levels >> shift) & 255); }

// With the alpha of others.
int levels_of(float red, float green, float blue, int others) { return int(red) | int(green) << 8 | int(blue) << 16 | (others & ALPHA); }

// Four pixels of a picture that has one in a texel.
ivec4 fetched(sampler2D picture, ivec2 at) {
    ivec4 four;
    for (int i = 0; i < 4; i++) {
        ivec4 one = ivec4(255.0 * texelFetch(picture, ivec2(4 * at.x + i, at.y), 0) + 0.5);
        four[i] = one.r | one.g << 8 | one.b << 16 | one.a << 24;
    }
    return four;
}

// Of levels: all that is red (no saturated red comes nearer to these bounds than by 1 level), with some that is not quite.
bool reddish(float r, float g, float b) { return r > max(max(1.75 * max(g, b), 1.22 * (g + b)) + 6.0, 46.0); }
