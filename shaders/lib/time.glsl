// Motion that never loses precision, however long the show runs: frame.cycle turns once in 4096 s, and everything that moves
// by itself repeats a whole number of times in it.
// use: cycles(0.25) for the phase 0..1 of something that turns every four seconds; wave(0.25) for its sine.
#include "frame.glsl"
#include "lib/turns.glsl"

float cycles(float hertz) { return fract(frame.cycle.x * floor(hertz * 4096.0 + 0.5)); }

float wave(float hertz, float phase) { return sine(cycles(hertz) + phase); }
