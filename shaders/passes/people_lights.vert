// Light and shade about people: a shadow under each of the nearest; light on the floor, light in the air and light before
// the mouth for those on a list. Shade and light on the floor lie; the others stand and turn to the eye.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/feeling.glsl"

out vec2 at;             // -1..1 across the spot
flat out vec4 spot;      // light; how much of what is behind it hides

uniform sampler2D stance, badge, mind;
uniform sampler2D list;     // a number each: 32768 · kind + the person's own
uniform ivec2 first;        // of the quads that are drawn; how many shadows there are
uniform vec4 strength;      // of shadows, auras, voices; distance in metres at which shadows end

const int SHADE = 0, POOL = 1, HALO = 2, VOICE = 3;

void main() {
    int quad = gl_VertexID / 4 + first.x, kind = SHADE, person = quad;
    if (quad >= first.y) {
        int entry = int(texelFetch(list, ivec2((quad - first.y) % LINE, (quad - first.y) / LINE), 0).r + 0.5);
        kind = entry / 32768, person = entry % 32768;
    }
    ivec2 one = ivec2(person % LINE, person / LINE);
    vec4 stands = texelFetch(stance, one, 0), minds = texelFetch(mind, one, 0);
    float clear = 1.0 - 0.6 * texelFetch(badge, one, 0).a, height = stands.z;
    vec3 foot = vec3(stands.x, 0.0, stands.y), away = vec3(frame.eye.x, 0.0, frame.eye.z) - foot;
    float near = max(length(away), 1e-3);
    vec3 toward = away / near, across = vec3(toward.z, 0.0, -toward.x), own = aura_light(minds.z) * strength.y;

    at = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1) * 2.0 - 1.0;
    vec2 half_size = kind == SHADE ? vec2(0.40) : kind == POOL ? vec2(1.7) : kind == HALO ? vec2(0.60, 1.10) : vec2(0.13, 0.24);
    spot = vec4(0.0);
    if (kind == SHADE) spot.a = 0.72 * strength.x * clamp(4.0 - 4.0 * near / strength.w, 0.0, 1.0);
    else if (kind == POOL) spot.rgb = own * 0.16 * clear;
    else if (kind == HALO) spot.rgb = own * 0.05 * clear;
    else spot.rgb = vec3(0.20, 0.62, 0.70) * (0.08 * minds.w * strength.z * clear);
    vec2 spread = at * half_size;
    float up = kind == HALO ? 1.10 : 0.93 * height;
    vec3 standing = foot + across * spread.x + vec3(0.0, up + spread.y, 0.0);
    // In the mirror the floor is not seen, and what lies on it neither.
    vec3 lying = foot + vec3(spread.x, 0.006, spread.y) * step(0.0, frame.lens.y);
    gl_Position = on_screen(kind < HALO ? lying : standing);
    if (kind < HALO) return;
    // A halo stands behind its person, a voice before them.
    vec4 middle = on_screen(foot + toward * (kind == VOICE ? min(0.4, 0.55 * near) : 0.0) + vec3(0.0, 0.5 * height, 0.0));
    gl_Position.z = clamp(middle.z / max(middle.w, 0.05), -1.0, 1.0) * gl_Position.w;
}
