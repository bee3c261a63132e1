// One triangle that covers the target, made of the vertex number alone: draw 3 vertices with no buffer.
// Gives `uv`: (0,0) at the lower left of the target, (1,1) at the upper right.
out vec2 uv;

void main() {
    uv = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}
