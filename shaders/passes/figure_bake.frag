// What a figure's cell holds: the normal's x and y as seen, the matter, and that something is there.
in vec3 facing;
in vec3 at;
in float matter;
out vec4 colour;

void main() {
    vec3 n = normalize(facing);
    colour = vec4(n.xy * 0.5 + 0.5, matter, 1.0);
}
