// A card of a shaft: bright at the window, thin far from it, parted by what stands in its way outside. Cheap, since many lie
// one over another.
#include "frame.glsl"
#include "lib/lancet.glsl"
#include "lib/time.glsl"

in vec3 beam;
in float height;
flat in vec4 light;
out vec4 colour;

void main() {
    // The window's outline, blurred as the beam goes on; its distance to first order, without a root.
    float up = max(beam.y - WINDOW_SPRINGING, 0.0), across = abs(beam.z) * WINDOW_HALF + WINDOW_HALF, soft = 0.3 + 0.16 * beam.x;
    float outside = max((across * across + up * up) / (4.0 * WINDOW_HALF) - WINDOW_HALF, WINDOW_SILL - beam.y);
    float within = clamp(0.25 - outside / soft, 0.0, 1.0), left = 1.0 - beam.x / light.a;
    float near = clamp(beam.x * 0.4, 0.0, 1.0), low = clamp(0.35 + height * 0.5, 0.0, 1.0);
    float rays = 0.70 + 0.30 * sin(beam.y * 3.1 + 4.0 * beam.z + 6.28318531 * cycles(0.02));
    colour = vec4(light.rgb * (within * within * left * left * near * low * rays), 1.0);
}
