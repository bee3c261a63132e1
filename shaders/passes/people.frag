// A figure in a long coat: an outline by distance, rounded shading from it, light from both walls along its edges.
// Panic hunches it and pales its pulse; support glows at its wrist and breast.
#include "frame.glsl"

in vec2 body;
flat in vec4 figure;
flat in vec4 mood;
flat in vec3 from_left;
flat in vec3 from_right;
flat in vec3 from_below;
flat in vec4 air;       // what the haze between adds, and how much it hides
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
        colour = vec4(0.0, 0.0, 0.0, 0.50 * smoothstep(1.0, 0.0, r));
        return;
    }
    float side = figure.y, gait = figure.z, fear = smoothstep(0.25, 0.9, mood.x);
    vec2 p = body / figure.x;                        // the figure is one unit tall
    float stride = sin(gait) * mix(0.035, 0.085, side), hunch = 0.030 * fear;
    float shoulder = mix(0.112, 0.066, side), hip = mix(0.066, 0.052, side);
    vec2 lean = vec2(hunch * (side - 0.3), 0.0);
    // Head under hair, neck, shoulders that fall away, a coat to below the knee, legs in stride, arms.
    vec2 crown = p - vec2(0.0, 0.930 - 0.6 * hunch) - lean;
    float d = length(crown * vec2(mix(1.28, 1.10, side), 1.0)) - 0.057;
    d = soft_min(d, length((crown - vec2(0.0, 0.012)) * vec2(1.12, 1.05)) - 0.055, 0.02);
    d = soft_min(d, limb(p, vec2(0.0, 0.90) + lean * 0.8, vec2(0.0, 0.80), 0.030, 0.040), 0.030);
    d = soft_min(d, limb(p, vec2(-shoulder * 0.55, 0.795 - 0.3 * hunch) + lean * 0.6, vec2(shoulder * 0.55, 0.795 - 0.3 * hunch) + lean * 0.6, 0.034, 0.034), 0.040);
    d = soft_min(d, limb(p, vec2(0.0, 0.76 - 0.3 * hunch) + lean * 0.6, vec2(0.0, 0.56), shoulder * 0.74, hip * 0.92), 0.035);
    d = soft_min(d, limb(p, vec2(0.0, 0.56), vec2(stride * 0.25, 0.25), hip * 0.92, hip * 1.32), 0.030);
    // One leg and one arm: the other half of the body takes the other step.
    float turn = sign(p.x);
    vec2 q = vec2(abs(p.x), p.y);
    d = min(d, limb(q, vec2(0.028 * (1.0 - side), 0.34), vec2(0.030 * (1.0 - side) + abs(stride) * side + turn * stride * (1.0 - side), 0.018 + max(0.0, turn * stride) * 0.2), 0.036, 0.018));
    float raise = fear * 0.26, reach = mix(shoulder + 0.008, 0.030 + 0.5 * abs(stride), side);
    d = soft_min(d, limb(q, vec2(shoulder * 0.86, 0.79), vec2(reach, 0.46 + raise * (0.9 + 0.1 * turn)), 0.027, 0.017), 0.018);

    float pixel = max(fwidth(p.y), 1e-4);
    float cover = clamp(0.5 - d / pixel, 0.0, 1.0);
    float deep = clamp(-d / 0.060, 0.0, 1.0);            // 0 at the outline .. 1 well inside
    float rim = (1.0 - deep) * (1.0 - deep) * (1.0 - deep) * (1.0 - deep);
    vec2 out_of = normalize(vec2(dFdx(d), dFdy(d)) + 1e-6) * (1.0 - deep);
    if (cover <= 0.0) discard;
    vec3 light = from_left * clamp(0.30 - 1.3 * out_of.x, 0.0, 1.0) + from_right * clamp(0.30 + 1.3 * out_of.x, 0.0, 1.0);
    vec3 cloth = mix(vec3(0.040, 0.046, 0.058), vec3(0.080, 0.064, 0.056), mood.z) * (0.75 + 0.25 * smoothstep(0.82, 0.84, p.y));
    float folds = 0.85 + 0.15 * sin(p.x * 190.0 + 3.0 * sin(p.y * 14.0)) * smoothstep(0.62, 0.40, p.y);
    vec3 c = cloth * folds * (light * 1.5 + from_below * (0.5 - 0.4 * p.y) + frame.haze.rgb * 0.5);
    c += light * rim * 0.36 * people_look.x;

    // Feelings: a band of light at the breast; cold and pale when afraid, warm when people hold each other steady.
    vec2 badge = (p - vec2(0.030 * (1.0 - side), 0.725)) * vec2(1.0, 0.8);
    float band = 0.00006 / (0.00006 + dot(badge, badge));
    vec3 warm = vec3(1.0, 0.62, 0.25) * mood.y, cold = vec3(0.45, 0.60, 1.0) * fear;
    c += (warm + cold) * band * 1.3 * people_look.y;
    colour = vec4(mix(c, air.rgb, air.a), cover);
}
