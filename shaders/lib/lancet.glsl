// The windows of the side walls: pointed openings, each head two arcs struck from the foot of the other.
// use: float away = lancet(vec2(metres across from the middle, height)); < 0 in the opening
#include "hall.glsl"

#define MARGIN 0.20                   // metres of the moulding about the opening, in a hall of scale 1

float lancet(vec2 p) {
    float up = max(p.y - WINDOW_SPRINGING, 0.0);
    return max(length(vec2(abs(p.x) + WINDOW_HALF, up)) - 2.0 * WINDOW_HALF, WINDOW_SILL - p.y);
}

// z of the middle of window k's bay, counted from the entrance.
float window_z(float k) { return -(floor((k + 0.5) * RIBS / WINDOWS) + 0.5) * BAY; }
