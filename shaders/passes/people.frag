// A person out of the atlas, lit by the walls about them; what they feel shines at the breast. The same quad can be a soft
// spot of light or shade: a cell that holds nothing but cover.
noperspective in vec4 place;
flat in vec4 lower, upper;
flat in vec4 hair, skin;
flat in vec4 from_left, from_right;
flat in vec3 from_above, from_front;
flat in vec4 air;
flat in vec3 shine;
out vec4 colour;

uniform sampler2D figures;

void main() {
    vec4 t = texture(figures, place.xy);
    float cover = clamp((t.a - 0.5) * hair.a + 0.5, 0.0, 1.0) * upper.a;
    vec3 m = t.rgb / max(t.a, 0.01);
    vec2 n = m.xy * 2.0 - 1.0, s = n * n;
    // Ambient cube: the light of each side by the square of how far the surface faces it.
    vec3 side = n.x < 0.0 ? from_left.rgb : from_right.rgb;
    vec3 light = side * s.x + from_above * (s.y * (n.y < 0.0 ? 0.3 : 1.0)) + from_front * max(1.0 - s.x - s.y, 0.0);
    float kind = m.z * 3.0;
    vec3 albedo = kind < 1.5 ? mix(lower.rgb, upper.rgb, clamp(kind, 0.0, 1.0)) : mix(hair.rgb, skin.rgb, clamp(kind - 2.0, 0.0, 1.0));
    vec3 c = albedo * light * (1.2 + min(1.6 * (place.w + lower.a), 1.0)) + side * (s.x * s.x * from_left.a);
    float spark = 0.00022 / (0.00022 + dot(place.zw, place.zw));
    c = mix(c + shine * (spark * spark * 1.4), air.rgb, air.a);
    colour = vec4(mix(shine, c, skin.a), from_right.a) * cover;
}
