// A rib: pale bone, round where it looks into the hall, lit by the bays to both sides of it; vessels of living light branch
// under its surface, and the bone around them takes their glow.
#include "frame.glsl"
#include "lib/vein.glsl"
#include "lib/materials.glsl"
#include "lib/haze.glsl"
#include "lib/matter_map.glsl"

in vec3 world;
in vec4 beside;
in vec4 beyond;
in vec3 before;
in vec4 rib;
in vec2 turned;
in vec2 cover;
out vec4 colour;

void main() {
    float soffit = 1.0 - step(1e-4, rib.y), across = soffit > 0.5 ? 0.30 - 0.30 * rib.z : -rib.y;
    vec2 at = vec2(0.31 * across + 0.37 * rib.w, 0.115 * rib.x + 0.21 * rib.w);
    vec4 skin = matter_at(at);
    float soft = textureLod(matter_map, at, 4.0).b;
    // Round: the face turns into the soffit over a hand's breadth, and the soffit from one bay to the other.
    float round_off = exp(-rib.y * 5.0);
    float facing = soffit > 0.5 ? 0.45 + 0.55 * rib.z : 1.0, inward = soffit > 0.5 ? sqrt(1.0 - 0.55 * rib.z * rib.z) : 0.67 * round_off;
    float bump = 0.72 + 0.40 * skin.r + 0.16 * skin.g - 0.25 * skin.a;
    float open = mix(0.12, 1.0, beyond.a * beyond.a), flute = 0.80 + 0.20 * mix(cos(rib.y * 21.0) * clamp(1.6 - 9.0 * fwidth(rib.y), 0.0, 1.0), 1.0, soffit);
    // Three rolls along the soffit with a groove to each side of the middle one, no narrower than a pixel. Little light gets to the foot.
    float groove = max(0.13, fwidth(rib.z)), off = (abs(rib.z) - 0.50) / groove, high = 1.0 - 0.75 / (1.0 + 3.0 * rib.x * rib.x);
    bump *= (1.0 - 0.075 * soffit / (groove * (1.0 + off * off))) * high;
    vec3 light = beside.rgb * max(facing, 0.0) * flute + before * inward + beyond.rgb * (2.2 * smoothstep(0.1, -1.0, rib.z)) + frame.haze.rgb * 0.22;
    light += frame.city.rgb * (0.10 * turned.x * turned.x * (1.0 - inward)) * (1.0 - soffit);
    vec3 c = BONE * 1.4 * bump * open * light;
    // Light scatters in the bone: thin edges glow through with what lies behind them.
    c += BONE * 0.55 * (beyond.rgb + beside.rgb) * (round_off * 0.5 + 0.3 * soffit) * (open * high);
    vec3 live = vein(rib.x, rib.w * 0.137);
    float vessel = skin.b * skin.b, depth = 0.35 + 0.65 * skin.r;
    // Along its inner edge it is thin enough to glow as a whole.
    c += live * (0.065 * (round_off + soffit * (1.0 - 0.6 * rib.z * rib.z)));
    c += live * (vessel * 0.34 + soft * soft * 0.55 + soft * 0.05) * depth * mix(0.45, 1.0, open);
    // A voice on its way fills the vessels, and shines through the bone.
    c += frame.voice.rgb * (beside.a * (vessel * 1.9 + soft * 0.8 + (0.10 + 0.55 * inward) * bump * 0.7));
    colour = vec4(in_haze(c, world), cover.x * clamp(cover.y / max(fwidth(cover.y), 1e-5), 0.0, 1.0));
}
