// How far each tile that can be thrown has left the wall, and by how much its hue has turned: a texel a tile, so that the vertices of
// tiles that lie in their beds, nearly all of them, have one look to take and no more.
#include "frame.glsl"
#include "lib/time.glsl"
#include "lib/medium.glsl"
#include "lib/lift.glsl"
#include "lib/thrown.glsl"

out vec4 found;

uniform sampler2D thrown;
uniform sampler2D mosaic_state;  // a texel a mosaic: glitch, healed, consent, attention
uniform sampler2D mosaic_design; // three texels a mosaic, the third its arrival, 0..1
uniform vec2 amount;             // how far tiles may go, 0..1; hue shift (turns)

void main() {
    ivec2 row = ivec2(int(gl_FragCoord.x) * 4, int(gl_FragCoord.y));
    vec2 strip = texelFetch(thrown, row + ivec2(1, 0), 0).zw;
    int mosaic = int(texelFetch(thrown, row + ivec2(2, 0), 0).a + 0.5);
    float consent = texelFetch(mosaic_state, ivec2(mosaic, 0), 0).z, here = texelFetch(mosaic_design, ivec2(2, mosaic), 0).x;
    vec4 m = min(medium_at(strip), vec4(consent, consent, 1.0, consent));
    float hue = (m.r + 0.8 * m.g * sine(chances_of(strip).x * 0.3 - cycles(0.17))) * smoothstep(0.46, 0.5, consent);
    found = vec4(lift(m.a, amount.x * smoothstep(0.71, 0.75, consent) * settled(here)), amount.y * hue, 0.0, 0.0);
}
