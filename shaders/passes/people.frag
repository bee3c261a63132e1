// A figure in a long coat: an outline by distance, rounded shading from it, light from both walls along its edges.
// Panic hunches it and pales its pulse; support glows at its wrist and breast.
#include "frame.glsl"
#include "lib/time.glsl"
#include "lib/haze.glsl"

in vec2 body;
in vec3 world;
flat in vec4 figure;
flat in vec4 mood;
flat in vec3 from_left;
flat in vec3 from_right;
flat in vec3 from_below;
out vec4 colour;

uniform vec2 people_look;   // rim light, feelings

// A bar from a to b that narrows from ra to rb.
float limb(vec2 p, vec2 a, vec2 b, float ra, float rb) {
    vec2 d = b - a;
    float t = clamp(dot(p - a, d) / dot(d, d), 0.0, 1.0);
    return length(p - a - d * t) - mix(ra, rb, t);
}

float soft_min(float a, float b, float k) {
    float t = clamp(0.5 + 0.5 * (b - a) / k, 0.0, 1.0);
    return mix(b, a, t) - k * t * (1.0 - t);
}

void main() {
    if (figure.w > 0.5) {
        float r = dot(body, body);
        colour = vec4(0.0, 0.0, 0.0, 0.62 * smoothstep(1.0, 0.05, r));
        return;
    }
    float side = figure.y, gait = 6.28318531 * figure.z, fear = smoothstep(0.25, 0.9, mood.x);
    vec2 p = body / figure.x;                        // the figure is one unit tall
    float stride = sin(gait) * mix(0.035, 0.085, side), hunch = 0.030 * fear;
    float shoulder = mix(0.098, 0.060, side), hip = mix(0.066, 0.052, side);
    vec2 lean = vec2(hunch * (side - 0.3), 0.0);
    float d = length((p - vec2(0.0, 0.925 - 0.7 * hunch) - lean) * vec2(1.15, 1.0)) - 0.056;
    d = soft_min(d, limb(p, vec2(0.0, 0.86) + lean * 0.8, vec2(0.0, 0.80), 0.024, 0.030), 0.02);
    float torso = limb(p, vec2(0.0, 0.775 - 0.3 * hunch) + lean * 0.6, vec2(0.0, 0.46), shoulder * 0.82, hip);
    d = soft_min(d, torso, 0.035);
    d = soft_min(d, limb(p, vec2(0.0, 0.50), vec2(0.0, 0.30), hip, hip * 1.25), 0.05);
    d = min(d, limb(p, vec2(-0.030 * (1.0 - side), 0.34), vec2(-0.032 * (1.0 - side) + stride, 0.02), 0.042, 0.020));
    d = min(d, limb(p, vec2(0.030 * (1.0 - side), 0.34), vec2(0.032 * (1.0 - side) - stride, 0.02), 0.042, 0.020));
    float raise = fear * 0.26;
    float reach = mix(shoulder + 0.012, 0.03, side);
    vec2 left_hand = vec2(-reach - stride * 0.5 * side, 0.44 + raise), right_hand = vec2(reach + stride * 0.5 * side, 0.44 + raise * 0.8);
    d = soft_min(d, limb(p, vec2(-shoulder * 0.85, 0.775), left_hand, 0.024, 0.016), 0.02);
    d = soft_min(d, limb(p, vec2(shoulder * 0.85, 0.775), right_hand, 0.024, 0.016), 0.02);

    float pixel = max(fwidth(p.y), 1e-4);
    float cover = clamp(0.5 - d / pixel, 0.0, 1.0);
    float edge = clamp(1.0 + d / 0.055, 0.0, 1.0);      // 0 deep inside .. 1 at the outline
    vec2 out_of = normalize(vec2(dFdx(d), dFdy(d)) + 1e-6);
    if (cover <= 0.0) discard;
    float rim = edge * edge * edge;
    float lit_left = clamp(0.35 - out_of.x, 0.0, 1.0), lit_right = clamp(0.35 + out_of.x, 0.0, 1.0);
    vec3 light = from_left * lit_left + from_right * lit_right;
    vec3 cloth = mix(vec3(0.050, 0.055, 0.065), vec3(0.085, 0.075, 0.070), mood.z);
    vec3 c = cloth * (from_below * (0.5 - 0.3 * p.y) + 0.5 * (from_left + from_right) * (0.10 + 0.25 * edge) + frame.haze.rgb * 0.5);
    c += light * rim * 0.42 * people_look.x;

    // Feelings: a band of light at the breast; cold and pale when afraid, warm when people hold each other steady.
    float band = exp(-abs(p.y - 0.70) * 55.0) * (1.0 - edge * 0.6);
    vec3 warm = vec3(1.0, 0.62, 0.25) * mood.y, cold = vec3(0.45, 0.60, 1.0) * fear;
    c += (warm + cold) * band * 0.55 * people_look.y;
    colour = vec4(in_haze(c, world), cover);
}
