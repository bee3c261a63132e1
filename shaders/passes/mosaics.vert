// One mosaic an instance: the slab that carries it, a little larger than its smile.
// define FAR as 1: only those of which no tile is seen, being finer than pixels all over; 0: all others
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/slab.glsl"
#include "lib/strip.glsl"

in vec4 hung;      // strip s, y; scale; half a typical tile, mosaic metres
in vec4 extent;    // width, height, mosaic metres; cell of the far picture x, y
in vec4 emission;  // linear light; index of the mosaic
in vec4 cells;     // first cell, columns, rows, pitch (metres)
in float bow;      // how the smile rises toward its ends, y = bow x², mosaic metres

uniform sampler2D mosaic_state;  // a texel a mosaic: glitch, healed, consent, attention
uniform sampler2D mosaic_design; // three texels a mosaic: recalibrated, shared, partner's r, g; b, its motif, content, direction to it; arrival, three free

out vec3 world;
out vec2 place;
flat out vec4 at;       // strip s, y, scale, typical tile in hall metres
flat out vec4 span;     // width, height; far picture's cell
flat out vec3 light;
flat out ivec4 grid;
flat out vec2 laid;      // pitch of the cells, bow of the smile
flat out vec4 state;
flat out vec3 right;
flat out vec3 beam;     // unit, toward the picture light above, which stands a little differently over each
flat out vec3 design;   // recalibrated, shared, motif of what is shared
flat out vec3 gift;     // its colour, linear
flat out vec2 toward;   // direction to the partner, on the wall
flat out float arrival; // 0 no tile is there yet .. 1 all are

// The smallest footprint of a pixel that sees this place square on, hall metres: across the ray, off the axis, pixels are finer.
float footprint(vec3 world) {
    float depth = max(on_screen(world).w, 0.0);
    return frame.lens.x * depth * depth / length(world - frame.eye.xyz);
}

// Whether pixels are larger than tiles wherever the slab is seen: at its corners, and where it is nearest.
bool dissolved(vec3 centre, vec2 half_slab, float tile) {
    vec3 eye = frame.eye.xyz - centre, up = vec3(0, 1, 0);
    vec2 nearest = clamp(vec2(dot(eye, right), eye.y), -half_slab, half_slab);
    float finest = footprint(centre + right * nearest.x + up * nearest.y);
    for (int i = 0; i < 4; ++i) {
        vec2 corner = vec2(2 * (i & 1) - 1, (i & 2) - 1) * half_slab;
        finest = min(finest, footprint(centre + right * corner.x + up * corner.y));
    }
    return finest > DISSOLVED * tile;
}

void main() {
    vec2 corner = vec2[4](vec2(-1, -1), vec2(1, -1), vec2(-1, 1), vec2(1, 1))[gl_VertexID];
    place = corner * half_slab_of(extent.xy);
    at = vec4(hung.xyz, 2.0 * hung.w * hung.z);
    span = extent;
    grid = ivec4(cells.xyz, int(emission.w));
    laid = vec2(cells.w, bow);
    state = texelFetch(mosaic_state, ivec2(int(emission.w), 0), 0);
    light = emission.rgb;
    vec4 first = texelFetch(mosaic_design, ivec2(0, int(emission.w)), 0), second = texelFetch(mosaic_design, ivec2(1, int(emission.w)), 0);
    design = vec3(first.xy, second.y);
    gift = vec3(first.zw, second.x);
    toward = vec2(cos(second.w), sin(second.w));
    arrival = texelFetch(mosaic_design, ivec2(2, int(emission.w)), 0).x;
    vec3 normal, centre = from_strip(hung.xy, normal);
    right = vec3(normal.z, 0.0, -normal.x);
    beam = normalize(normal * 0.62 + vec3(0.0, 0.78, 0.0) + right * (0.25 * sin(hung.x * 2.4)));
    world = centre + normal * STANDS_OUT + (right * place.x + vec3(0, 1, 0) * place.y) * hung.z;
    gl_Position = on_screen(world);
    if (dissolved(centre, abs(place) * hung.z, at.w) != (FAR == 1)) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
