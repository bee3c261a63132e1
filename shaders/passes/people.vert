// What is seen of a person: a quad that turns to the eye about the upright and holds a cell of the atlas, or else light or
// shade, which stands upright too or lies on the floor. They come from the farthest to the nearest.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/feeling.glsl"

// As few as can be: a software rasteriser carries all of them from core to core for every triangle.
out vec4 place;                  // in the atlas; across and up from the breast, in figure units
flat out vec4 lower, upper;      // albedo, each but the first less the one before; breast's height, how much is there
flat out vec4 hair, skin;        // the same; and pixels a texel, how much is hidden
flat out vec4 from_left, from_right, from_above;     // light; and rgb of what the haze between adds
flat out vec4 shine;             // the badge's light, or that of a quad of light; and how broad the badge is, squared

uniform sampler2D quads;         // four texels a quad; see viz/passes/figure_quads.py
uniform sampler2D cells;         // a row a posture; see viz/passes/figure_atlas.py
uniform sampler2D wardrobe;
uniform vec4 cell;               // texels of a cell, and of the atlas
uniform float glow;              // of feelings

// Where a cell of a level begins in the atlas: the smaller levels stand one on another to the right of the first.
vec2 begin(float number, float level) {
    float posture = floor((number + 0.5) / float(YAWS)), side = number - posture * float(YAWS);
    vec2 texels = vec2(side, posture) * cell.xy * exp2(-level);
    return texels + (level > 0.5 ? vec2(cell.z * (2.0 / 3.0), cell.w * (1.0 - exp2(1.0 - level))) : vec2(0.0));
}

vec4 known(float cell_number, int what) {
    int number = int(cell_number + 0.5);
    return texelFetch(cells, ivec2(number % YAWS + what * YAWS, number / YAWS), 0);
}

// Light of each wall falls off across the hall; of the end walls that one counts that the eye does not see. `own` is what
// a person's own light adds.
void light_up(vec3 foot, vec3 toward, vec3 across, float hand, float own) {
    float left = 3.0 / (1.5 + HALF_WIDTH + foot.x), right = 3.0 / (1.5 + HALF_WIDTH - foot.x);
    vec3 west = wall_light(-foot.z, 2.6) * left, east = wall_light(2.0 * (LENGTH + HALF_WIDTH) + foot.z, 2.6) * right;
    vec3 end = wall_light(LENGTH + HALF_WIDTH + foot.x, 3.0) * 3.0 / (3.0 + LENGTH + foot.z);
    float swing = 0.5 + 0.5 * across.x * hand, ahead = across.z * hand;
    from_left.rgb = mix(east, west, swing) + end * max(-ahead, 0.0) + own * 0.15;
    from_right.rgb = mix(west, east, swing) + end * max(ahead, 0.0) + own * 0.15;
    from_above.rgb = floor_light(foot.xz) + frame.haze.rgb * 0.6 + end * max(-toward.z, 0.0) + own * 0.25;
}

void dress_in(int outfit) {
    vec3 below = texelFetch(wardrobe, ivec2(0, outfit), 0).rgb, above = texelFetch(wardrobe, ivec2(1, outfit), 0).rgb;
    vec3 tress = texelFetch(wardrobe, ivec2(2, outfit), 0).rgb, face = texelFetch(wardrobe, ivec2(3, outfit), 0).rgb;
    lower.rgb = below, upper.rgb = above - below, hair.rgb = tress - above, skin.rgb = face - tress;
}

