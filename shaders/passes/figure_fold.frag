// A level of the atlas out of a band of cells drawn at four times its breadth: four texels of the band's level make one.
in vec2 uv;
out vec4 colour;

uniform sampler2D band;
uniform vec2 level;     // of the band's; a texel of it up the band, as a share

void main() { colour = 0.5 * (textureLod(band, uv - vec2(0.0, level.y), level.x) + textureLod(band, uv + vec2(0.0, level.y), level.x)); }
