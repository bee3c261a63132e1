// A round, soft spot of light or shade.
in vec2 at;
flat in vec4 spot;
out vec4 colour;

void main() {
    float cover = max(1.0 - dot(at, at), 0.0);
    colour = spot * (cover * cover);
}
