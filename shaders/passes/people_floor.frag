// The soft shadow under a person, and the light on the floor about those who shine.
in vec2 at;
flat in float radius;
flat in vec4 pool;
out vec4 colour;

uniform vec3 floor_look;  // shadow, aura, feelings

void main() {
    float r = dot(at, at), inside = max(1.0 - r / (radius * radius), 0.0), lit = max(1.0 - r * pool.w * pool.w, 0.0);
    colour = vec4(pool.rgb * lit * lit * 0.10, min(0.62 * inside * inside * floor_look.x, 1.0));
}
