// A person out of the atlas, lit by the walls about them; what they feel shines at the breast. The same quad can be a soft
// spot of light or shade: a cell that holds nothing but cover.
in vec4 place;
flat in vec4 lower, upper;
flat in vec4 hair, skin;
flat in vec4 from_left, from_right, from_above;
flat in vec4 shine;
out vec4 colour;

uniform sampler2D figures;
uniform float rim;

void main() {
    vec4 t = texture(figures, place.xy);
    float cover = clamp((t.a - 0.5) * hair.a + 0.5, 0.0, 1.0) * upper.a;
    vec3 m = t.rgb / max(t.a, 0.01);
    vec2 n = m.xy * 2.0 - 1.0, s = n * n;
    // Nearly an ambient cube: the light of each side by how far the surface faces it.
    vec3 side = n.x < 0.0 ? from_left.rgb : from_right.rgb, front = 0.22 * (from_left.rgb + from_right.rgb) + 0.4 * from_above.rgb;
    vec3 light = side * abs(n.x) + from_above.rgb * (n.y < 0.0 ? 0.3 * s.y : s.y) + front * max(0.8 - s.x - s.y, 0.0);
    float kind = m.z * 3.0;
    vec3 albedo = lower.rgb + upper.rgb * min(kind, 1.0) + hair.rgb * clamp(kind - 1.0, 0.0, 1.0) + skin.rgb * max(kind - 2.0, 0.0);
    vec3 c = albedo * light * (2.0 + min(3.2 * (place.w + lower.a), 2.2)) + side * (s.x * s.x * rim);
    c += vec3(from_left.a, from_right.a, from_above.a);
    vec2 q = vec2(place.z, place.w - clamp(place.w, -0.012, 0.012));
    float spark = shine.a / (shine.a + dot(q, q));
    colour = vec4((c + shine.rgb * (spark * spark)) * cover, cover * skin.a);
}
