// Dark stone in tall slabs, wet: it holds the light of what hangs on it, and mirrors it along the wall at a flat angle. A low
// bench runs at its foot, and under the cornice a row of small lamps.
#include "frame.glsl"
#include "lib/line.glsl"
#include "lib/vein.glsl"
#include "lib/materials.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/nave.glsl"
#include "lib/medium.glsl"
#include "lib/matter_map.glsl"

in vec3 world;
in vec2 strip;
out vec4 colour;

void main() {
    vec2 pixel = max(fwidth(strip), vec2(1e-4));
    float y = strip.y, unit = 1.0 / SCALE, side = abs(strip.x - LENGTH - HALF_WIDTH) - HALF_WIDTH;
    bool end = side < 0.0;
    vec4 stone = matter_at(strip * vec2(0.13, 0.11));
    // Slabs a third of a bay wide, each a little darker or lighter, with open joints.
    float wide = BAY / 3.0, high = SPRINGING / 3.0, course = floor(y / high);
    float slab = fract(0.618 * floor(strip.x / wide) + 0.271 * course);
    float joint = max(stripes(strip.x, wide, 0.010, pixel.x), stripes(y, high, 0.010, pixel.y));
    float relief = 0.55 + 0.62 * stone.r + 0.14 * stone.g + 0.16 * (slab - 0.5);
    // Less light gets into corners: at the floor, under the cornice, beside the ribs.
    float bay = world.z / BAY, off = (bay - floor(bay + 0.5)) * BAY * unit, away = end ? -side * unit : abs(off);
    float corner = (0.30 + 0.70 * smoothstep(0.15, 1.1, away)) * (0.45 + 0.55 * smoothstep(0.0, 0.7, y * unit)) * (0.40 + 0.60 * smoothstep(0.0, 0.9, (SPRINGING - y) * unit));
    vec4 light = on_wall(strip.x, y);
    vec3 c = PLASTER * (relief * corner * (1.0 - 0.7 * joint)) * (light.rgb * 1.25 + frame.haze.rgb * 0.16);
    // What lies farther along the wall is mirrored in the film of water on it.
    vec3 ray = normalize(world - frame.eye.xyz);
    float facing = end ? abs(ray.z) : abs(ray.x), glancing = 1.0 - facing, wet = glancing * glancing * glancing * (0.25 + 0.75 * stone.r);
    float onward = (world.x > 0.0 ? ray.z : -ray.z) * 2.6 / (0.25 + facing);
    vec3 mirrored = on_wall(strip.x + (end ? 0.0 : onward), y + ray.y * 1.2).rgb;
    c += mirrored * (0.075 * wet * corner * (1.0 - joint));
    // The bench: a lit edge, a front in its own shade.
    float bench = y * unit - 0.25, seat = stripe(bench, 0.028, pixel.y * unit);
    c *= mix(1.0, 0.55 + 0.25 * stone.r, smoothstep(0.0, -0.02, bench));
    c += PLASTER * seat * (light.rgb * 1.9 + frame.haze.rgb * 0.3);
    // A thread of light in the bench's shade, dim until a voice passes.
    float thread = y * unit - 0.13, dim = 0.0009 / (0.0009 + thread * thread);
    c += (vein(strip.x * 0.4 * unit, 0.3) * 0.012 + frame.voice.rgb * (light.a * 1.1)) * dim;
    // The cornice: a ledge, and lamps no larger than a hand beneath it.
    float ledge = (SPRINGING - y) * unit, run = strip.x * unit / 0.55, bead = (fract(run) - 0.5) * 0.55, drop = ledge - 0.20;
    float far = clamp(3.0 * pixel.x * unit / 0.55 - 0.4, 0.0, 1.0), spot = mix(0.0022 / (0.0016 + bead * bead + drop * drop), 0.0125 / (0.02 + abs(drop)) * 0.30, far);
    c += PLASTER * (light.rgb * 1.3 + frame.haze.rgb * 0.3) * (smoothstep(0.10, 0.06, ledge) * 0.8);
    vec3 lamp = vein(strip.x * 0.4 * unit, y * 0.02);
    c += (lamp * 0.22 + frame.voice.rgb * (light.a * 0.45)) * min(spot, 1.6);
    c += lamp * PLASTER * (0.30 * exp(-max(drop, 0.0) * 2.6) * corner);
    // Warm light grazes the stone from between the slabs' heads, and opens as it falls.
    float graze = max(drop, 0.0), fan = (fract(strip.x / wide) - 0.5) * wide * unit / (0.16 + 0.24 * graze);
    c += PLASTER * vec3(1.0, 0.80, 0.56) * (frame.glow.w * 0.45 * exp(-fan * fan) / (1.0 + graze * graze * 0.30) * (0.2 + 1.3 * relief * relief) * (1.0 - joint) * (end ? 0.0 : 1.0));
    // The override's front runs over the stone as a crest of light, caught in its vessels; voices run there too.
    float healed = medium_at(strip).b, front = 4.0 * healed * (1.0 - healed), vessels = stone.b * stone.b;
    c += frame.key.rgb * (front * front * (0.25 + 0.35 * relief + 0.9 * vessels) * frame.override.w * 0.55);
    float beside = end ? 0.0 : 1.0 / (1.0 + 4.0 * off * off);
    c += frame.voice.rgb * (light.a * (0.08 + 0.55 * vessels) * (0.25 + beside));
    colour = vec4(in_haze(c, world), 1.0);
}
