// One step of the nanobots' medium over the unrolled walls: Barkley's excitable medium (D. Barkley, Physica D 49, 1991), and a
// bistable healing front that the override drives through it. What may happen where is the world's word: mosaic_state; no
// texel that a mosaic's tiles look at is more excited than its owner consents to.
// r: excitement u, g: recovery v, b: healed w, a: unrest, which excitement leaves behind and which takes seconds to lie down.
#include "lib/when.glsl"
#include "lib/hash.glsl"

in vec2 uv;
out vec4 next;

uniform sampler2D before;
uniform sampler2D ground;         // r: mosaic + 1, 0 between mosaics; g: how well excitement passes; ba: texels from the mosaic's middle
uniform sampler2D about;          // number + 1 of up to four mosaics whose tiles look at this texel, 0: none
uniform sampler2D mosaic_state;   // a texel a mosaic: glitch, healed, consent, attention
uniform vec4 front;               // override: s, y, radius (metres), alpha of the front (< 0.5 heals)
uniform vec4 scale;               // metres a texel x, y; global glitch; the front is held up (1) or not (0)
uniform int tick;

const float A = 0.75, B = 0.02, EPSILON = 0.02, H = 0.5, DT = 0.085;

vec3 at(ivec2 p, ivec2 size) {
    return texelFetch(before, ivec2(clamp(p.x, 0, size.x - 1), clamp(p.y, 0, size.y - 1)), 0).rgb;
}

// It rises in a second and falls in some seven: nothing that follows it can flash.
float unrest(float before_this, float u) { return before_this + (u > before_this ? 0.024 : 0.005) * (u - before_this); }

float consent(float number) { return number < 0.5 ? 1.0 : texelFetch(mosaic_state, ivec2(int(number + 0.5) - 1, 0), 0).z; }

void main() {
    ivec2 p = ivec2(gl_FragCoord.xy), size = textureSize(before, 0);
    vec4 here = texelFetch(before, p, 0);
    vec3 c = here.rgb;
    vec3 sides = at(p + ivec2(1, 0), size) + at(p - ivec2(1, 0), size) + at(p + ivec2(0, 1), size) + at(p - ivec2(0, 1), size);
    vec3 corners = at(p + ivec2(1, 1), size) + at(p - ivec2(1, 1), size) + at(p + ivec2(1, -1), size) + at(p + ivec2(-1, 1), size);
    vec3 bend = (4.0 * sides + corners - 20.0 * c) / (6.0 * H * H);

    vec4 ground_here = texelFetch(ground, p, 0);
    int mosaic = int(ground_here.r + 0.5) - 1;
    vec4 state = texelFetch(mosaic_state, ivec2(max(mosaic, 0), 0), 0);
    float allowed = mosaic < 0 ? 0.85 * scale.z : state.x;
    float u = c.r, v = c.g, w = c.b;

    // Where the world lets no glitch be, and where it is healed, the threshold rises out of reach.
    float b = B + 0.60 * w + 0.42 * (1.0 - smoothstep(0.02, 0.45, allowed));
    float threshold = (v + b) / A;
    float gain = DT / EPSILON * u * (u - threshold);
    float grown = u < threshold ? u / (1.0 - DT / EPSILON * (1.0 - u) * (u - threshold)) : (u + gain) / (1.0 + gain);
    float u_next = clamp(grown + DT * ground_here.g * bend.r, 0.0, 1.0);
    float v_next = clamp(v + DT * (u - v), 0.0, 1.0);

    // New sparks where the glitch is at home: a spot four texels wide, by a hash of mosaic and tick.
    uint roll = hash(ivec2(mosaic + 1, tick));
    vec2 spot = (vec2(float(roll & 0xffu), float((roll >> 8u) & 0xffu)) / 255.0 - 0.5) * (mosaic == 0 ? vec2(60.0, 20.0) : vec2(13.0, 6.0));
    bool struck = float(roll >> 16u) / 65535.0 < 0.020 * allowed && length(ground_here.zw - spot) < 2.1;
    if (mosaic >= 0 && struck) u_next = max(u_next, 0.95);

    vec4 owners = texelFetch(about, p, 0);
    float most = consent(owners.x);
    WHEN(owners.y > 0.5) most = min(most, min(consent(owners.y), min(consent(owners.z), consent(owners.w))));
    u_next = min(u_next, most);
    v_next = min(v_next, most);

    // The healing front: its own bistable spreading, held to the radius that the world gives it.
    float k = 3.0;
    float w_next = w + DT * (1.2 * bend.b * 0.25 + k * w * (1.0 - w) * (w - front.w));
    float away = length((vec2(p) + 0.5) * scale.xy - front.xy);
    float goal = 0.0;
    WHEN(away < front.z + 1.1) {
        float ragged = front.z + 0.55 * (value_noise(vec2(p) * 0.21) - 0.5) * min(front.z, 2.0);
        goal = scale.w * (1.0 - smoothstep(-0.5, 0.5, away - ragged));
    }
    w_next = clamp(w_next + 0.18 * (goal - w_next), 0.0, 1.0);
    next = vec4(u_next, v_next, w_next, min(unrest(here.a, u_next) * (1.0 - 0.05 * w_next), most));
    // Tails end before they become denormal numbers, which threads of a software rasteriser round differently, and slowly.
    next *= step(1e-12, next);
}
