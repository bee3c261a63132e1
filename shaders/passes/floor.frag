// Terrazzo slabs with hairline joints, polished; every slab a little differently, so the hall's reflection breaks at the joints.
// Along both sides of the nave runs a plait of brass, as in borders of Roman floors; in corners it is dark.
#include "frame.glsl"
#include "lib/hash.glsl"
#include "lib/line.glsl"
#include "lib/colour.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/nave.glsl"

in vec3 world;
flat in vec2 slab_size;  // metres
flat in vec4 plait;      // of the brass: metres from the middle of the hall, half its breadth, half a strand, turns a metre
flat in vec4 feet;       // of the ribs: bays a metre, how far they reach from the wall (metres), ribs over doors, which have none
out vec4 colour;

uniform sampler2D mirror_image;
uniform float mirror_level;  // of the mirror that a third of the picture would be
uniform float gloss;

const vec3 BRASS = vec3(1.0, 0.72, 0.36);

// How much of a pixel is brass: two strands that cross, between two edges. As they go off they are less than a pixel and fade.
float brass(vec2 p, vec2 pixel) {
    float turn = abs(fract(p.y * plait.w) * 4.0 - 2.0) - 1.0, away = abs(abs(p.x) - plait.x);
    float strands = abs(away - plait.y * abs(turn * (1.5 - 0.5 * turn * turn))), slope = 6.0 * plait.y * plait.w * (1.0 - turn * turn);
    return max(stripe(strands, plait.z, pixel.x + slope * pixel.y), stripe(away - 1.35 * plait.y, plait.z, pixel.x));
}

// Less light where the floor meets walls and the feet of ribs.
float cornered(vec2 p) {
    float wall = HALF_WIDTH - abs(p.x), rib = floor(0.5 - p.y * feet.x), off = p.y + rib / feet.x, past = max(wall - feet.y, 0.0);
    wall = min(wall, LENGTH + p.y);
    float rooted = step(0.5, min(abs(rib - feet.z), abs(rib - feet.w))), size = feet.y * feet.y;
    return (1.0 - 0.60 * size / (size + 3.0 * wall * wall)) * (1.0 - 0.72 * rooted * size / (size + 1.6 * (off * off + past * past)));
}

void main() {
    vec2 p = world.xz, pixel = fwidth(p);
    vec4 light = on_floor(p);
    vec3 ray = normalize(world - frame.eye.xyz);
    vec2 slab = p / slab_size;
    float polish = hash01(ivec2(floor(slab)));
    float joint = max(stripes(p.x, slab_size.x, 0.006, pixel.x), stripes(p.y, slab_size.y, 0.006, pixel.y));
    float far = clamp(max(pixel.x, pixel.y) * 20.0, 0.0, 1.0);
    float chips = mix(hash01(ivec2(floor(p * 34.0))), 0.45, far);
    vec3 albedo = vec3(0.020, 0.026, 0.034) * (0.75 + 0.35 * polish) + vec3(0.05, 0.06, 0.07) * chips * chips * chips * chips * 0.6;
    vec3 c = albedo * (light.rgb * 1.2 + frame.haze.rgb * 0.10) + frame.key.rgb * joint * 0.006 * (0.3 + luminance(light.rgb)) + frame.voice.rgb * (light.a * (0.035 + 0.05 * polish));
    float inlay = brass(p, pixel), shade = cornered(p);
    c = mix(c, BRASS * (0.20 * (light.rgb * 1.2 + frame.haze.rgb * 0.10)), inlay) * shade;
    float fresnel = 0.11 + 0.85 * pow(1.0 - clamp(-ray.y, 0.0, 1.0), 4.0);
    float grain = 0.5 * sin(p.x * 5.3 + 2.0 * sin(p.y * 3.7)) * sin(p.y * 4.1 + polish * 40.0);
    vec2 wobble = vec2(grain, -grain) * (0.0015 + 0.002 * polish);
    vec2 at = gl_FragCoord.xy * frame.lens.zw + wobble;
    vec3 image = textureLod(mirror_image, at, 0.1 + 1.1 * polish + mirror_level).rgb * 0.7 + textureLod(mirror_image, at + wobble, 3.0 + mirror_level).rgb * 0.5;
    image *= mix(vec3(fresnel), BRASS * (0.70 + 0.50 * fresnel), inlay) * (gloss * (0.3 + 0.7 * shade));
    colour = vec4(in_haze(c + image, world), 1.0);
}
