// What shows a person, a texel each: two cells of the atlas and how much of the second is seen through the first, the light
// that falls on them, what they wear of light and of cloth. Everybody's numbers are those of Frame.people.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/feeling.glsl"

layout(location = 0) out vec4 stance;       // x, z, height, hand: 1, or -1 where the mirror images of cells are shown
layout(location = 1) out vec4 cells;        // first, second, how much of the second is seen, how much there is at all
layout(location = 2) out vec4 from_left;    // light less what the haze takes; and rgb of what the haze between adds
layout(location = 3) out vec4 from_right;
layout(location = 4) out vec4 from_above;
layout(location = 5) out vec4 badge;        // its light; and how much the haze hides
layout(location = 6) out vec4 mind;         // where the badge is, across and up in figure units; role, voice
layout(location = 7) out vec4 dress;        // albedo below, above, of hair, of skin: each rgb in one number

uniform sampler2D people;     // three texels a person
uniform sampler2D known;      // a row a posture; see viz/passes/figure_atlas.py
uniform sampler2D wardrobe;
uniform float glow;           // of feelings

const float PI = 3.14159265, CROSSING = 12.0, TURNING = 0.3;
// Metres from the eye within which two cells are seen one through the other; share of the way between sides where they are.
const float MELTING = 1.7;    // a crowd melts sooner than a wall does: each one's breath and warmth is in the air too

const int FIRSTS[KINDS] = FIRST, COUNTS[KINDS] = COUNT, MIRRORS[ROWS] = MIRRORED;
// Nova in a long coat, Kai and Finn in jackets, Lumi in a dress; everybody else as it comes.
const int OWN_BUILD[7] = int[7](-1, 0, 1, 2, 1, -1, -1);

struct Person { vec2 place; float heading, height, panic, support, opinion, gait, pace, voice, variety; int role; };

int kind_of(bool moving, bool fast, bool afraid, bool together, bool speaking) {
    if (moving) return afraid ? IS_FLEE : fast ? IS_RUN : IS_WALK;
    return afraid ? IS_AFRAID : speaking ? IS_SPEAK : together ? IS_TOGETHER : IS_STILL;
}

// What someone does, what they are about to do or have just done, and how much of that shows, 0..½: how far beyond each
// threshold they are, in widths of the passage. People differ in when they change.
void kinds_of(Person one, out int kind, out int other, out float change) {
    float own = one.variety, odd = fract(own * 61.7);
    float beyond[5] = float[5]((one.pace - 0.22 - 0.16 * odd) / 0.08, (one.pace - 1.8) / 0.12,
        (one.panic - 0.42 - 0.26 * odd) / 0.05, (one.support - 0.58 - 0.30 * own) / 0.05,
        (one.voice - (one.role > 0 ? 0.25 : 0.35 + 1.3 * odd)) / 0.08);
    int border = 0;
    for (int i = 1; i < 5; i++) if (abs(beyond[i]) < abs(beyond[border])) border = i;
    bool now[5], across[5];
    for (int i = 0; i < 5; i++) now[i] = beyond[i] > 0.0, across[i] = now[i] != (i == border);
    kind = kind_of(now[0], now[1], now[2], now[3], now[4]);
    other = kind_of(across[0], across[1], across[2], across[3], across[4]);
    change = kind == other ? 0.0 : 0.5 * clamp(1.0 - abs(beyond[border]), 0.0, 1.0);
}

// The row of someone, the one after it in their step, and how far they are on the way to it.
void rows_of(int kind, Person one, out int row, out int following, out float share) {
    int first = FIRSTS[kind], count = COUNTS[kind];
    bool stepping = kind == IS_WALK || kind == IS_RUN || kind == IS_FLEE;
    float variant = floor(fract(one.variety * 13.7) * float(kind == IS_SPEAK ? count / 2 : count));
    float at = stepping ? fract(one.gait / (2.0 * PI)) * float(count) : variant;
    int now = min(int(at), count - 1);
    row = first + now, following = first + (stepping ? (now + 1) % count : now);
    share = at - float(now);
}

// Level but for the middle: for most of the time one step alone is enough.
float eased(float share) { return smoothstep(0.3, 0.7, share); }

void choose(Person one, vec2 toward, out float hand) {
    int kind, other, row, following, other_row, other_following;
    float change, share, other_share;
    kinds_of(one, kind, other, change);
    rows_of(kind, one, row, following, share);
    rows_of(other, one, other_row, other_following, other_share);
    vec2 ahead = vec2(sin(one.heading), -cos(one.heading));
    float angle = atan(ahead.x * toward.y - ahead.y * toward.x, dot(ahead, toward));
    float at = abs(angle) / PI * float(YAWS - 1), side = floor(at + 0.5), off = at - side;
    float turn = 0.5 * clamp((abs(off) - 0.5) / (0.5 * TURNING) + 1.0, 0.0, 1.0);
    int aside = int(clamp(side + sign(off), 0.0, float(YAWS - 1)));
    bool changing = change > 0.0, turning = turn > 0.0 && !changing, stepping = !changing && !turning;
    int nearest = share > 0.5 ? following : row;
    int first = stepping ? row : nearest, second = changing ? (other_share > 0.5 ? other_following : other_row) : stepping ? following : nearest;
    hand = angle < 0.0 ? -1.0 : 1.0;
    if (hand < 0.0) first = MIRRORS[first], second = MIRRORS[second];
    int build = OWN_BUILD[one.role] < 0 ? int(fract(one.variety * 37.31) * BUILDS) : OWN_BUILD[one.role];
    cells.x = float((build * ROWS + first) * YAWS + int(side));
    cells.y = float((build * ROWS + second) * YAWS + (turning ? aside : int(side)));
    cells.z = changing ? change : turning ? turn : eased(share);
}

