// The flash guard takes four pixels at a time, each in a component. What holds for all of them comes once a picture.
uniform vec4 general;   // see lib/guard.glsl
uniform float pace;     // how far light may go on from the picture before and still be a slow fade
uniform int passed;     // ticks since the picture before, 1/7 s each, so that eight are never less than a second; at most eight

flat out vec4 rule;
flat out float slow;
flat out int since;

void main() {
    rule = general;
    slow = pace;
    since = passed;
    gl_Position = vec4(vec2((gl_VertexID << 1) & 2, gl_VertexID & 2) * 2.0 - 1.0, 0.0, 1.0);
}
