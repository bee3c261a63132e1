// Runs of the flash guard's cells, each between the middles of four places, that are to be blurred. An instance is a run, once for
// each of the picture's rows that lie side by side.
// define COLUMNS, ROWS: see lib/places.glsl
#include "lib/packed.glsl"

in ivec2 run;           // its first cell, and the one after its last, of all rows, each with one more at its end

out vec2 uv;

const int CELLS = COLUMNS + 2;

// Of the picture's rows those that lie where its first, or second … does: a texel's middle is within where its own row's is.
vec2 laid_of(vec2 share, int row) {
    float up = (share.y * float(rows.y) - float(row) - 0.5) / float(rows.z) + 0.5;
    return vec2((share.x + float(row)) / float(rows.z), up / float((rows.y + rows.z - 1) / rows.z));
}

void main() {
    int corner = gl_VertexID % 6;
    bool right = corner == 1 || corner == 2 || corner == 4, high = corner == 2 || corner == 4 || corner == 5;
    vec2 cell = vec2((right ? run.y : run.x) % CELLS, run.x / CELLS + int(high));
    vec2 share = clamp((cell - 0.5) / vec2(COLUMNS, ROWS), 0.0, 1.0);
    uv = laid_of(share, gl_VertexID / 6);
    gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}
