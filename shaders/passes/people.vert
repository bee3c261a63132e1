// A person: a quad that turns to the eye about the upright and holds a cell of the atlas. The cores of bodies come first,
// from the nearest on, so that what they hide is never shaded; then outlines over all cores, from the farthest on.
#include "frame.glsl"
#include "lib/nave.glsl"

// As few as can be: a software rasteriser carries all of them from core to core for every triangle.
out vec4 place;    // in the atlas; across and up from the badge, in figure units
out vec4 cloth;    // light from it and from the haze before it; how much of the walls' light comes so far down
flat out vec4 hair, skin;        // light from it less that from the one before; pixels a texel, how much of it all is there
flat out vec3 from_left, from_right, from_above;     // light at edges
flat out vec4 shine;             // the badge's light, and how broad it is, squared

uniform sampler2D stance, cells, from_left_of, from_right_of, from_above_of, badge, mind, dress;
uniform sampler2D known;         // a row a posture; see viz/passes/figure_atlas.py
uniform vec4 cell;               // texels of a cell, and of the atlas
uniform ivec2 drawn;             // people; the nearest of them, who have two bodies each
uniform float rim;

// Where a cell of a level begins in the atlas: the smaller levels stand one on another to the right of the first.
vec2 begin(float number, float level) {
    float posture = floor((number + 0.5) / float(YAWS)), side = number - posture * float(YAWS);
    vec2 texels = vec2(side, posture) * cell.xy * exp2(-level);
    return texels + (level > 0.5 ? vec2(cell.z * (2.0 / 3.0), cell.w * (1.0 - exp2(1.0 - level))) : vec2(0.0));
}

vec3 unpacked(float steps) {
    vec3 root = mod(floor(vec3(steps) / vec3(1.0, 256.0, 65536.0)), 256.0) / 255.0;
    return root * root;
}

// Whose quad this is, and which of their two bodies: cores come from the nearest on, all others from the farthest on.
void whose(int quad, out int person, out bool second) {
#ifdef CORE
    person = quad, second = false;
#else
    int alone = drawn.x - drawn.y, pair = quad - alone;
    person = pair < 0 ? drawn.x - 1 - quad : drawn.y - 1 - pair / 2;
    second = pair >= 0 && pair % 2 == 1;
#endif
}

void main() {
    int person;
    bool second;
    whose(gl_VertexID / 4, person, second);
    ivec2 at = ivec2(person % LINE, person / LINE);
    vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
    vec4 stands = texelFetch(stance, at, 0), shows = texelFetch(cells, at, 0);
    float height = stands.z, hand = stands.w, blend = shows.z;
    bool fading = shows.x != shows.y;
    // The second fades in over the first, which then fades out under it: what is behind never shines through.
#ifdef CORE
    second = fading && blend > 0.5;
#endif
    float number = second ? shows.y : shows.x;
    float share = !fading ? (second ? 0.0 : 1.0) : second ? clamp(2.0 * blend, 0.0, 1.0) : clamp(2.0 - 2.0 * blend, 0.0, 1.0);

    vec3 foot = vec3(stands.x, 0.0, stands.y), away = vec3(frame.eye.x, 0.0, frame.eye.z) - foot;
    float near = max(length(away), 1e-3);
    vec3 toward = away / near, across = vec3(toward.z, 0.0, -toward.x);
    int which = int(number + 0.5);
    vec4 box = texelFetch(known, ivec2(which % YAWS, which / YAWS), 0), mark = texelFetch(mind, at, 0);

    // A texel of the level is about a pixel; nearer than that, outlines are drawn sharp between texels.
    float pixel = frame.lens.x * length(foot + vec3(0.0, 0.55 * height, 0.0) - frame.eye.xyz) / max(height, 0.1);  // in figure units
    vec2 texel = (box.yw - box.xz) / cell.yx;
    float size = sqrt(texel.x * texel.y), level = clamp(floor(log2(pixel / size) + 0.5), 0.0, float(LEVELS) - 1.0);
    // Half a texel of each side stays out, so that no neighbour's is filtered in.
    vec2 edge = 0.5 * exp2(level) / cell.yx, part = mix(edge, 1.0 - edge, corner);
    vec2 p = mix(box.xz, box.yw, part);
    place = vec4((begin(number, level) + vec2(part.y, 1.0 - part.x) * cell.xy * exp2(-level)) / cell.zw, p - mark.xy);

    vec4 wears = texelFetch(dress, at, 0);
    vec3 below = unpacked(wears.x), above = unpacked(wears.y), tress = unpacked(wears.z), face = unpacked(wears.w);
    vec4 left = texelFetch(from_left_of, at, 0), right = texelFetch(from_right_of, at, 0), over = texelFetch(from_above_of, at, 0);
    // Neighbours stand in the light of what is low, where the haze lies deepest; and what faces the eye is turned from the
    // walls: only edges are bright.
    vec3 front = 0.16 * (left.rgb + right.rgb) + 0.30 * over.rgb, air = vec3(left.a, right.a, over.a);
    float tall = clamp(p.y, 0.0, 1.0);
    cloth = vec4(mix(below * 0.1, above, tall) * front + air * (1.1 - 0.4 * tall), tall);
    hair = vec4((tress - 0.85 * above) * front, clamp(0.6 * size * exp2(level) / pixel, 1.0, 8.0));
    skin = vec4((3.0 * face - tress) * front, shows.w * share);
    from_left = left.rgb * (1.7 * rim + 1.8 * above), from_right = right.rgb * (1.7 * rim + 1.8 * above);
    from_above = over.rgb * (0.6 * rim + 0.6 * above);
    shine.rgb = texelFetch(badge, at, 0).rgb;
    shine.a = 0.00008 + 0.45 * pixel * pixel;     // never less than a pixel: it would sparkle

    gl_Position = on_screen(foot + (across * p.x * (hand * SLIM) + vec3(0, 1, 0) * p.y) * height);
    // All of a person is at one depth, a little nearer than where they stand: neither floor nor neighbours cut them.
    vec4 middle = on_screen(foot + toward * min(second ? 0.36 : 0.35, 0.5 * near) + vec3(0, 0.5 * height, 0));
    gl_Position.z = clamp(middle.z / max(middle.w, 0.05), -1.0, 1.0) * gl_Position.w;
    if (share <= 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
