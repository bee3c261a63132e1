// The slab that carries a mosaic, a rounded rectangle a little larger than its smile; lengths in mosaic metres.

const float CORNER = 0.30;       // radius of its corners, as a share of half its height
const float STANDS_OUT = 0.035;  // metres of the hall from the wall to its face
const float LAID = 0.5;          // how far a newcomer has arrived when its ground is whole

vec2 half_slab_of(vec2 smile) { return 0.5 * smile + 0.09 * smile.y; }
