// What holds for all pixels comes once a picture, and not with each of them.
// define STEADY: only where the mean light would leave its bounds, see guard_bound.frag, is anything drawn; AREAS_ACROSS, AREAS_UP:
// its areas
uniform vec4 general;   // see lib/guard.glsl
uniform float pace;     // how far light may go on from the picture before and still be a slow fade
uniform int passed;     // ticks since the picture before, 1/7 s each, so that eight are never less than a second; at most eight

out vec2 uv;
flat out vec4 rule;
flat out float slow;
flat out int since;
#ifdef STEADY
uniform isampler2D bound;
flat out float steady;  // the share of what was shown before that keeps mean light within its bounds, of all areas
#endif

void main() {
    rule = general;
    slow = pace;
    since = passed;
    uv = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
#ifdef STEADY
    steady = 0.0;
    for (int j = 0; j < AREAS_UP; j++) for (int i = 0; i <= AREAS_ACROSS; i++)
        steady = max(steady, intBitsToFloat(texelFetch(bound, ivec2(i, j), 0).a));
    if (steady <= 0.0) gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
#endif
}
