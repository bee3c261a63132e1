// One rib an instance: its face toward the eye, its soffit, and a feathered edge a pixel wide that smooths its outline.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/light.glsl"

const int STEPS = 72;
const float RIB_HALF = 0.19;   // in a hall of scale 1

out vec3 world;
out vec4 light;      // a: voices
out vec4 rib;        // x along, y from the inner edge over the face (both metres at scale 1), z across the soffit -1..1, w which rib
out float cover;

void main() {
    int column = gl_VertexID % 4;
    float a = float(gl_VertexID / 4) / float(STEPS);
    float z = -float(gl_InstanceID) * BAY;
    float side = frame.eye.z > z ? 1.0 : -1.0;
    float along;
    section(a, 0.0, along);
    float depth = rib_depth(along), unused;
    vec2 p = section(a, column == 0 ? -0.05 * SCALE : depth, unused);
    float back = column < 2 ? 1.0 : -1.0;
    world = vec3(p, z + side * back * RIB_HALF * SCALE);
    if (column == 3) {
        float edge = 1.5 * frame.lens.x * length(world - frame.eye.xyz);
        world.xy = section(a, depth + edge, unused);
    }
    cover = column == 3 ? 0.0 : 1.0;
    rib = vec4(along / SCALE, column == 0 ? depth / SCALE : 0.0, column < 2 ? 1.0 : -1.0, float(gl_InstanceID));
    light = p.y < SPRINGING ? on_wall(strip_at(world, p.x), p.y)
                            : on_vault(world.z, atan((p.y - SPRINGING) / RISE, p.x / HALF_WIDTH));
    gl_Position = on_screen(world);
}
