// A door an instance: its leaf on the wall, then the light that it throws on the floor when it is open.
#include "frame.glsl"
#include "lib/nave.glsl"

in vec3 door;        // x, z, how far it is open

out vec3 world;
out vec2 spot;       // leaf: across, up; floor: across, away from the wall (metres)
flat out vec4 frame_of;  // half its width, its height (metres), how far it is open, floor (1) or leaf (0)

const float REACH = 5.5;  // metres that its light goes over the floor

void main() {
    vec2 corner = vec2[6](vec2(-1, 0), vec2(1, 0), vec2(1, 1), vec2(-1, 0), vec2(1, 1), vec2(-1, 1))[gl_VertexID % 6];
    // The entrance stands across the hall, and is wider; all others are in the side walls.
    bool side = abs(door.x) > HALF_WIDTH - 0.5;
    vec3 inward = side ? vec3(-sign(door.x), 0, 0) : vec3(0, 0, -1), across = vec3(inward.z, 0, -inward.x);
    float half_width = (side ? 0.42 : 1.2) * SCALE, height = 2.6 * SCALE;
    bool below = gl_VertexID >= 6;
    frame_of = vec4(half_width, height, door.z, below ? 1.0 : 0.0);
    vec3 foot = vec3(side ? sign(door.x) * HALF_WIDTH : door.x, 0.0, side ? door.y : 0.0);
    if (below) {
        spot = corner * vec2(half_width + 0.58 * REACH, REACH * step(0.01, door.z));
        world = foot + across * spot.x + inward * spot.y + vec3(0, 0.002 + 0.0003 * float(gl_InstanceID), 0);   // under the shadows, one fan over another
    } else {
        spot = corner * vec2(half_width + 0.4 * SCALE, height + 0.4 * SCALE);
        world = foot + across * spot.x + vec3(0, spot.y, 0) + inward * 0.015;   // before the plaster, behind the mosaics
    }
    gl_Position = on_screen(world);
}
