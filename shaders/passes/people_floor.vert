// What a person does to the floor: a quad about their feet.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/haze.glsl"
#include "lib/feeling.glsl"

in vec4 stance;    // x, z, height (metres), unused
in vec4 mind;      // panic, support, opinion, voice
in vec4 dress;     // outfit, role, unused, unused

out vec2 at;              // metres from the feet
flat out float radius;    // of the shadow
flat out vec4 pool;       // light on the floor, one over its radius

uniform vec3 floor_look;  // shadow, aura, feelings

void main() {
    vec2 corner = vec2[6](vec2(-1, -1), vec2(1, -1), vec2(1, 1), vec2(-1, -1), vec2(1, 1), vec2(-1, 1))[gl_VertexID];
    vec3 foot = vec3(stance.x, 0.006, stance.y), shine = aura_of(dress.y) * floor_look.y;
    bool shines = shine.r + shine.g + shine.b > 1e-4;
    float reach = shines ? 2.2 : 0.46, seen = 1.0 - thickness(foot);
    radius = 0.46;
    pool = vec4(shine * seen, 1.0 / reach);
    at = corner * reach;
    gl_Position = on_screen(foot + vec3(at.x, 0.0, at.y));
}
