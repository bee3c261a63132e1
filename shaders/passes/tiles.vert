// The whole target, and what every pixel of a wall of tiles is told. It comes as flat varyings and not as uniforms: a software
// rasteriser fetches a uniform anew for every pixel, at several times the price of a multiplication.
uniform vec3 ahead;    // the eye's ray through the middle of the picture: metres along and up the wall, as far as it comes nearer
uniform vec3 right;    // to it by one; and what the right and the upper edge add
uniform vec3 up;
uniform vec4 place;    // where the eye stands before the wall, in tiles; tiles in a metre, as seen at their middle height
uniform vec4 swell;    // phases of the swell's waves, turns; how much of a tile a tall one hides a metre away, signed; that sign
uniform vec4 fineness; // pixels of a tile, along and up, where the ray's depth is 1; brightness of the picture; the ripple's phase
uniform float haze;    // what the air takes for each time that a place is as far away as the wall
uniform ivec2 shape;   // tiles along and up

noperspective out vec3 ray;
flat out vec4 whereabouts;
flat out vec4 motion;
flat out vec4 grain;
flat out ivec2 stride;  // steps of the hash from a tile to the next above it, and from a tile to its neighbour away from the eye
flat out vec3 extent;

const int STEP = int(0x9e3779b1u);

void main() {
    vec2 at = vec2(gl_VertexID == 1, gl_VertexID == 2) * 4.0 - 1.0;
    ray = ahead + right * at.x + up * at.y;
    whereabouts = place;
    motion = swell;
    grain = fineness;
    extent = vec3(vec2(shape), haze);
    stride = ivec2(shape.x * STEP, swell.w < 0.0 ? -STEP : STEP);
    gl_Position = vec4(at, 0.0, 1.0);
}
