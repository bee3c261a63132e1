// A band of cells drawn at twice its size, filtered down into the atlas.
in vec2 uv;
out vec4 colour;

uniform sampler2D band;

void main() { colour = texture(band, uv); }
