// The nanobots' excitable medium, read back where it is seen. r: excitement, g: what it leaves behind, b: healed by the override.
// use: vec3 glitch = medium_at(strip)
#include "frame.glsl"

uniform sampler2D medium;

vec3 medium_at(vec2 strip) { return texture(medium, strip / frame.measure.zw).rgb; }
