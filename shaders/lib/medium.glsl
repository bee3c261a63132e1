// The nanobots' excitable medium, read back where it is seen. r: excitement, g: what it leaves behind, b: healed by the override;
// a: unrest, the slow trace of excitement.
// use: vec4 glitch = medium_at(strip)
#include "hall.glsl"

uniform sampler2D medium;

vec4 medium_at(vec2 strip) { return texture(medium, strip / STRIP); }
