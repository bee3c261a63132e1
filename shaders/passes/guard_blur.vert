// The flash guard's cells between the middles of four places: only where one of these is calm is anything drawn.
// define COLUMNS, ROWS, ABREAST: see lib/places.glsl
#include "lib/places.glsl"

uniform vec4 general;   // as in guard.vert
uniform float pace;
uniform int passed;
uniform sampler2D known;    // of each place, see guard_places.frag
uniform float faded;        // as in guard_mend.frag

flat out vec4 rule;
flat out float slow;
flat out int since;
flat out vec4 corners;      // how calm the four places are: low, right of it, above it, beyond both
out vec2 part;              // 0..1: of the way between them

const float TIMES = 3.0;    // fade so often within a picture, and of what was shown before a twentieth is left: nothing

float calm_of(int x, int y) { return texelFetch(known, texel_of(ivec2(x, y)), 0).b; }

void main() {
    rule = general;
    slow = pace;
    since = passed;
    int cell = gl_VertexID / 6, corner = gl_VertexID % 6;
    ivec2 places = ivec2(COLUMNS, ROWS), at = ivec2(cell % (COLUMNS + 1), cell / (COLUMNS + 1));
    ivec2 high = min(at, places - 1), low = max(at - 1, ivec2(0));
    corners = vec4(calm_of(low.x, low.y), calm_of(high.x, low.y), calm_of(low.x, high.y), calm_of(high.x, high.y));
    float most = max(max(corners.x, corners.y), max(corners.z, corners.w));
    part = vec2(corner == 1 || corner == 2 || corner == 4, corner == 2 || corner == 4 || corner == 5);
    vec2 uv = clamp((vec2(at) - 0.5 + part) / vec2(places), 0.0, 1.0);
    gl_Position = TIMES * most > faded ? vec4(uv * 2.0 - 1.0, 0.0, 1.0) : vec4(2.0, 2.0, 0.0, 1.0);
}
