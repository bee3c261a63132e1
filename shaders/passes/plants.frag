// A frond: dark at its foot, a lit rib along its middle, its tip alive; a bell: clear, its rim and its heart aglow.
#include "frame.glsl"
#include "lib/haze.glsl"
#include "lib/materials.glsl"

in vec3 world;
in vec3 blade;
in vec4 lit;
flat in float own;
out vec4 colour;     // premultiplied

void main() {
    float t = blade.x, side = abs(blade.y), frond = step(blade.z, 0.5), bell = step(0.5, blade.z) * step(blade.z, 1.5);
    vec3 living = mix(frame.key.rgb, mix(frame.key.gbr, frame.city.rgb, 0.5), own * own * 0.8);
    float light = dot(living, vec3(0.3, 0.5, 0.2)) + 0.04;
    vec3 tone = mix(living, vec3(light), 0.22) * (frame.life.y * lit.a);
    float edge = smoothstep(1.0, 0.72, side), vein = exp(-side * side * 22.0);
    // Fronds.
    float tip = smoothstep(0.62, 0.95, t);
    vec3 leaf = (BONE * vec3(0.35, 0.62, 0.58) * (0.35 + 0.65 * side)) * (lit.rgb * 0.9 * (0.25 + 0.75 * t) + frame.haze.rgb * 0.12) + tone * (0.16 * vein * t * t + 4.0 * tip * tip * (0.35 + 0.65 * vein));
    // Bells and threads.
    float rim = smoothstep(0.70, 0.97, t), heart = exp(-t * t * 9.0);
    vec3 clear = tone * (0.20 + 1.1 * rim + 1.5 * heart + 0.25 * (1.0 - vein) * t) + BONE * lit.rgb * 0.4;
    vec3 thread = tone * (0.9 * (1.0 - t) * (1.0 - t) + 0.05);
    vec3 c = leaf * frond + clear * bell + thread * (1.0 - frond - bell);
    float there = edge * (frond + bell * (0.22 + 0.45 * rim) + 0.3 * (1.0 - frond - bell)) * (1.0 - frond * (1.0 - min(1.0, lit.a * 1.6)));
    float hidden = thickness(world);
    colour = vec4(mix(c * edge, air_light(world) * there, hidden), there);
}
