// The wall in places; in each, some texels of four pixels that are looked at, so that a picture costs the same at every size.
// define COLUMNS, ROWS: places across and up; ACROSS: at how many texels each looks; ABREAST: how many rows of places lie in one row
// of what is drawn
const float STEP = 0.6180339887;

// The i-th texel of a place in a picture so large. phase 0..1: where between two of them; up, a step on from column to column.
ivec2 looked_at(vec2 place, int i, vec2 phase, ivec2 size) {
    vec2 first = fract(phase + vec2(0.0, STEP * place.x));
    return ivec2((place * vec2(ACROSS, 1.0) + vec2(i, 0.0) + first) * vec2(size) / vec2(COLUMNS * ACROSS, ROWS));
}

#ifdef ABREAST
// Rows of places lie side by side in what is drawn, so that it is wide: a software rasteriser has a core for each 64 pixels across.
ivec2 place_of(ivec2 texel) { return ivec2(texel.x % COLUMNS, texel.y * ABREAST + texel.x / COLUMNS); }
ivec2 texel_of(ivec2 place) { return ivec2(place.y % ABREAST * COLUMNS + place.x, place.y / ABREAST); }
#endif
