// A person out of the atlas: a dark shape with the light of the walls on its edges, and what they feel at the breast.
// Everything is as much as there is cover, as the atlas has it: nothing is divided but for outlines sharper than texels.
in vec4 place;
in vec4 cloth;
flat in vec4 hair, skin;
flat in vec3 from_left, from_right, from_above;
flat in vec4 shine;
out vec4 colour;

uniform sampler2D figures;
uniform float firm;           // cover from which on a core is a core

void main() {
    vec4 t = texture(figures, place.xy);
    float cover = clamp((t.a - 0.5) * hair.a + 0.5, 0.0, 1.0) * skin.a;
#ifdef CORE
    if (cover < firm) discard;
    cover = 1.0;
#endif
    t.rgb *= cover / max(t.a, 0.02);
    vec2 n = t.xy * 2.0 - cover;
    float head = clamp(3.0 * t.b - cover, 0.0, cover), face = max(3.0 * t.b - 2.0 * cover, 0.0);
    // Rounder and darker than they are lit: what looks up takes light, faces keep to the dark.
    vec3 c = (cloth.rgb * cover + hair.rgb * head + skin.rgb * (0.42 * face)) * (0.78 + 0.50 * n.y);
    vec2 edge = max(vec2(abs(n.x), n.y) - vec2(0.54, 0.46) * cover, 0.0);
    edge *= edge * (vec2(4.0, 3.0) * cloth.a);
    c += (n.x < 0.0 ? from_left : from_right) * edge.x + from_above * edge.y;
    float spark = shine.a / (shine.a + dot(place.zw, place.zw));
    c += shine.rgb * (spark * spark * cover);
    colour = vec4(c, cover);
}
