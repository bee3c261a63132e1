// LUNETTE 0: the glazed vault; 1: the glass above the end wall.
#include "frame.glsl"
#include "lib/nave.glsl"

const int STEPS = 48;

out vec3 world;
out vec2 pane;       // vault: z, angle; lunette: x, height above the springing

void main() {
    int quad = gl_VertexID / 6;
    vec2 corner = vec2[6](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1))[gl_VertexID % 6];
#if LUNETTE
    pane = vec2(HALF_WIDTH * (2.0 * corner.x - 1.0), RISE * corner.y);
    world = vec3(pane.x, SPRINGING + pane.y, -LENGTH);
#else
    float angle = 3.14159265 * (float(quad) + corner.y) / float(STEPS);
    world = vec3(HALF_WIDTH * cos(angle), SPRINGING + RISE * sin(angle), -LENGTH * corner.x);
    pane = vec2(world.z, angle);
#endif
    gl_Position = on_screen(world);
}
