// What is a thrown tile's own: three numbers 0..1 by its place, whoever else hangs.
// use: vec3 own = chances_of(strip)
#include "lib/hash.glsl"

const float REACH = 1.5;    // metres that one is thrown at most, in a hall 13 m wide
const float AWAY = 0.01;    // how far one has left its bed when it is in the air

vec3 chances_of(vec2 strip) {
    uint place = floatBitsToUint(strip.x) * 0x9e3779b9u ^ floatBitsToUint(strip.y);
    return vec3(hash01(place), hash01(place + 0x51u), hash01(place + 0xa3u));
}
