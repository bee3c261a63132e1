// Glass in slender bars, and through it the city; the hall's own light lies on the panes.
#include "frame.glsl"
#include "lib/line.glsl"
#include "lib/vein.glsl"
#include "lib/materials.glsl"
#include "lib/city.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/nave.glsl"

in vec3 world;
in vec2 pane;
out vec4 colour;

void main() {
    vec3 ray = normalize(world - frame.eye.xyz);
    vec2 pixel = max(fwidth(pane), vec2(1e-5));
#if LUNETTE
    // Tracery that radiates from the middle of the sill, in two rings.
    float sill = pane.y / SCALE, spine = 9.0, reach = length(pane + vec2(0.0, 0.35 * SCALE));
    vec2 grid = vec2(atan(pane.x, pane.y + 0.35 * SCALE) * reach, reach), period = vec2(0.2617994 * reach, 1.55 * SCALE);
    vec2 thin = vec2(0.032) * SCALE;
    vec2 fine = max(fwidth(grid), vec2(1e-5));
    vec4 light = on_wall(LENGTH + HALF_WIDTH + pane.x, SPRINGING);
#else
    float sill = min(pane.y, 3.14159265 - pane.y) * 6.0, spine = (pane.y - 1.57079633) * 8.0;
    vec2 grid = pane, period = vec2(BAY / 4.0, 0.2617994), fine = pixel;
    vec2 thin = vec2(0.026 * SCALE, 0.0034);
    vec4 light = on_vault(pane.x, pane.y);
#endif
    float bars = max(stripes(grid.x, period.x, thin.x, fine.x), stripes(grid.y, period.y, thin.y, fine.y));
    float base = smoothstep(0.60, 0.36, sill), ridge = stripe(spine, 0.06, pixel.y * 8.0);
    // Beads of light along the ridge, no line.
    float bead = fract(world.z / SCALE * 2.0) - 0.5, pulse = exp(-40.0 * bead * bead);
    // A voice overhead runs along the ridge, and glints in the bars.
    vec3 live = vein(world.z / SCALE, 0.5) * (ridge * (0.16 + 0.5 * pulse) + float(LUNETTE) * stripe(sill - 0.42, 0.035, pixel.y / SCALE));
    live += frame.voice.rgb * light.a * (ridge * 2.0 + (bars * 0.9 + 0.04) * (1.0 - base));
    bars = max(bars, max(base, stripe(spine, 0.26, pixel.y * 8.0)));
    vec3 seen = city(world, ray) * (LUNETTE == 1 ? 1.2 : 0.9) + light.rgb * 0.018;
    vec3 bone = BONE * 0.55 * (light.rgb * 1.2 + frame.haze.rgb * 0.3);
    colour = vec4(in_haze(mix(seen, bone, bars), world) + live, 1.0);
}
