// The tile that covers a place of a mosaic: one cell is read, at most four tiles are tried.
// Defines: TABLE, the tables' width in texels; LARGEST, the half edge that the largest number stands for, mosaic metres;
// PITTED, the edge of a pitted tile as a share of its bed's.
// use: Tile tile = tile_at(grid, pitch, place, corner, slant, shake, grow, pits, pixel); tile.id < 0 where there is grout only.
// slant: how far the sight line runs on over the mosaic from the height of a tile's face down to its bed, metres: what passes
// beside the face of a tile may meet its flank. pixel: its footprint, metres. pits: 0 hidden, every tile fills its bed; 1 as they are.
#include "lib/hash.glsl"
#include "lib/turns.glsl"
#include "lib/when.glsl"

uniform usampler2D tile_cells;  // four tile numbers a cell, row after row
uniform usampler2D tile_shapes; // two texels a tile: shape, then matter

struct Tile {
    int id;
    vec2 place;    // in the tile's own axes, metres from its middle
    vec2 half_size;
    vec2 centre;
    vec2 axis;     // cosine and sine of the angle to which it is turned
    float order;   // 0..1 along its row
    float away;    // signed distance to its edge, < 0 inside
    float flank;   // 0: its face is seen; 1: its side
    float cover;   // share of the pixel that faces fill, its own and its neighbours'
};

ivec2 in_table(int i) { return ivec2(i % TABLE, i / TABLE); }

// Move a tile out of its bed: `shake` metres in a direction of its own.
vec2 shaken(int id, float shake) {
    vec2 by = vec2(0.0);
    WHEN(shake > 0.0) by = direction(hash01(uint(id) * 7u + 1u)) * shake;
    return by;
}

Tile tile_at(ivec4 grid, float pitch, vec2 place, vec2 corner, vec2 slant, float shake, float grow, float pits, float pixel) {
    Tile best = Tile(-1, vec2(0.0), vec2(1.0), vec2(0.0), vec2(1.0, 0.0), 0.0, 1e3, 0.0, 0.0);
    float nearest = 1e3, cover = 0.0;
    ivec2 cell = ivec2(clamp((place + corner) / pitch, vec2(0.0), vec2(grid.yz) - 0.5));
    uvec4 ids = texelFetch(tile_cells, in_table(grid.x + cell.y * grid.y + cell.x), 0);
    // The first empty place ends the search; a loop that is not unrolled compiles in half the time and runs as fast.
    for (; ids.x != 0xffffffffu; ids = uvec4(ids.yzw, 0xffffffffu)) {
        int id = int(ids.x);
        uvec4 shape = texelFetch(tile_shapes, in_table(2 * id), 0);
        vec2 centre = uintBitsToFloat(shape.xy) + shaken(id, shake);
        vec2 half_size = vec2(float(shape.z & 0xffffu), float((shape.z >> 16u) & 0xfffeu)) * (LARGEST / 65535.0 * grow);
        half_size *= 1.0 - float((shape.z >> 16u) & 1u) * pits * (1.0 - PITTED);
        vec2 axis = direction(float(shape.w & 0xffffu) / 65535.0), d = place - centre;
        vec2 q = vec2(dot(d, axis), d.y * axis.x - d.x * axis.y);
        float round_by = 0.22 * min(half_size.x, half_size.y);
        vec2 e = abs(q) - half_size + round_by;
        float away = length(max(e, 0.0)) + min(max(e.x, e.y), 0.0) - round_by;
        cover += clamp(0.5 - away / pixel, 0.0, 1.0);
        // Half way down and at the bed: a sight line that is within the outline there came in through the side.
        vec2 run = vec2(dot(slant, axis), slant.y * axis.x - slant.x * axis.y), half_way = abs(q + 0.5 * run) - half_size, down = abs(q + run) - half_size;
        float below = min(max(half_way.x, half_way.y), max(down.x, down.y));
        float flank = step(0.0, away) * step(below, 0.0), order = away - 1e2 * flank;
        order = away < 0.0 ? away - 1e3 : order;
        if (order < nearest) {
            nearest = order;
            best = Tile(id, q, half_size, centre, axis, float(shape.w >> 16u) / 65535.0, away, flank, 0.0);
        }
    }
    best.cover = min(cover, 1.0);
    return best;
}
