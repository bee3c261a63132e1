// A flow without sources: the Arnold–Beltrami–Childress field, v = (A sin z + C cos y, B sin x + A cos z, C sin y + B cos x), and
// how it changes at a place whose coordinates change (V. I. Arnold, 1965). Neighbours are carried alike, and no two meet.
// use: vec3 change; vec3 v = eddy(q, dq, change); q in radians, dq how fast it changes, change how fast v does.
#include "lib/turns.glsl"

vec3 eddy(vec3 q, vec3 dq, out vec3 change) {
    const vec3 A = vec3(1.0, 0.75, 0.6);
    vec3 turns = q * 0.15915494, s = sine(turns), c = sine(turns + 0.25);
    change = vec3(A.x * c.z * dq.z - A.z * s.y * dq.y, A.y * c.x * dq.x - A.x * s.z * dq.z, A.z * c.y * dq.y - A.y * s.x * dq.x);
    return vec3(A.x * s.z + A.z * c.y, A.y * s.x + A.x * c.z, A.z * s.y + A.y * c.x);
}
