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
flat in float lunette;
out vec4 colour;

void main() {
    vec3 ray = normalize(world - frame.eye.xyz);
    vec2 pixel = max(fwidth(pane), vec2(1e-5));
    float spine = lunette > 0.5 ? 9.0 : (pane.y - 1.57079633) * 8.0, sill = lunette > 0.5 ? pane.y : min(pane.y, 3.14159265 - pane.y) * 6.0;
    float fan = atan(pane.x, pane.y + 0.35), reach = length(pane + vec2(0.0, 0.35));
    vec2 grid = lunette > 0.5 ? vec2(fan * reach, reach) : vec2(pane.x, pane.y);
    vec2 period = lunette > 0.5 ? vec2(0.2617994 * reach, 1.55) : vec2(BAY / 4.0, 0.2617994);
    vec2 thin = lunette > 0.5 ? vec2(0.032) : vec2(0.026, 0.0034);
    float bars = max(stripes(grid.x, period.x, thin.x, max(fwidth(grid.x), 1e-5)), stripes(grid.y, period.y, thin.y, max(fwidth(grid.y), 1e-5)));
    bars = max(bars, max(smoothstep(0.60, 0.36, sill), stripe(spine, 0.26, pixel.y * 8.0)));
    vec3 light = lunette > 0.5 ? wall_light(LENGTH + HALF_WIDTH + pane.x, SPRINGING) : vault_light(pane.x, pane.y);
    vec3 seen = city(world, ray) * (0.9 + 0.3 * lunette) + light * 0.05;
    vec3 bone = BONE * 0.55 * (light * 1.2 + frame.haze.rgb * 0.3);
    vec3 live = vein(world.z, 0.5) * (stripe(spine, 0.06, pixel.y * 8.0) * 1.2 + lunette * stripe(sill - 0.42, 0.035, pixel.y));
    colour = vec4(in_haze(mix(seen, bone, bars), world) + live, 1.0);
}
