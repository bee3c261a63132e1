// A window an instance, left wall first: its opening and the moulding about it, as a fan.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/lancet.glsl"

const int STEPS = 24;          // of the outline

out vec3 world;
out vec3 spot;                 // across from the middle, height, 1 on the right wall, metres

// The outline by t 0..1: up one jamb, over both arcs, down the other.
vec2 outline(float t, float margin) {
    float half_width = WINDOW_HALF + margin, sill = WINDOW_SILL - 0.5 * margin;
    float side = t < 0.5 ? -1.0 : 1.0, u = 1.0 - abs(2.0 * t - 1.0);
    if (u < 0.2) return vec2(side * half_width, mix(sill, WINDOW_SPRINGING, u * 5.0));
    float radius = 2.0 * WINDOW_HALF + margin, angle = acos(WINDOW_HALF / radius) * (u - 0.2) / 0.8;
    return vec2(side * (radius * cos(angle) - WINDOW_HALF), WINDOW_SPRINGING + radius * sin(angle));
}

void main() {
    int corner = gl_VertexID % 3, step = gl_VertexID / 3;
    float right = gl_InstanceID >= int(WINDOWS) ? 1.0 : 0.0, k = float(gl_InstanceID) - right * WINDOWS;
    vec2 p = corner == 0 ? vec2(0.0, 0.5 * (WINDOW_SILL + WINDOW_SPRINGING)) : outline(float((step + corner - 1) % (STEPS + 1)) / float(STEPS), MARGIN * SCALE);
    spot = vec3(p, right);
    world = vec3((right * 2.0 - 1.0) * (HALF_WIDTH - 0.004), p.y, window_z(k) + p.x);
    gl_Position = on_screen(world);
}
