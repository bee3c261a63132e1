// A tall window: a bone moulding, a deep embrasure, slender tracery that crosses in the head, and the city beyond.
#include "frame.glsl"
#include "lib/materials.glsl"
#include "lib/city.glsl"
#include "lib/lancet.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/nave.glsl"

in vec3 world;
in vec3 spot;
out vec4 colour;

const float DEEP = 0.30;       // the wall's thickness, in a hall of scale 1
const float SPLAY = 0.16;

void main() {
    vec3 ray = normalize(world - frame.eye.xyz);
    float side = spot.z * 2.0 - 1.0, outer = lancet(spot.xy), margin = MARGIN * SCALE;
    float run = DEEP * SCALE / max(ray.x * side, 0.04);
    vec2 q = spot.xy + ray.zy * run;
    float inner = lancet(q) + SPLAY * SCALE, pixel = frame.lens.x * distance(world, frame.eye.xyz);
    vec4 light = on_wall(strip_at(world, side), spot.y);
    vec3 outside = frame.city.rgb;

    // Tracery: two mullions, each of which parts into two arcs of the window's own radius.
    float h = WINDOW_HALF - SPLAY * SCALE, m = h * 0.34, reach = 2.0 * WINDOW_HALF, up = max(q.y - WINDOW_SPRINGING, 0.0), x = abs(q.x);
    float bar = min(min(abs(length(vec2(x - m + reach, up)) - reach), abs(length(vec2(x + m - reach, up)) - reach)), abs(length(vec2(x - m - reach, up)) - reach));
    bar = min(bar, abs(inner));
    float thick = SCALE * (0.030 + 0.05 * exp(-2.2 * (q.y - WINDOW_SILL) / SCALE)), slant = 1.0 + 0.6 * abs(ray.z) / max(ray.x * side, 0.2);
    float shown = clamp((thick * slant - bar) / (pixel * slant) + 0.5, 0.0, 1.0);
    float rounded = clamp(bar / thick, 0.0, 1.0);
    vec3 bone = BONE * (light.rgb * 1.3 + frame.haze.rgb * 0.3) * (1.0 - 0.6 * rounded) + BONE * outside * (0.5 * rounded * rounded);
    vec3 seen = city(world + ray * run, ray) + light.rgb * 0.02;
    seen += outside * (0.10 * exp(-bar * 5.0 / SCALE));

    // The embrasure takes the city's light where it nears the glass, and the hall's where it opens.
    float deep = clamp(-outer / max(inner - outer, 1e-3), 0.0, 1.0), jamb = clamp(inner / pixel + 0.5, 0.0, 1.0);
    float grain = 0.85 + 0.15 * sin(spot.y * 9.0 + 5.0 * deep);
    vec3 reveal = BONE * grain * (light.rgb * 0.8 * (1.0 - deep) + outside * (0.10 + 1.5 * deep * deep) + frame.haze.rgb * 0.2);
    vec3 c = mix(mix(seen, bone, shown), reveal, jamb);

    // The moulding swells toward the opening and sinks into a groove, from which the plaster rises: outside it is the wall's colour.
    float face = clamp(outer / pixel + 0.5, 0.0, 1.0), f = clamp(outer / margin, 0.0, 1.0), swell = sin(3.14159265 * sqrt(f));
    float upward = clamp((spot.y - WINDOW_SPRINGING) / WINDOW_HALF, 0.0, 1.0), plaster = smoothstep(0.72, 0.86, f), groove = smoothstep(0.60, 0.72, f) * (1.0 - plaster);
    vec3 moulding = BONE * (light.rgb * (0.35 + 0.9 * swell) + outside * 0.5 * exp(-f * 7.0) + frame.haze.rgb * 0.2) * (1.0 - 0.25 * upward * f);
    moulding = mix(moulding * (1.0 - 0.85 * groove), PLASTER * (0.88 * light.rgb + frame.haze.rgb * 0.14 + vec3(0.08, 0.064, 0.045) * frame.glow.w), plaster);
    c = mix(c, moulding, face);
    c += frame.voice.rgb * light.a * swell * face * 0.10;
    colour = vec4(in_haze(c, world), 1.0);
}
