// Living light in a vein of the building: slow pulses that run along it, quicker and fuller as people support each other.
// use: frame.key.rgb * vein(metres along it, a phase of its own)
#include "lib/time.glsl"
#include "lib/turns.glsl"

vec3 vein(float along, float phase) {
    float a = 0.5 + 0.5 * sine(along * 0.11 - cycles(0.09) + phase);
    float b = 0.5 + 0.5 * sine(along * 0.047 - cycles(0.05) - phase);
    return frame.key.rgb * frame.key.a * (0.42 + 0.75 * a * a * b + 0.5 * frame.crowd.y * b);
}
