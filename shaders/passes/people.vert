// An attendee: a quad that turns to the eye about the upright, and a quad on the floor for the shadow.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"

in vec4 stance;    // x, z, heading (radians), height (metres)
in vec4 feeling;   // panic, support, opinion, gait (radians)

out vec2 body;          // figure: x across in metres, y up; shadow: -1..1
flat out vec4 figure;   // height, how far it is turned to the side 0..1, gait, shadow (1) or figure (0)
flat out vec4 mood;
flat out vec3 from_left;
flat out vec3 from_right;
flat out vec3 from_below;
flat out vec4 air;

void main() {
    vec2 corner = vec2[6](vec2(-1, 0), vec2(1, 0), vec2(1, 1), vec2(-1, 0), vec2(1, 1), vec2(-1, 1))[gl_VertexID % 6];
    bool shadow = gl_VertexID < 6;
    float height = stance.w;
    vec3 foot = vec3(stance.x, 0.0, stance.y), toward = normalize(vec3(frame.eye.x, 0.0, frame.eye.z) - foot + vec3(0, 0, 1e-4));
    vec3 across = vec3(toward.z, 0.0, -toward.x);
    vec3 ahead = vec3(sin(stance.z), 0.0, -cos(stance.z));
    vec3 world;
    if (shadow) {
        body = corner * vec2(1.0, 2.0) - vec2(0.0, 1.0);
        world = foot + vec3(body.x * 0.44, 0.006, body.y * 0.44);
    } else {
        body = vec2(corner.x * 0.19, corner.y * 1.04) * height;
        world = foot + across * body.x + vec3(0, 1, 0) * body.y;
    }
    figure = vec4(height, abs(dot(ahead, across)), feeling.w, shadow ? 1.0 : 0.0);
    mood = feeling;
    float left = 3.0 / (1.5 + HALF_WIDTH + stance.x), right = 3.0 / (1.5 + HALF_WIDTH - stance.x);
    vec3 west = wall_light(-stance.y, 2.6) * left, east = wall_light(2.0 * (LENGTH + HALF_WIDTH) + stance.y, 2.6) * right;
    vec3 end = wall_light(LENGTH + HALF_WIDTH + stance.x, 3.0) * 3.0 / (3.0 + LENGTH + stance.y);
    float swing = across.x;
    from_left = mix(east, west, 0.5 + 0.5 * swing) + end * max(-across.z, 0.0);
    from_right = mix(west, east, 0.5 + 0.5 * swing) + end * max(across.z, 0.0);
    from_below = floor_light(stance.xy) + end * max(-toward.z, 0.0);
    air = vec4(air_light(foot), thickness(foot));
    gl_Position = on_screen(world);
}
