// The flash guard mends what it marked: a pixel that would change a fifth time in a second is held at the brightness that it
// has, red that comes is paler for a second, and red that leaves stays for one.
#include "lib/guard.glsl"

layout(location = 0) out ivec4 shown;
layout(location = 1) out ivec4 kept;

uniform sampler2D picture;  // a pixel a texel: the other one is being drawn into
uniform isampler2D before;  // shown before

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec4 four;
    for (int i = 0; i < 4; i++) {
        ivec4 one = ivec4(255.0 * texelFetch(picture, ivec2(4 * at.x + i, at.y), 0) + 0.5);
        four[i] = one.r | one.g << 8 | one.b << 16 | one.a << 24;
    }
    look(four);
    recall(at);
    ivec4 old = texelFetch(before, at, 0);
    vec4 or = light(channel(old, 0)), og = light(channel(old, 8)), ob = light(channel(old, 16)), oy = luminance(or, og, ob);
    vec4 step = max(max(abs(r - or), abs(g - og)), abs(b - ob));

    vec4 whole = 1.0 / max(r + g + b, HAIR), part = 1.0 / max(or + og + ob, HAIR);
    vec4 hues = max(max(abs(r * whole - or * part), abs(g * whole - og * part)), abs(b * whole - ob * part));
    bvec4 jumps = greaterThan(hues, vec4(2.0 * slow));

    // Red comes: at once by a slow fade, else it waits for a second. It leaves when it was shown for a second, of one hue.
    clock >>= 16;
    bvec4 open = both(greaterThanEqual(clock, ivec4(OPENING)), lessThan(clock, ivec4(FREE)));
    bvec4 stay = both(open, not(red)), gone = both(not(red), not(open)), cool = greaterThanEqual(clock, ivec4(LEFT));
    ivec4 onward = clock + since, next = pick(ivec4(OPENING), ivec4(OPEN), greaterThanEqual(clock, ivec4(OPENING)));
    next = min(onward, pick(next, ivec4(FREE), greaterThanEqual(clock, ivec4(OPEN))));
    bvec4 unsure = both(lessThanEqual(clock, ivec4(OPEN)), lessThan(r, (RED + 0.01) * (r + g + b)));
    next = pick(next, min(next, ivec4(OPEN)), either(jumps, unsure));
    ivec4 entered = pick(ivec4(1), ivec4(OPEN), both(equal(clock, ivec4(0)), lessThan(step, vec4(slow))));
    next = pick(next, entered, either(equal(clock, ivec4(0)), cool));
    ivec4 left = pick(ivec4(LEFT), pick(onward, ivec4(0), greaterThanEqual(onward, ivec4(GONE))), cool);
    left = pick(left, ivec4(0), equal(clock, ivec4(0)));
    clock = pick(next, left, gone);

    // Light is held by a mixture with what was shown before, which is within the bounds.
    vec4 low = min(e - rule.w * rule.x, max(vec4(rule.y + 0.002), e * (rule.z < 1.0 ? 0.9 : 0.0)));
    vec4 high = e + rule.w * (rule.x + rule.z * max(e - rule.y, 0.0));
    bvec4 down = notEqual(sinks, ivec4(0));
    vec4 m = mix(vec4(0.0), clamp((mix(low, high, down) - y) / (oy - y), 0.0, 1.0), hold);
    m = mix(m, vec4(1.0), stay);
    r = mix(r, or, m); g = mix(g, og, m); b = mix(b, ob, m); y = mix(y, oy, m);

    // Red that may not be seen yet is mixed with a grey as bright as it.
    vec4 limit = clamp(SHARE + (1.0 - SHARE) / float(OPEN - OPENING + 1) * vec4(clock - OPENING + 1), SHARE, 1.0);
    limit = mix(limit, vec4(SHARE), greaterThanEqual(clock, ivec4(LEFT)));
    vec4 excess = r - limit * (r + g + b);
    bvec4 lift = both(both(either(red, hold), greaterThan(min(excess, seen()), vec4(0.0))), not(stay));
    vec4 k = mix(vec4(0.0), excess / (excess + (3.0 * limit - 1.0) * y), lift);
    r = mix(r, y, k); g = mix(g, y, k); b = mix(b, y, k);

    vec4 round = mix(vec4(0.5), mix(vec4(0.95), vec4(0.05), down), hold);
    vec4 rise = mix(round, vec4(0.95), lift), fall = mix(round, vec4(0.05), lift);
    ivec4 made = ivec4(level(r) + fall) | ivec4(level(g) + rise) << 8 | ivec4(level(b) + rise) << 16 | (levels & int(0xff000000));
    made = pick(made, old, both(greaterThanEqual(m, vec4(1.0)), not(lift)));
    shown = pick(levels, made, either(either(hold, stay), lift));
    y = luminance(light(channel(shown, 0)), light(channel(shown, 8)), light(channel(shown, 16)));
    back = against(e - y);
    turns = both(turns, not(either(hold, stay)));
    clock <<= 16;
    kept = remembered();
}
