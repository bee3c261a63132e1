// A person out of the atlas: two cells, one through the other, lit by the walls about them; what they feel shines at the
// breast, and about those whom one shall find there is light.
#include "frame.glsl"

in vec4 shares;
in vec2 body;
flat in vec4 corners;
flat in vec4 mixing;
flat in vec4 keep;
flat in vec3 lower, upper, hair, skin;
flat in vec3 from_left, from_right, from_above, from_below, from_front;
flat in vec4 air;
flat in vec4 marks;
flat in vec3 badge, aura, voice;
out vec4 colour;

uniform sampler2D figures;
uniform vec4 cell;              // texels of a cell, and of the atlas
uniform vec4 people_look;       // rim light, feelings, aura, voices

// Nothing outside the cell, and never a neighbour's texel.
vec4 taken(vec2 begin, vec2 share) {
    vec2 inside = clamp(share, 0.0, 1.0), at = clamp(share, keep.xy, 1.0 - keep.xy);
    vec4 texel = textureLod(figures, begin + at * (cell.xy / cell.zw), mixing.z);
    return inside == share ? texel : vec4(0.0);
}

void main() {
    vec4 t = mix(taken(corners.xy, shares.xy), taken(corners.zw, shares.zw), mixing.x);
    float cover = clamp((t.a - 0.5) * mixing.w + 0.5, 0.0, 1.0) * keep.w;
    vec2 from_mouth = (body - marks.zw) * vec2(1.0, 0.8);
    vec2 from_heart = (body - vec2(0.0, 0.62)) * vec2(2.4, 1.0);
    float said = max(1.0 - 22.0 * dot(from_mouth, from_mouth), 0.0), halo = max(1.0 - 1.6 * dot(from_heart, from_heart), 0.0);
    vec3 about = (voice * said * said * 0.20 + aura * halo * halo * 0.06) * keep.w * (1.0 - 0.6 * air.a);
    if (cover + about.r + about.g + about.b < keep.z) discard;

    vec3 m = t.rgb / max(t.a, 0.02);
    vec2 n = (m.xy * 2.0 - 1.0) * vec2(mixing.y, 1.0);
    float depth = clamp(1.0 - dot(n, n), 0.0, 1.0);
    vec2 s = n * n;
    // Ambient cube: the light of each side by the square of how far the surface faces it.
    vec3 light = (n.x < 0.0 ? from_left : from_right) * s.x + (n.y < 0.0 ? from_below : from_above) * s.y + from_front * depth;
    float kind = m.z * 3.0;
    vec3 albedo = mix(mix(lower, upper, clamp(kind, 0.0, 1.0)), mix(hair, skin, clamp(kind - 2.0, 0.0, 1.0)), clamp(kind - 1.0, 0.0, 1.0));
    float rim = (1.0 - depth) * (1.0 - depth);
    vec3 c = albedo * light * (0.55 + 0.45 * clamp(body.y * 1.6, 0.0, 1.0)) * 2.2;
    c += (from_left * clamp(-n.x, 0.0, 1.0) + from_right * clamp(n.x, 0.0, 1.0) + from_above * clamp(n.y, 0.0, 1.0)) * rim * 0.10 * people_look.x;
    vec2 q = body - marks.xy;
    float band = 0.00022 / (0.00022 + dot(q, q));
    c += badge * band * band * 1.4;
    c = mix(c, air.rgb, air.a);
    colour = vec4(c * cover + about, cover);
}
