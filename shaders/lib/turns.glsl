// Sine by a parabola and a correction, of an angle in whole turns: off by 0.0011 at most, and cheaper in software than sin().
// use: float s = sine(0.25), which is 1; vec2 cos_sin = direction(turns)

float sine(float turns) {
    float p = turns - floor(turns + 0.5), s = p * (8.0 - 16.0 * abs(p));
    return s * (0.775 + 0.225 * abs(s));
}

vec3 sine(vec3 turns) { return vec3(sine(turns.x), sine(turns.y), sine(turns.z)); }

vec2 direction(float turns) { return vec2(sine(turns + 0.25), sine(turns)); }
