// How far each tile that can be thrown has left the wall, and by how much its hue has turned: a texel a tile, so that the vertices of
// tiles that lie in their beds, nearly all of them, have one look to take and no more.
#include "frame.glsl"
#include "lib/nave.glsl"
#include "lib/time.glsl"
#include "lib/medium.glsl"
#include "lib/lift.glsl"
#include "lib/thrown.glsl"

out vec4 found;

uniform sampler2D thrown;
uniform sampler2D mosaic_state;  // a texel a mosaic: glitch, healed, consent, attention
uniform sampler2D mosaic_design; // three texels a mosaic, the third its arrival, 0..1
uniform vec2 amount;             // how far tiles may go, 0..1; hue shift (turns)

// Whether it may be seen, wherever in the air it drifts: within its reach of what the screen shows.
bool in_sight(vec3 place) {
    vec4 at = frame.view_projection * vec4(place, 1.0);
    float reach = 1.3 * REACH * SCALE + 0.1, wide = reach * 2.0 * max(frame.lens.w, frame.lens.z) / frame.lens.x;
    return at.w > -reach && max(abs(at.x), abs(at.y)) < at.w + reach + wide;
}

void main() {
    ivec2 row = ivec2(int(gl_FragCoord.x) * 4, int(gl_FragCoord.y));
    vec2 strip = texelFetch(thrown, row + ivec2(1, 0), 0).zw;
    int mosaic = int(texelFetch(thrown, row + ivec2(2, 0), 0).a + 0.5);
    float consent = texelFetch(mosaic_state, ivec2(mosaic, 0), 0).z, here = texelFetch(mosaic_design, ivec2(2, mosaic), 0).x;
    vec4 m = min(medium_at(strip), vec4(consent, consent, 1.0, consent));
    float hue = (m.r + 0.8 * m.g * sine(chances_of(strip).x * 0.3 - cycles(0.17))) * smoothstep(0.46, 0.5, consent);
    float away = lift(m.a, amount.x * smoothstep(0.71, 0.75, consent) * settled(here));
    // What is drawn here is counted.
    if (away <= AWAY || !in_sight(texelFetch(thrown, row, 0).xyz)) discard;
    found = vec4(away, amount.y * hue, 0.0, 0.0);
}
