// Where a mosaic hangs: on the side walls, or on the end wall.
// use: vec3 right, middle = hung_at(vec2(strip s, y), right); right runs along the wall as one sees it
#include "hall.glsl"

vec3 hung_at(vec2 strip, out vec3 right) {
    float at_end = strip.x - LENGTH - HALF_WIDTH, side = abs(at_end) - HALF_WIDTH;
    bool left = strip.x < LENGTH;
    right = side < 0.0 ? vec3(1, 0, 0) : left ? vec3(0, 0, -1) : vec3(0, 0, 1);
    float along = left ? -strip.x : strip.x - 2.0 * (LENGTH + HALF_WIDTH);
    return side < 0.0 ? vec3(at_end, strip.y, -LENGTH) : vec3(left ? -HALF_WIDTH : HALF_WIDTH, strip.y, along);
}

// Into the hall, out of the wall along which `right` runs.
vec3 out_of(vec3 right) { return vec3(-right.z, 0.0, right.x); }
