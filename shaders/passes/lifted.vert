// Tiles that the glitch throws off the wall: boxes of enamel in the air, three sides of each, those that face the eye.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/when.glsl"
#include "lib/time.glsl"
#include "lib/light.glsl"
#include "lib/thrown.glsl"

uniform sampler2D thrown;        // four texels a tile: place, angle; half sizes, strip; albedo, mosaic; light, right.x or its z
uniform sampler2D found;         // a texel a tile: how far it has left the wall, 0..1; turns of its hue

out vec3 world;
out vec2 on_face;                // metres from the face's middle
flat out vec4 face;              // half sizes of the face, how far the tile has left, its chance
flat out vec3 facing_to;         // the face's normal
flat out vec4 albedo;            // and turns of hue
flat out vec3 glow;
flat out vec3 around;

vec3 spun(vec3 v, vec3 axis, float angle) {
    float c = cos(angle);
    return v * c + cross(axis, v) * sin(angle) + axis * dot(axis, v) * (1.0 - c);
}

void main() {
    int tile = gl_VertexID / 12, side = gl_VertexID % 12 / 4;
    ivec2 at = ivec2(tile % LINE, tile / LINE), row = at * ivec2(4, 1);
    vec4 state = texelFetch(found, at, 0);
    float away = state.x;
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    world = vec3(0.0), on_face = vec2(0.0), face = vec4(1.0), facing_to = vec3(0.0), albedo = vec4(0.0), glow = around = vec3(0.0);
    WHEN(away > AWAY) {
        vec4 stands = texelFetch(thrown, row, 0), size = texelFetch(thrown, row + ivec2(1, 0), 0);
        vec4 paint = texelFetch(thrown, row + ivec2(2, 0), 0), own = texelFetch(thrown, row + ivec2(3, 0), 0);
        vec3 chances = chances_of(size.zw);
        float chance = chances.x, other = chances.y, third = chances.z;
        vec3 right = own.a > 1.5 ? vec3(1, 0, 0) : vec3(0, 0, own.a), normal = vec3(-right.z, 0.0, right.x), up = vec3(0, 1, 0);
        float c = cos(stands.w), s = sin(stands.w);
        vec3 axis = normalize(right * (other - 0.5) + up * (chance - 0.5) + normal * 0.3);
        float turn = away * (1.2 + 1.6 * third) * (chance > 0.5 ? 1.0 : -1.0);
        vec3 along = spun(right * c + up * s, axis, turn), across = spun(up * c - right * s, axis, turn), out_of = spun(normal, axis, turn);
        // Out into the air, and adrift there.
        vec2 drift = vec2(wave(0.045, chance) + 0.4 * wave(0.07, other), wave(0.05, third)) * 0.35;
        float reach = REACH * SCALE * away * (0.25 + 0.75 * chance * chance);
        vec3 middle = stands.xyz + normal * (reach + 0.01) + (right * drift.x + up * (drift.y + 0.25 * (other - 0.6) * away)) * reach;
        vec3 half_size = vec3(size.xy, 0.35 * min(size.x, size.y)), eye = frame.eye.xyz - middle;
        vec3 u = side == 0 ? along : side == 1 ? across : out_of, v = side == 0 ? across : side == 1 ? out_of : along, n = cross(u, v);
        vec3 lengths = side == 0 ? half_size.xyz : side == 1 ? half_size.yzx : half_size.zxy;
        n *= sign(dot(n, eye) - 1e-5);
        // A pixel wider than it is, so that the edge can be drawn soft.
        float pixel = 0.7 * frame.lens.x * length(eye);
        vec2 corner = vec2(2 * (gl_VertexID & 1) - 1, (gl_VertexID & 2) - 1);
        on_face = corner * (lengths.xy + pixel);
        face = vec4(lengths.xy, away, chance);
        facing_to = n;
        world = middle + n * lengths.z + u * on_face.x + v * on_face.y;
        albedo = vec4(paint.rgb, state.y);
        glow = own.rgb;
        around = wall_light(size.z, size.w);
        gl_Position = on_screen(world);
    }
}
