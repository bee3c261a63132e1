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
    vec3 c = cloth.rgb * cover + hair.rgb * head + skin.rgb * face;
    float edge = max(abs(n.x) - 0.62 * cover, 0.0) * cloth.a, top = max(n.y - 0.45 * cover, 0.0) * cloth.a;
    c += (n.x < 0.0 ? from_left : from_right) * edge + from_above * top;
    float spark = shine.a / (shine.a + dot(place.zw, place.zw));
    c += shine.rgb * (spark * spark * cover);
    colour = vec4(c, cover);
}
