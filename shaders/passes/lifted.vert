// Tiles that the glitch throws off the wall: boxes of enamel in the air, three sides of each, those that face the eye.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/when.glsl"
#include "lib/hash.glsl"
#include "lib/time.glsl"
#include "lib/medium.glsl"
#include "lib/light.glsl"
#include "lib/lift.glsl"

uniform sampler2D thrown;        // four texels a tile: place, angle; half sizes, strip; albedo, mosaic; light, right.x or its z
uniform sampler2D mosaic_state;  // a texel a mosaic: glitch, healed, consent, attention
uniform sampler2D mosaic_design; // three texels a mosaic, the third its arrival, 0..1
uniform vec2 amount;             // how far tiles may go, 0..1; hue shift (turns)

out vec3 world;
out vec2 on_face;                // metres from the face's middle
flat out vec4 face;              // half sizes of the face, how far the tile has left, its chance
flat out vec3 facing_to;         // the face's normal
flat out vec4 albedo;            // and turns of hue
flat out vec3 glow;
flat out vec3 around;

const float REACH = 1.5;         // metres that a tile is thrown at most, in a hall 13 m wide

vec3 spun(vec3 v, vec3 axis, float angle) {
    float c = cos(angle);
    return v * c + cross(axis, v) * sin(angle) + axis * dot(axis, v) * (1.0 - c);
}

void main() {
    int tile = gl_VertexID / 18, side = gl_VertexID % 18 / 6;
    ivec2 row = ivec2(tile % LINE * 4, tile / LINE);
    vec4 stands = texelFetch(thrown, row, 0), size = texelFetch(thrown, row + ivec2(1, 0), 0);
    vec4 paint = texelFetch(thrown, row + ivec2(2, 0), 0), own = texelFetch(thrown, row + ivec2(3, 0), 0);
    float consent = texelFetch(mosaic_state, ivec2(int(paint.a + 0.5), 0), 0).z;
    vec4 m = min(medium_at(size.zw), vec4(consent, consent, 1.0, consent));
    float here = texelFetch(mosaic_design, ivec2(2, int(paint.a + 0.5)), 0).x;
    float away = lift(m.a, amount.x * smoothstep(0.71, 0.75, consent) * settled(here));
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    world = vec3(0.0), on_face = vec2(0.0), face = vec4(1.0), facing_to = vec3(0.0), albedo = vec4(0.0), glow = around = vec3(0.0);
    WHEN(away > 0.01) {
        // By its place, which is its own whoever else hangs.
        uint own_place = floatBitsToUint(size.z) * 0x9e3779b9u ^ floatBitsToUint(size.w);
        float chance = hash01(own_place), other = hash01(own_place + 0x51u), third = hash01(own_place + 0xa3u);
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
        vec2 corner = vec2[6](vec2(-1, -1), vec2(1, -1), vec2(1, 1), vec2(-1, -1), vec2(1, 1), vec2(-1, 1))[gl_VertexID % 6];
        on_face = corner * (lengths.xy + pixel);
        face = vec4(lengths.xy, away, chance);
        facing_to = n;
        world = middle + n * lengths.z + u * on_face.x + v * on_face.y;
        albedo = vec4(paint.rgb, amount.y * (m.r + 0.8 * m.g * sin(6.28318531 * (chance * 0.3 - cycles(0.17)))) * smoothstep(0.46, 0.5, consent));
        glow = own.rgb;
        around = wall_light(size.z, size.w);
        gl_Position = on_screen(world);
    }
}
