// A tall leaf under a round arch: closed, a thread of light about it; open, warm light from the rooms beyond.
#include "frame.glsl"
#include "lib/line.glsl"
#include "lib/haze.glsl"

in vec3 world;
in vec2 spot;
flat in vec4 frame_of;
out vec4 colour;         // premultiplied

const vec3 WARM = vec3(1.0, 0.70, 0.40);

void main() {
    float w = frame_of.x, open = frame_of.z, pixel = max(fwidth(spot.y) + fwidth(spot.x), 1e-4);
    vec2 arch = vec2(abs(spot.x), max(spot.y - frame_of.y + w, 0.0));
    float away = length(arch) - w;                        // < 0 within the leaf
    float inside = clamp(0.5 - away / pixel, 0.0, 1.0);
    float thread = stripe(away, 0.018, pixel) + 0.006 / (0.02 + away * away);
    // A lit passage: arch behind arch, in the shade of the rib before it; more light toward the floor; some spills on the wall.
    float deep = clamp(-away / w, 0.0, 1.0), nested = 0.75 + 0.25 * cos(9.0 * sqrt(deep));
    deep = (0.5 + 0.7 * deep) * nested * (0.3 + 0.7 * smoothstep(0.45, 0.75, arch.x / w)) * (0.45 + 0.75 * exp(-1.8 * spot.y / frame_of.y));
    vec3 leaf = WARM * open * (inside * deep * 1.1 + 0.10 * exp(-max(away, 0.0) * 5.0) * (1.0 - inside)) + mix(frame.key.rgb * 0.35, WARM, open) * thread * 0.25;
    // On the floor the light opens like a fan, softer with distance.
    float far = spot.y, half_width = w + far * 0.34, soft = 0.12 + far * 0.20;
    float fan = smoothstep(half_width + soft, half_width - soft, abs(spot.x)) * exp(-far / 2.4) * smoothstep(5.5, 3.0, far);
    bool below = frame_of.w > 0.5;
    vec3 light = below ? WARM * open * fan * 0.30 : leaf;
    // What is dark must not stand before another door's light.
    if (max(light.r, inside) < 0.002) discard;
    float hidden = thickness(world);
    colour = vec4(light * (1.0 - hidden), below ? 0.0 : inside * mix(0.6, 1.0, open) * (1.0 - hidden));
}
