// A person: a quad that turns to the eye about the upright, just large enough for the cells of the atlas that show them.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/feeling.glsl"

in vec4 stance;    // x, z, height (metres), 1 or -1: the cells' mirror images
in vec4 shown;     // first cell, second cell, how much of the second, variety
in vec4 mind;      // panic, support, opinion, voice
in vec4 dress;     // outfit, role, unused, 1: only what hides what is behind it

out vec4 shares;                // places in the two cells, 0..1
out vec2 body;                  // across and up, in figure units
flat out vec4 corners;          // where the two cells begin in the atlas
flat out vec4 mixing;           // how much of the second, 1 or -1, level of the atlas, pixels a texel
flat out vec4 keep;             // half a texel of that level in shares; least cover that is drawn; fading near the eye
flat out vec3 lower, upper, hair, skin;
flat out vec3 from_left, from_right, from_above, from_below, from_front;
flat out vec4 air;              // what the haze between adds, and how much it hides
flat out vec4 marks;            // breast and mouth, in figure units
flat out vec3 badge, aura, voice;

uniform sampler2D cells;
uniform sampler2D wardrobe;
uniform vec4 cell;              // texels of a cell, and of the atlas
uniform vec4 people_look;       // rim light, feelings, aura, voices

vec2 corner_of(float number) {
    float posture = floor((number + 0.5) / float(YAWS)), side = number - posture * float(YAWS);
    float row = floor((posture + 0.5) / float(SHEETS));
    return vec2((posture - row * float(SHEETS)) * float(YAWS) + side, row) * cell.xy / cell.zw;
}

ivec2 entry(float number) {
    int n = int(number + 0.5);
    return ivec2(n % YAWS, n / YAWS);
}

void main() {
    vec2 corner = vec2[6](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1))[gl_VertexID];
    float height = stance.z;
    vec3 foot = vec3(stance.x, 0.0, stance.y), away = vec3(frame.eye.x, 0.0, frame.eye.z) - foot;
    float near = max(length(away), 1e-3);
    vec3 toward = away / near, across = vec3(toward.z, 0.0, -toward.x);

    // The quad holds both cells, and about those who shine their light.
    vec4 one = texelFetch(cells, entry(shown.x), 0), two = texelFetch(cells, entry(shown.y), 0);
    vec4 box = vec4(min(one.x, two.x), max(one.y, two.y), min(one.z, two.z), max(one.w, two.w));
    aura = aura_of(dress.y) * people_look.z;
    voice = VOICE_LIGHT * mind.w * people_look.w;
    float about = dress.w > 0.5 ? 0.0 : max(0.30 * step(1e-4, aura.r + aura.g + aura.b), 0.18 * step(0.02, mind.w));
    box += vec4(-about, about, -0.1 * about, about);
    vec2 p = mix(box.xz, box.yw, corner);
    shares = vec4((p - one.xz) / (one.yw - one.xz), (p - two.xz) / (two.yw - two.xz));
    body = p;
    marks = texelFetch(cells, entry(shown.x) + ivec2(YAWS, 0), 0);
    corners = vec4(corner_of(shown.x), corner_of(shown.y));

    // A texel of the level is about a pixel; nearer than that, outlines are drawn sharp between texels.
    vec3 eye_to = foot + vec3(0.0, 0.55 * height, 0.0) - frame.eye.xyz;
    float pixel = frame.lens.x * length(eye_to) / height;                   // in figure units
    vec2 texel = (one.yw - one.xz) / cell.xy;
    float level = clamp(floor(log2(pixel * inversesqrt(texel.x * texel.y)) + 0.35), 0.0, 5.0);
    mixing = vec4(shown.z, stance.w, level, clamp(sqrt(texel.x * texel.y) / pixel, 1.0, 8.0));
    float fading = smoothstep(0.5, 1.1, near);
    keep = vec4(0.5 * exp2(level) / cell.xy, dress.w > 0.5 ? 0.96 : 0.004, fading);

    int outfit = int(dress.x + 0.5);
    lower = texelFetch(wardrobe, ivec2(0, outfit), 0).rgb;
    upper = texelFetch(wardrobe, ivec2(1, outfit), 0).rgb;
    hair = texelFetch(wardrobe, ivec2(2, outfit), 0).rgb;
    skin = texelFetch(wardrobe, ivec2(3, outfit), 0).rgb;
    badge = badge_light(mind, dress.y) * people_look.y;

    // The light of each wall falls off across the hall; of the end walls that one counts that the eye does not see.
    float left = 3.0 / (1.5 + HALF_WIDTH + stance.x), right = 3.0 / (1.5 + HALF_WIDTH - stance.x);
    vec3 west = wall_light(-stance.y, 2.6) * left, east = wall_light(2.0 * (LENGTH + HALF_WIDTH) + stance.y, 2.6) * right;
    vec3 end = wall_light(LENGTH + HALF_WIDTH + stance.x, 3.0) * 3.0 / (3.0 + LENGTH + stance.y);
    vec3 floor_here = floor_light(stance.xy);
    float swing = across.x;
    from_left = mix(east, west, 0.5 + 0.5 * swing) + end * max(-across.z, 0.0);
    from_right = mix(west, east, 0.5 + 0.5 * swing) + end * max(across.z, 0.0);
    from_front = 0.5 * mix(east, west, 0.5 - 0.5 * toward.x) + end * max(-toward.z, 0.0) + 0.35 * floor_here;
    from_above = floor_here + frame.haze.rgb * 0.6;
    from_below = 0.25 * floor_here + frame.haze.rgb * 0.2;
    air = vec4(air_light(foot), thickness(foot));

    vec3 world = foot + (across * p.x * stance.w + vec3(0, 1, 0) * p.y) * height;
    gl_Position = on_screen(world);
    // All of a person is at one depth, a little nearer than where they stand: neither floor nor neighbours cut them.
    vec4 middle = on_screen(foot + toward * min(0.35, 0.5 * near) + vec3(0, 0.5 * height, 0));
    gl_Position.z = clamp(middle.z / max(middle.w, 0.05), -1.0, 1.0) * gl_Position.w;
}
