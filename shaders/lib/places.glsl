// The wall in places; in each, some texels of four pixels that are looked at, so that a picture costs the same at every size.
// define COLUMNS, ROWS: places across and up; ACROSS: at how many texels each looks
const float STEP = 0.6180339887;

// The i-th texel of a place in a picture so large. phase 0..1: where between two of them; up, a step on from column to column.
ivec2 looked_at(vec2 place, int i, vec2 phase, ivec2 size) {
    vec2 first = fract(phase + vec2(0.0, STEP * place.x));
    return ivec2((place * vec2(ACROSS, 1.0) + vec2(i, 0.0) + first) * vec2(size) / vec2(COLUMNS * ACROSS, ROWS));
}
