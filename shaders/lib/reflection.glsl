// What a glossy thing in the hall mirrors, without drawing it again: bars of light from ribs and vault, the city above, the floor.
// use: vec3 light = hall_reflection(world, direction)
#include "frame.glsl"
#include "hall.glsl"

vec3 hall_reflection(vec3 world, vec3 r) {
    float up = r.y, bay = (world.z + r.z / max(abs(r.x), 0.2) * HALF_WIDTH * 1.6) / BAY;
    float rib = abs(fract(bay) - 0.5) * 2.0;
    float bars = smoothstep(0.86, 0.97, rib) * smoothstep(-0.25, 0.15, up);
    float box = smoothstep(0.35, 0.75, up) * (0.6 + 0.4 * smoothstep(0.2, 0.5, rib));
    vec3 light = frame.key.rgb * frame.key.a * bars * 1.1 + frame.city.rgb * box * 1.5 + vec3(0.30, 0.34, 0.36) * smoothstep(0.80, 0.96, up);
    return light + frame.haze.rgb * (0.4 + 0.5 * smoothstep(-0.6, 0.1, up));
}
