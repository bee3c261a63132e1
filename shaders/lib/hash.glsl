// Integer hashes: the same on every driver, unlike fract(sin()).
// use: uint h = hash(cell); float r = hash01(cell);

uint hash(uint x) {
    x ^= x >> 16u; x *= 0x7feb352du; x ^= x >> 15u; x *= 0x846ca68bu; x ^= x >> 16u;
    return x;
}

uint hash(ivec2 p) { return hash(uint(p.x) * 0x9e3779b9u + hash(uint(p.y))); }

float hash01(ivec2 p) { return float(hash(p) >> 8u) * (1.0 / 16777216.0); }

float hash01(uint x) { return float(hash(x) >> 8u) * (1.0 / 16777216.0); }

// Value noise on a lattice of unit cells, 0..1, smooth.
float value_noise(vec2 p) {
    vec2 cell = floor(p), f = p - cell;
    f = f * f * (3.0 - 2.0 * f);
    ivec2 i = ivec2(cell);
    return mix(mix(hash01(i), hash01(i + ivec2(1, 0)), f.x), mix(hash01(i + ivec2(0, 1)), hash01(i + ivec2(1, 1)), f.x), f.y);
}
