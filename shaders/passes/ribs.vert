// One rib an instance: its face toward the eye, its soffit, and a feathered edge a pixel wide that smooths its outline.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/light.glsl"

const int STEPS = 90;
const float RIB_HALF = 0.15;   // in a hall of scale 1
const float CLEAR = 0.004;     // metres before the end wall, that it does not hide what ends there

out vec3 world;
out vec4 beside;     // light of the bay that the face looks into; a: voices
out vec4 beyond;     // light of the bay behind the rib; a: how open the bone lies, 0 where it meets the wall
out vec3 before;     // light that comes from across the hall
out vec4 rib;        // x along, y from the inner edge over the face (both metres at scale 1), z across the soffit -1..1, w which rib
out vec2 cover;      // how much of it is there; metres above the shell that it grows out of
out vec2 turned;     // how far the inner edge looks up, and down

// A rib over a door has no foot: it runs out into the wall above it, as a spur does. Where doors stand is told by viz/world/floor.py.
float rooted(float along) {
    float i = float(gl_InstanceID);
    bool door = i == floor(RIBS / 3.0 + 0.5) || i == floor(RIBS * 2.0 / 3.0 + 0.5);
    return door ? smoothstep(2.62, 4.6, along / SCALE) : 1.0;
}

vec3 lit_by(float z, float x, float y) { return on_wall(strip_at(vec3(0, 0, clamp(z, -LENGTH, 0.0)), x), min(y, SPRINGING)).rgb; }

void main() {
    int column = gl_VertexID % 4;
    float a = float(gl_VertexID / 4) / float(STEPS);
    float z = -float(gl_InstanceID) * BAY;
    float side = frame.eye.z > z ? 1.0 : -1.0;
    float along, unused;
    section(a, 0.0, along);
    float full = rib_depth(along), depth = mix(-0.06 * SCALE, full, rooted(along)), bared = clamp(depth / full, 0.0, 1.0);
    float wide = RIB_HALF * SCALE * bared * (2.0 - bared) * (1.0 + 0.5 * exp(-1.6 * along / SCALE));
    vec2 p = section(a, column == 0 ? -0.05 * SCALE : depth, unused);
    // The last rib stands half in the end wall: it ends there by a feathered edge as well, and not where depth cuts it, in steps.
    float end = CLEAR - LENGTH, deep = max(z + side * (column < 2 ? wide : -wide), end);
    world = vec3(p, deep);
    // Outward as the eye sees it, whichever way the outline runs on the screen.
    vec3 sight = world - frame.eye.xyz, run = vec3(section(a + 0.002, depth, unused) - p, 0.0);
    vec3 outward = normalize(cross(run, sight)) * (1.1 * frame.lens.x * length(sight));
    if (column == 3) world += outward * sign(dot(outward, vec3(-p.x / HALF_WIDTH, -max(p.y - SPRINGING, 0.0) / RISE, -side)));
    world.z = max(world.z, end);
    cover = vec2((column == 3 ? 0.0 : 1.0) * step(1e-4, bared), column == 0 ? -0.05 * SCALE : depth);
    rib = vec4(along / SCALE, column == 0 ? depth / SCALE : 0.0, (deep - z) * side / max(wide, 1e-4), float(gl_InstanceID));
    float near = 0.8 * SCALE + wide, high = clamp((p.y - SPRINGING) / RISE, 0.0, 1.0);
    vec4 vault = on_vault(world.z, atan(max(p.y - SPRINGING, 0.0) / RISE, p.x / HALF_WIDTH));
    float voices = p.y < SPRINGING ? on_wall(strip_at(world, p.x), p.y).a : vault.a;
    vec3 floor_below = floor_light(vec2(p.x * 0.8, clamp(z, -LENGTH + 0.5, -0.5)));
    beside = vec4(mix(lit_by(z + side * near, p.x, p.y), vault.rgb, high), voices);
    beyond = vec4(mix(lit_by(z - side * near, p.x, p.y), vault.rgb, high), column == 0 ? 0.0 : 1.0);
    before = 0.8 * mix(lit_by(z, -p.x, p.y), vault.rgb, 0.6 * high) + 0.45 * floor_below;
    turned = p.y < SPRINGING ? vec2(0.0) : vec2(-1.0, 1.0) * normalize(vec2(p.x / HALF_WIDTH, high)).y;
    gl_Position = on_screen(world);
}
