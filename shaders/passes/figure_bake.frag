// What a figure's cell holds: the normal's x and y as seen, the matter, and that something is there. Cloth falls in folds,
// hair in strands; eyes and mouth are as dark as hair.
in vec3 facing;
in vec3 made;
in vec4 folds;
out vec4 colour;

void main() {
    vec2 wave = abs(fract(folds.xy) - 0.5) * 4.0 - 1.0;
    vec3 n = normalize(facing);
    n.x += dot(wave, folds.zw) * n.z;
    vec2 eye = (vec2(abs(made.y), made.z) - vec2(0.018, 0.927)) * vec2(110.0, 190.0), mouth = (made.yz - vec2(0.0, 0.889)) * vec2(80.0, 260.0);
    float features = clamp(1.2 - dot(eye, eye), 0.0, 0.5) + clamp(1.2 - dot(mouth, mouth), 0.0, 0.25);
    colour = vec4(n.xy * 0.5 + 0.5, made.x - step(0.9, made.x) * features * 0.6, 1.0);
}
