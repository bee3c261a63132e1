// Letters over the finished picture, in the display's own levels: a soft dark ground, a shadow close to the letters, the ink.
in vec2 spot;
out vec4 colour;

uniform sampler2D letters; // coverage, upper row first
uniform sampler2D shadow;  // the same blurred, and smaller
uniform vec4 place;        // left, bottom, width, height of the block in pixels
uniform vec3 picture;      // width, height of the picture; how far beyond the block the ground ends, in pixels
uniform vec2 room;         // the letters' texture in pixels
uniform vec2 parts;        // rows between which the middle part stands
uniform vec3 strength;     // 0 unseen .. 1 there; ground 0..1; light 0 blackout .. 1 full
uniform vec3 head;         // colour of what stands above the middle part
uniform vec3 ink;

void main() {
    vec2 at = clamp(spot, vec2(2.0), place.zw - 2.0) / room;
    float cover = texture(letters, at).r;
    float close = 1.0 - exp(-6.0 * texture(shadow, at).r);
    // A cloud with no edge and no even middle: flatter along the rows than across them.
    vec2 middle = place.zw * 0.5, off = (spot - middle) / (middle + picture.z);
    off *= off;
    float near = max(1.0 - off.x * off.x - off.y, 0.0), wide = near * near;
    float ground = 1.0 - (1.0 - strength.y * wide) * (1.0 - min(strength.y * 1.1, 0.8) * close);
    vec3 tone = spot.y < parts.x ? head : ink;
    float dim = spot.y > parts.y ? 0.92 : 1.0;
    colour = vec4(tone * cover * dim * strength.z, cover + (1.0 - cover) * ground) * strength.x;
}