// Light of each wall falls off across the hall; of the end walls that one counts that the eye does not see. What shines
// behind someone lies about their outline from both sides.
void light_up(vec3 foot, vec2 toward, float hand) {
    float left = 3.0 / (1.5 + HALF_WIDTH + foot.x), right = 3.0 / (1.5 + HALF_WIDTH - foot.x);
    vec3 west = wall_light(-foot.z, 2.6) * left, east = wall_light(2.0 * (LENGTH + HALF_WIDTH) + foot.z, 2.6) * right;
    vec3 end = wall_light(LENGTH + HALF_WIDTH + foot.x, 3.0) * 3.0 / (3.0 + LENGTH + foot.z);
    vec2 across = vec2(toward.y, -toward.x);
    float swing = 0.5 + 0.5 * across.x;
    vec3 behind = end * max(toward.y, 0.0) + mix(west, east, 0.5 - 0.5 * toward.x) * abs(toward.x) * 0.5;
    from_left.rgb = mix(east, west, swing) + end * max(-across.y, 0.0) + 0.6 * behind;
    from_right.rgb = mix(west, east, swing) + end * max(across.y, 0.0) + 0.6 * behind;
    if (hand < 0.0) { vec3 other = from_left.rgb; from_left.rgb = from_right.rgb, from_right.rgb = other; }
    from_above.rgb = floor_light(foot.xz) + frame.haze.rgb * 0.5 + frame.city.rgb * 0.12 + 0.5 * behind;
}

// Square roots of rgb in 255 steps each, in one number.
float in_one(vec3 albedo) {
    vec3 steps = floor(sqrt(albedo) * 255.0 + 0.5);
    return steps.r + 256.0 * steps.g + 65536.0 * steps.b;
}

vec4 known_of(float number, int what) {
    int cell = int(number + 0.5);
    return texelFetch(known, ivec2(cell % YAWS + what * YAWS, cell / YAWS), 0);
}

void main() {
    ivec2 at = ivec2(int(gl_FragCoord.x) * 3, int(gl_FragCoord.y));
    vec4 a = texelFetch(people, at, 0), b = texelFetch(people, at + ivec2(1, 0), 0), c = texelFetch(people, at + ivec2(2, 0), 0);
    Person one = Person(a.xy, a.z, a.w, b.x, b.y, b.z, b.w, c.x, c.y, c.w, int(c.z + 0.5));
    vec3 foot = vec3(one.place.x, 0.0, one.place.y);
    vec2 away = frame.eye.xz - one.place;
    float near = max(length(away), 1e-3), hand;
    choose(one, away, hand);
    // Farther off the nearer cell alone is enough.
    if (near >= CROSSING) cells.z = floor(cells.z + 0.5);
    if (cells.z <= 0.0) cells.y = cells.x;
    if (cells.z >= 1.0) cells.x = cells.y;
    if (cells.x == cells.y) cells.z = 0.0;
    cells.w = smoothstep(0.5, 1.1, near);
    stance = vec4(one.place, one.height, hand);

    // Little of it before the near ones, who stand dark before the glow of the far ones.
    float clear = pow(1.0 - thickness(foot), MELTING);
    light_up(foot, away / near, hand);
    from_left.rgb *= clear, from_right.rgb *= clear, from_above.rgb *= clear;
    vec3 air = (air_light(foot + vec3(0.0, one.height, 0.0)) + 0.10 * floor_light(foot.xz)) * ((1.0 - clear) * (1.0 - 0.8 * clear));
    from_left.a = air.r, from_right.a = air.g, from_above.a = air.b;

    int wears = one.role == 5 ? 2 : 1;      // ToothPact's light is worn at the arm
    // Two bodies seen one through the other have one badge.
    vec4 marks = mix(known_of(cells.x, wears), known_of(cells.y, wears), cells.z);
    float facing = wears > 1 ? 1.0 : smoothstep(-0.35, 0.3, marks.z);
    badge.rgb = (badge_light(vec4(one.panic, one.support, one.opinion, one.voice), float(one.role)) * glow + vec3(0.2, 0.6, 0.7) * one.voice) * facing * (0.4 + clear);
    badge.a = 1.0 - clear;
    mind = vec4(marks.xy, float(one.role), one.voice);
    float outfit = floor(fract(one.variety) * OUTFITS);
    if (one.role >= 1 && one.role <= 4) outfit = OUTFITS + float(one.role - 1);
    for (int i = 0; i < 4; i++) dress[i] = in_one(texelFetch(wardrobe, ivec2(i, int(outfit)), 0).rgb);
}
