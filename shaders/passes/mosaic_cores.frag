// Nothing but depth counts: the slab is drawn over it.
out vec4 colour;

void main() { colour = vec4(0.0); }
