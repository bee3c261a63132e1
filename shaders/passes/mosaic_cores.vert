// What a mosaic's slab hides for certain, an octagon just behind its face: drawn before the walls, it spares them the pixels that no
// one sees. Nothing where a newcomer's ground is still being laid.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/slab.glsl"
#include "lib/strip.glsl"

in vec4 hung;      // as in mosaics.vert
in vec4 extent;
in vec4 emission;

uniform sampler2D mosaic_design;

void main() {
    // As a strip: from the left edge to the right one, below and above in turn.
    const vec2 CORNERS[8] = vec2[8](vec2(-2, -1), vec2(-2, 1), vec2(-1, -2), vec2(-1, 2), vec2(1, -2), vec2(1, 2), vec2(2, -1), vec2(2, 1));
    vec3 normal, middle = from_strip(hung.xy, normal), right = vec3(normal.z, 0.0, -normal.x), up = vec3(0, 1, 0);
    vec2 half_slab = half_slab_of(extent.xy), corner = CORNERS[gl_VertexID];
    // Away from its feathered outline by more than a pixel, which is larger the flatter one looks along the wall.
    vec3 sight = frame.eye.xyz - middle - (right * sign(corner.x) * half_slab.x + up * sign(corner.y) * half_slab.y) * hung.z;
    float away = length(sight), pixel = frame.lens.x * away * away / max(abs(dot(sight, normal)), 0.01 * away) / hung.z;
    vec2 most = half_slab - 1.5 * pixel, place = sign(corner) * (most - step(abs(corner), vec2(1.5)) * CORNER * half_slab.y);
    bool hides = min(most.x, most.y) > CORNER * half_slab.y && texelFetch(mosaic_design, ivec2(2, int(emission.w)), 0).x >= LAID;
    gl_Position = hides ? on_screen(middle + normal * (0.5 * STANDS_OUT) + (right * place.x + up * place.y) * hung.z) : vec4(2.0, 2.0, 2.0, 1.0);
}
