// Terrazzo slabs with hairline joints, polished; every slab a little differently, so the hall's reflection breaks at the joints.
#include "frame.glsl"
#include "lib/hash.glsl"
#include "lib/line.glsl"
#include "lib/colour.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/nave.glsl"

in vec3 world;
flat in vec2 slab_size;  // metres
out vec4 colour;

uniform sampler2D mirror_image;
uniform float mirror_level;  // of the mirror that a third of the picture would be
uniform float gloss;

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
    float fresnel = 0.11 + 0.85 * pow(1.0 - clamp(-ray.y, 0.0, 1.0), 4.0);
    float grain = 0.5 * sin(p.x * 5.3 + 2.0 * sin(p.y * 3.7)) * sin(p.y * 4.1 + polish * 40.0);
    vec2 wobble = vec2(grain, -grain) * (0.0015 + 0.002 * polish);
    vec2 at = gl_FragCoord.xy * frame.lens.zw + wobble;
    vec3 image = textureLod(mirror_image, at, 0.1 + 1.1 * polish + mirror_level).rgb * 0.7 + textureLod(mirror_image, at + wobble, 3.0 + mirror_level).rgb * 0.5;
    colour = vec4(in_haze(c + image * fresnel * gloss, world), 1.0);
}
