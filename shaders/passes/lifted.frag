// A face of a tile in the air: lit as those on the wall are, and its own light shines through it.
#include "frame.glsl"
#include "lib/colour.glsl"
#include "lib/reflection.glsl"
#include "lib/haze.glsl"

in vec3 world;
in vec2 on_face;
flat in vec4 face;
flat in vec3 facing_to;
flat in vec4 albedo;
flat in vec3 glow;
flat in vec3 around;
out vec4 colour;

uniform sampler2D film;
uniform float lamp;

void main() {
    vec3 view = normalize(frame.eye.xyz - world);
    float pixel = frame.lens.x * length(frame.eye.xyz - world), facing = clamp(dot(facing_to, view), 0.0, 1.0);
    vec2 e = abs(on_face) - face.xy;
    float away = max(e.x, e.y), cover = clamp(0.5 - away / pixel, 0.0, 1.0) * min(1.0, 2.0 * min(face.x, face.y) / pixel);
    float bevel = smoothstep(-0.3 * min(face.x, face.y), 0.0, away);
    vec3 n = normalize(facing_to + vec3(0.0, 0.35 * bevel, 0.0)), tint = texture(film, vec2(facing, fract(0.2 + 0.6 * face.w + 0.4 * face.z))).rgb;
    vec3 paint = turn_hue(albedo.rgb, albedo.a * 0.8), light = turn_hue(glow, albedo.a);
    vec3 received = around * 0.7 + frame.city.rgb * 0.2 + 0.04 + vec3(1.0, 0.93, 0.82) * (lamp * frame.glow.w * (0.45 + 0.25 * n.y));
    vec3 inner = (light * 0.22 + paint * (0.20 + 0.4 * light)) * (frame.glow.x * 0.5);
    vec3 c = 0.62 * (paint * received + inner) + hall_reflection(world, reflect(-view, n)) * tint * 0.15;
    colour = vec4(in_haze(c, world), cover);
}
