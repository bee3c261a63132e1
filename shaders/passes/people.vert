// What is seen of a person: a quad that turns to the eye about the upright and holds one cell of the atlas, or one of light
// or shade, which stands upright too or lies on the floor. Quads come from the farthest to the nearest, four corners each.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/feeling.glsl"

noperspective out vec4 place;    // in the atlas; across and up from the breast, in figure units
flat out vec4 lower, upper;      // albedo; and the breast's height, how much of the person is there
flat out vec4 hair, skin;        // albedo; and pixels a texel, 1 for a body and 0 for light and shade
flat out vec4 from_left, from_right;     // light; and rim, how much of what is behind is hidden
flat out vec3 from_above, from_front;
flat out vec4 air;               // what the haze between adds, and how much it hides
flat out vec3 shine;             // the badge's light, or that of a quad of light

uniform sampler2D quads;         // a row a quad, of four texels; see viz/passes/figure_quads.py
uniform sampler2D cells;         // a row a posture: boxes of its sides, then where their breasts and mouths are
uniform sampler2D wardrobe;
uniform vec4 cell;               // texels of a cell, and of the atlas
uniform vec2 people_look;        // rim light, feelings

const float LEVELS = 5.0;

// Where a cell of a level begins in the atlas: the smaller levels stand one on another to the right of the first.
vec2 begin(float number, float level) {
    float posture = floor((number + 0.5) / float(YAWS)), side = number - posture * float(YAWS);
    float row = floor((posture + 0.5) / float(SHEETS));
    vec2 texels = vec2((posture - row * float(SHEETS)) * float(YAWS) + side, row) * cell.xy * exp2(-level);
    float breadth = cell.z * (2.0 / 3.0);
    return texels + (level > 0.5 ? vec2(breadth, cell.w * (1.0 - exp2(1.0 - level))) : vec2(0.0));
}

void light_up(vec3 foot, vec3 toward, vec3 across, float hand) {
    // The light of each wall falls off across the hall; of the end walls that one counts that the eye does not see.
    float left = 3.0 / (1.5 + HALF_WIDTH + foot.x), right = 3.0 / (1.5 + HALF_WIDTH - foot.x);
    vec3 west = wall_light(-foot.z, 2.6) * left, east = wall_light(2.0 * (LENGTH + HALF_WIDTH) + foot.z, 2.6) * right;
    vec3 end = wall_light(LENGTH + HALF_WIDTH + foot.x, 3.0) * 3.0 / (3.0 + LENGTH + foot.z), here = floor_light(foot.xz);
    float swing = 0.5 + 0.5 * across.x * hand, ahead = across.z * hand;
    from_left.rgb = mix(east, west, swing) + end * max(-ahead, 0.0);
    from_right.rgb = mix(west, east, swing) + end * max(ahead, 0.0);
    from_front = 0.5 * mix(east, west, 0.5 - 0.5 * toward.x) + end * max(-toward.z, 0.0) + 0.35 * here;
    from_above = here + frame.haze.rgb * 0.6;
}

void main() {
    int row = gl_VertexID / 4;
    vec4 stance = texelFetch(quads, ivec2(0, row), 0), shown = texelFetch(quads, ivec2(1, row), 0);
    vec4 mind = texelFetch(quads, ivec2(2, row), 0), dress = texelFetch(quads, ivec2(3, row), 0);
    vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
    float height = stance.z, hand = stance.w, kind = shown.z;
    vec3 foot = vec3(stance.x, 0.0, stance.y), away = vec3(frame.eye.x, 0.0, frame.eye.z) - foot;
    float near = max(length(away), 1e-3), fading = smoothstep(0.5, 1.1, near) * shown.y;
    vec3 toward = away / near, across = vec3(toward.z, 0.0, -toward.x);
    air = vec4(air_light(foot), thickness(foot));
    int number = int(shown.x + 0.5);
    vec4 box = texelFetch(cells, ivec2(number % YAWS, number / YAWS), 0);
    vec4 marks = texelFetch(cells, ivec2(number % YAWS + YAWS, number / YAWS), 0);

    // A texel of the level is about a pixel; nearer than that, outlines are drawn sharp between texels.
    vec3 eye_to = foot + vec3(0.0, 0.55 * height, 0.0) - frame.eye.xyz;
    float pixel = frame.lens.x * length(eye_to) / height;                   // in figure units
    vec2 texel = (box.yw - box.xz) / cell.xy;
    float size = sqrt(texel.x * texel.y), level = clamp(floor(log2(pixel / size) + 0.4), 0.0, LEVELS - 1.0);
    float body = kind < 0.5 ? 1.0 : 0.0;
    level *= body;
    // Half a texel of each side stays out, so that no neighbour's is filtered in.
    vec2 share = mix(0.5 * exp2(level) / cell.xy, 1.0 - 0.5 * exp2(level) / cell.xy, corner);
    vec2 p = mix(box.xz, box.yw, share);
    place = vec4((begin(shown.x, level) + share * cell.xy * exp2(-level)) / cell.zw, p - marks.xy);

    int outfit = int(dress.x + 0.5);
    lower = vec4(texelFetch(wardrobe, ivec2(0, outfit), 0).rgb, marks.y);
    upper = vec4(texelFetch(wardrobe, ivec2(1, outfit), 0).rgb, fading);
    hair = vec4(texelFetch(wardrobe, ivec2(2, outfit), 0).rgb, body > 0.5 ? clamp(size / pixel, 1.0, 8.0) : 1.0);
    skin = vec4(texelFetch(wardrobe, ivec2(3, outfit), 0).rgb, body);
    light_up(foot, toward, across, hand);
    from_left.a = people_look.x * 0.10;
    from_right.a = body > 0.5 ? 1.0 : dress.y;
    shine = body > 0.5 ? badge_light(mind, dress.y) * people_look.y : mind.rgb * (1.0 - 0.6 * air.a);

    vec3 world = foot + (across * p.x * hand + vec3(0, 1, 0) * p.y) * height;
    vec3 depth_at = foot + toward * min(0.35, 0.5 * near) + vec3(0, 0.5 * height, 0);
    vec2 spread = (corner * 2.0 - 1.0) * dress.zw;
    if (kind > 1.5) world = depth_at = foot + across * spread.x + vec3(0, height + spread.y, 0);
    else if (kind > 0.5) world = foot + vec3(spread.x, 0.006, spread.y);
    gl_Position = on_screen(world);
    // All of a person is at one depth, a little nearer than where they stand: neither floor nor neighbours cut them.
    vec4 middle = on_screen(depth_at);
    if (kind < 0.5 || kind > 1.5) gl_Position.z = clamp(middle.z / max(middle.w, 0.05), -1.0, 1.0) * gl_Position.w;
}
