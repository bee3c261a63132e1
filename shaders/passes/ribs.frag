// A rib: bone that takes the hall's light, with one vein inside its edge and one along its soffit.
#include "frame.glsl"
#include "lib/hash.glsl"
#include "lib/line.glsl"
#include "lib/vein.glsl"
#include "lib/materials.glsl"
#include "lib/haze.glsl"

in vec3 world;
in vec4 light;
in vec4 rib;
in float cover;
out vec4 colour;

void main() {
    float soffit = 1.0 - step(1e-4, rib.y);
    float grain = 0.80 + 0.30 * value_noise(vec2(rib.x * 1.7, rib.y * 9.0 + rib.w * 17.0));
    float edge = mix(exp(-rib.y * 4.0), 0.88, soffit), rim = 0.30 + 0.62 * edge;
    vec3 c = BONE * grain * rim * (light.rgb * 1.4 + frame.haze.rgb * 0.30);
    float reach = mix(rib.y - 0.085, rib.z * 0.19, soffit), hollow = mix(0.014, 0.026, soffit);
    float core = stripe(reach, hollow, max(fwidth(reach), 1e-4));
    float halo = 0.018 / (0.018 + reach * reach * 16.0);
    vec3 live = vein(rib.x, rib.w * 0.137);
    c += live * (core * 0.85 + halo * 0.07) + vec3(0.10) * core * frame.key.a;
    // A voice on its way fills the vein, and shines through the bone.
    c += frame.voice.rgb * (light.a * (core * 3.5 + halo * 0.5 + edge * (0.28 + 0.50 * grain)));
    colour = vec4(in_haze(c, world), cover);
}
