// A plain wall of tiles. Each is found from the pixel, its colour and its height are functions of its number and the time, so
// the picture costs the same for any number of them. Where tiles are larger than pixels they stand out of the wall and hide one
// another; where they are smaller, only what they have in common is left, so nothing shimmers.
//
// It is written for a software rasteriser: no textures, no branches, no sines, and few steps one after another.
noperspective in vec3 ray;
flat in vec4 whereabouts;
flat in vec4 motion;
flat in vec4 grain;
flat in ivec2 stride;
flat in vec3 extent;
out vec4 colour;

#ifndef SEED
#define SEED 0
#endif

const int STEP = int(0x9e3779b1u);
const float GROUT = 0.045;                                         // half of it, in tiles
const float COVERED = (1.0 - 2.0 * GROUT) * (1.0 - 2.0 * GROUT);   // share of the wall that is tile
const float DULL = 0.978;                                          // what many tilts and domes at once leave of the sheen's height
const float FLANK = 0.22;                                          // light on a tile's side, against its face
const float GAP = 0.12;                                            // what taller tiles leave dark of it, on average, for each unit of slope

// What a tile has of its own, -2^31 .. 2^31. x: its number, times STEP.
float chance(int x) {
    x ^= int(uint(x) >> 15u);
    return float(x * 0x2c1b3c6d);
}
const float ONE = 1.0 / 2147483648.0;

// A wave of one turn, -1 .. 1: two parabolas.
float wave(float turns) {
    turns -= roundEven(turns);
    return turns * (8.0 - 16.0 * abs(turns));
}

void main() {
#ifdef OPEN
    float depth = max(ray.z, 0.001);
#else
    float depth = ray.z;
#endif
    float far = 1.0 / depth;
    vec2 way = ray.xy * far;   // metres from the eye's foot on the wall
    vec2 place = whereabouts.xy + way * whereabouts.zw, cell = floor(place), within = place - cell;
    int at = int(cell.y) * stride.x + int(cell.x) * STEP + SEED;
    float mine = chance(at), nearer = chance(at - stride.y);

    // Tiles of less than five pixels begin to fade into one another, and those of less than two have done so.
#ifdef OPEN
    vec2 pixels = 1.0 / fwidth(place);
#else
    vec2 pixels = depth * vec2(depth * grain.x, grain.y);
#endif
    float sharp = clamp(0.31 * min(pixels.x, pixels.y) - 0.56, 0.0, 1.0);

    // The swell, which moves the tiles and tints them, and a ripple that bends its light.
    float a = wave(dot(way, vec2(0.163, 0.09)) + motion.x);
    float b = wave(dot(way, vec2(0.1, -0.2)) + motion.y + 0.14 * a);
    float c = wave(dot(way, vec2(1.3, 0.6)) + grain.w + 0.5 * b - 0.4 * a);

    // Relief: what this pixel shows is the tile behind it, shifted by its height, or the next one toward the eye, if that one
    // stands before it.
    float slope = clamp(way.x * motion.z, 0.0, 0.9), reach = slope * sharp, own_reach = 0.7 * ONE * reach, lifted = 0.3 * b * reach;
    float along = (within.x - 0.5) * motion.w + 0.5;
    float before = abs(nearer * own_reach + lifted), height = abs(mine * own_reach + lifted), over = before - along;
    bool hidden = over > 0.0;
    float tile = hidden ? nearer : mine;
    vec2 q = vec2((along + (hidden ? 0.5 - before : -0.5 - height)) * motion.w, within.y - 0.5);
    // How much of a pixel is tile: grout that is finer than a pixel darkens it by its share; not so the gap beside a tall tile.
    vec2 thin = 1.0 - 2.0 * GROUT * pixels + vec2(min(0.5 - abs(q.x), 0.0) * pixels.x, 0.0);
    vec2 edge = 0.5 - GROUT - abs(q);
    edge.x = min(edge.x, abs(over));
    vec2 inside = clamp(edge * pixels + 0.5, max(thin, 0.0), vec2(1.0));
    // In the gap before a tall tile its flank is seen.
    inside.x = max(inside.x, FLANK * clamp(min(height - along, -over) * pixels.x, 0.0, 1.0));
    float cover = mix(COVERED - GAP * slope, inside.x * inside.y, sharp);

    // Its tilt and its dome, before a lamp beside the eye.
    float tilt = 0.17 * ONE * sharp;
    vec2 n = tile * vec2(tilt, -0.7 * tilt) + q * (0.5 * sharp);
    vec2 e = n + (way * 0.16 + vec2(0.3 * a + (0.09 * c - 0.35), 0.3 * b - 0.30));
    float sheen = clamp(DULL + (1.0 - DULL) * sharp - 0.8 * dot(e, e), 0.0, 1.0);
    sheen *= sheen;
    float glint = sheen * sheen;
    glint *= glint;

    float inner = 0.5 + 0.5 * b;
    inner *= inner;
    inner *= inner;
    vec3 body = vec3(0.055, 0.060, 0.062) + vec3(-0.020, -0.006, 0.020) * a + vec3(0.02, 0.22, 0.26) * (inner + 0.4 * c * inner);
    vec3 film = vec3(0.40, 0.42, 0.44) + vec3(0.22, -0.04, -0.16) * wave(0.3 * a + 0.25 * b + n.x);
    float shade = 1.0 + tile * (2.0 * tilt) + n.y - n.x;
    vec3 light = body * shade + film * (0.12 * sheen + 0.8 * glint);
    float clear = clamp(1.2 - extent.z * far, 0.0, 1.0);
#ifdef OPEN
    // The wall has an end, and the eye may look past it.
    vec2 past = (abs(place - 0.5 * extent.xy) - 0.5 * extent.xy) * pixels;
    clear *= clamp(0.5 - max(past.x, past.y), 0.0, 1.0) * float(ray.z > 0.001);
#endif
    light = light * (cover * clear) + vec3(0.003, 0.010, 0.018);
    colour = vec4(1.3 * grain.z * light / (light + 0.3), 1.0);   // a tone curve, which also encodes
}
