// Light of the city in the air before a window: soft cards that stand across the hall, a few to a window, each sheared downward
// as the light falls.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/lancet.glsl"
#include "lib/haze.glsl"

const float CARDS = 3.0;       // to a window, as in viz/passes/hall.py
const float SLOPE = 0.46;      // metres down for a metre into the hall

out vec3 beam;                 // metres from the wall, height at which the light came through the window, its place across -1..1
out float height;              // above the floor
flat out vec4 light;           // of the whole card; a: its reach, metres

void main() {
    vec2 corner = vec2[6](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1))[gl_VertexID];
    float window = floor((float(gl_InstanceID) + 0.5) / CARDS), card = float(gl_InstanceID) - window * CARDS;
    float right = step(WINDOWS, window), k = window - right * WINDOWS, across = (2.0 * card + 1.0) / CARDS - 1.0;
    float head = WINDOW_SPRINGING + 1.7320508 * WINDOW_HALF, reach = min(1.4 * HALF_WIDTH, head / SLOPE);
    beam = vec3(corner.x * reach, mix(WINDOW_SILL, head, corner.y), across);
    // They spread a little on their way.
    float z = window_z(k) + across * (WINDOW_HALF * 0.9 + 0.12 * beam.x);
    vec3 world = vec3((right * 2.0 - 1.0) * (HALF_WIDTH - beam.x), beam.y - SLOPE * beam.x, z);
    // Nobody sees a card's edge: it goes out where the eye stands beside it or passes through it.
    vec3 middle = vec3((right * 2.0 - 1.0) * HALF_WIDTH * 0.6, 0.5 * head, window_z(k) + across * WINDOW_HALF), ray = middle - frame.eye.xyz;
    float far = length(ray), strength = smoothstep(0.08, 0.5, abs(ray.z) / far) * smoothstep(0.3, 3.0, abs(ray.z)) * smoothstep(40.0, 26.0, far);
    height = world.y;
    vec3 pale = mix(frame.city.rgb, vec3(dot(frame.city.rgb, vec3(0.4))), 0.3);
    light = vec4(pale * (strength * frame.life.x * (0.16 + 6.5 * frame.haze.a) * (1.0 - thickness(middle))), reach);
    gl_Position = on_screen(world);
    if (max(max(light.r, light.g), light.b) < 1e-3) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
