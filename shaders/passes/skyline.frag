// Bakes the city's three rows of towers once, so that at show time each costs one filtered read, and never shimmers.
// r: light from lit windows, g: which of the two lamp colours, b: light of a tower's crown, a: the tower itself.
#include "lib/hash.glsl"

in vec2 uv;
out vec4 towers;

void main() {
    float rows = 3.0, row = floor(uv.y * rows), height = fract(uv.y * rows);
    float lots = 40.0 - 6.0 * row, at = uv.x * lots;
    int lot = int(floor(at));
    float seed = hash01(ivec2(lot, int(row) * 57 + 3)), seed2 = hash01(ivec2(lot, int(row) * 91 + 7)), x = fract(at);
    float top = 0.26 + 0.66 * seed * seed;
    float shoulder = step(0.5, seed2) * 0.10 * smoothstep(0.70, 0.72, height / top) + step(seed2, 0.3) * 0.16 * smoothstep(0.45, 1.0, height / top);
    float inset = 0.05 + 0.14 * seed2 + shoulder;
    float mast = step(0.6, hash01(ivec2(lot, 5))) * step(abs(x - 0.5), 0.012) * step(height, top + 0.07);
    float body = max(step(inset, x) * step(x, 1.0 - inset) * step(height, top), mast) * step(height, 0.985);
    vec2 pane = vec2(x * (9.0 + 5.0 * seed2), height * 76.0);
    ivec2 cell = ivec2(lot * 13 + int(floor(pane.x)), int(floor(pane.y)) + 64 * int(row));
    vec2 inside = abs(fract(pane) - 0.5);
    float lit = step(0.62, hash01(cell)) * (0.25 + 0.75 * hash01(cell + 77)) * step(inside.x, 0.34) * step(inside.y, 0.27);
    float band = step(0.80, hash01(ivec2(lot, 900 + int(pane.y) / 12))) * step(inside.y, 0.2) * step(mod(floor(pane.y), 12.0), 0.5);
    float sign = step(0.72, hash01(ivec2(lot, 44))) * step(abs(x - 0.5), 0.05) * smoothstep(0.25, 0.3, height / top) * step(height / top, 0.75) * step(0.3, fract(height * 26.0));
    float crown = exp(-abs(height - top + 0.012) * 60.0) * (0.4 + 0.6 * seed2) + band * 0.7 + sign * 0.9;
    towers = vec4(max(lit, 0.0) * body, step(0.5, hash01(ivec2(lot, 11))) * body, clamp(crown, 0.0, 1.0) * body, body);
}
