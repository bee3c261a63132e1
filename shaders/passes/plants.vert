// What grows and hangs in the hall, a ribbon an instance: fronds in clumps at the feet of the ribs and along the walls, which
// lean with a slow breath of air; lamps like jellyfish under the crowns of the ribs: a bell of four petals and trailing threads.
#include "frame.glsl"
#include "lib/hash.glsl"
#include "lib/nave.glsl"
#include "lib/light.glsl"
#include "lib/time.glsl"

in vec4 root;        // x, y, z of its foot (metres), length (metres)
in vec4 habit;       // way it leans (x, z), half its width (metres), kind: 0 frond, 1 bell, 2 thread

out vec3 world;
out vec3 blade;      // along 0..1, across -1..1, kind
out vec4 lit;        // the hall's light; a: its own glow, 0..1
flat out float own;  // which it is, 0..1

const int STEPS = 8;

void main() {
    float t = float(gl_VertexID / 2) / float(STEPS), edge = float(2 * (gl_VertexID & 1) - 1), kind = habit.w;
    own = hash01(uint(gl_InstanceID));
    float breath = wave(0.07, root.x * 0.05 + root.z * 0.03) + 0.45 * wave(0.19, own), pulse = wave(0.11, root.z * 0.037 + root.x * 0.11);
    vec2 lean = normalize(habit.xy + 1e-5);
    vec3 p = root.xyz;
    float wide = habit.z;
    if (kind < 0.5) {
        float bend = t * t * (0.50 + 0.28 * own + 0.10 * breath);
        p.xz += lean * (bend * root.w), p.y += root.w * (t - 0.38 * t * t * t * (0.6 + own));
        wide *= sqrt(t + 0.05) * (1.06 - t) * 1.9 + 0.55 * exp(-70.0 * (t - 0.88) * (t - 0.88));
    } else if (kind < 1.5) {
        // The bell opens and closes; a petal is an eighth of it to either side.
        float open = 0.86 + 0.09 * pulse, angle = t * 1.75 * open;
        p.xz += lean * (sin(angle) * root.w), p.y += (cos(angle) - 1.0) * root.w * 0.85 + 0.10 * root.w * pulse;
        wide = 0.42 * root.w * sin(angle) + 0.004;
    } else {
        float drift = t * (0.05 + 0.10 * t) * root.w;
        p.xz += lean * drift * 0.8 + vec2(breath, wave(0.05, own)) * drift * 0.8, p.y += 0.04 * pulse - t * root.w;
        p.x += sin(6.28318531 * (t * 1.3 + own) - 6.28318531 * cycles(0.05)) * 0.05 * root.w * t;
        wide *= 1.0 - 0.75 * t;
    }
    // Petals stand round the bell, all else turns to the eye.
    vec3 eye = normalize(vec3(frame.eye.x, frame.eye.y * frame.lens.y, frame.eye.z) - p);
    vec3 across = kind > 0.5 && kind < 1.5 ? vec3(-lean.y, 0.0, lean.x) : normalize(cross(vec3(lean.x * 0.3, 1.0, lean.y * 0.3), eye));
    // No thinner than a pixel; what it loses in breadth it loses in light.
    float pixel = 0.6 * frame.lens.x * length(p - frame.eye.xyz), kept = min(1.0, wide / pixel);
    world = p + across * (edge * max(wide, pixel));
    blade = vec3(t, edge, kind);
    vec4 below = on_floor(world.xz);
    float s = strip_at(world, world.x);
    lit = vec4(kind < 0.5 ? below.rgb * 0.5 + on_wall(s, 1.5).rgb * 0.5 : on_vault(world.z, 1.57079633).rgb, kept * (0.72 + 0.28 * (kind < 0.5 ? wave(0.045, own) : pulse)));
    gl_Position = on_screen(world);
}