void main() {
    ivec2 row = ivec2(gl_VertexID / 4 % LINE * 4, gl_VertexID / 4 / LINE);
    vec4 stance = texelFetch(quads, row, 0), shown = texelFetch(quads, row + ivec2(1, 0), 0);
    vec4 mind = texelFetch(quads, row + ivec2(2, 0), 0), dress = texelFetch(quads, row + ivec2(3, 0), 0);
    vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
    float height = stance.z, hand = stance.w;
    bool body = shown.z < 0.5, lying = shown.z > 0.5 && shown.z < 1.5;
    vec3 foot = vec3(stance.x, 0.0, stance.y), away = vec3(frame.eye.x, 0.0, frame.eye.z) - foot;
    float near = max(length(away), 1e-3), hidden = thickness(foot);
    vec3 toward = away / near, across = vec3(toward.z, 0.0, -toward.x);
    int wears = abs(dress.y - 5.0) < 0.5 ? 2 : 1;    // ToothPact's light is worn at the arm
    // Two bodies shown one through the other have one badge.
    vec4 box = known(shown.x, 0), marks = mix(known(shown.x, wears), known(shown.w, wears), body ? dress.z : 0.0);

    // A texel of the level is about a pixel; nearer than that, outlines are drawn sharp between texels.
    float pixel = frame.lens.x * length(foot + vec3(0.0, 0.55 * height, 0.0) - frame.eye.xyz) / max(height, 0.1);  // in figure units
    vec2 texel = (box.yw - box.xz) / cell.yx;
    float size = sqrt(texel.x * texel.y), level = body ? clamp(floor(log2(pixel / size) + 0.5), 0.0, float(LEVELS) - 1.0) : 0.0;
    // Half a texel of each side stays out, so that no neighbour's is filtered in.
    vec2 edge = 0.5 * exp2(level) / cell.yx, share = mix(edge, 1.0 - edge, corner);
    vec2 p = mix(box.xz, box.yw, share);
    place = vec4((begin(shown.x, level) + vec2(share.y, 1.0 - share.x) * cell.xy * exp2(-level)) / cell.zw, p - marks.xy);

    dress_in(int(dress.x + 0.5));
    light_up(foot, toward, across, hand, dress.y > 0.5 && dress.y < 4.5 ? 1.0 : 0.0);
    shine.rgb = (badge_light(mind, dress.y) * glow + vec3(0.2, 0.6, 0.7) * mind.w) * (wears > 1 ? 1.0 : smoothstep(-0.35, 0.3, marks.z)) * (1.4 - hidden);
    shine.a = 0.00006 + 0.3 * pixel * pixel;     // never less than a pixel: it would sparkle
    vec3 air = air_light(foot) * hidden;
    float clear = 1.0 - hidden;
    lower = vec4(lower.rgb * clear, marks.y);
    upper = vec4(upper.rgb * clear, smoothstep(0.5, 1.1, near) * shown.y);
    hair = vec4(hair.rgb * clear, clamp(0.6 * size * exp2(level) / pixel, 1.0, 8.0));
    skin = vec4(skin.rgb * clear, 1.0);
    vec3 world = foot + (across * p.x * hand + vec3(0, 1, 0) * p.y) * height;
    vec3 depth_at = foot + toward * min(0.35, 0.5 * near) + vec3(0, 0.5 * height, 0);
    if (!body) {
        lower = upper = vec4(0.0, 0.0, 0.0, 1.0);
        hair = vec4(0.0, 0.0, 0.0, 1.0), skin = vec4(0.0, 0.0, 0.0, dress.y);
        from_left = from_right = from_above = vec4(0.0);
        air = vec3(0.0), place.zw = vec2(0.0);
        shine = vec4(mind.rgb * (1.0 - 0.6 * hidden), 1.0);
        vec2 spread = (corner * 2.0 - 1.0) * dress.zw;
        depth_at = foot + across * spread.x + vec3(0, height + spread.y, 0);
        // In the mirror the floor is not seen, and what lies on it neither.
        world = lying ? foot + vec3(spread.x, 0.006, spread.y) * step(0.0, frame.lens.y) : depth_at;
    }
    from_left.a = air.r, from_right.a = air.g, from_above.a = air.b;
    gl_Position = on_screen(world);
    // All of a person is at one depth, a little nearer than where they stand: neither floor nor neighbours cut them.
    vec4 middle = on_screen(depth_at);
    if (!lying) gl_Position.z = clamp(middle.z / max(middle.w, 0.05), -1.0, 1.0) * gl_Position.w;
}
