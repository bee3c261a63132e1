// The light that a person wears: what they feel. ToothPact's is always warm, and who owns a mosaic has a little more.
// use: vec3 c = badge_light(vec4(panic, support, opinion, voice), role)

// Cold and pale when afraid, warm when people hold each other steady; else a trace of what they think of the nanobots.
vec3 badge_light(vec4 mind, float role) {
    vec3 thought = mix(vec3(0.10, 0.42, 0.50), vec3(0.34, 0.26, 0.50), mind.z) * 0.25;
    float volunteer = step(4.5, role) * step(role, 5.5), principal = step(0.5, role) * step(role, 4.5), owner = step(5.5, role);
    float warmth = max(smoothstep(0.05, 0.95, mind.y), volunteer);
    thought += vec3(0.10, 0.18, 0.18) * owner + 0.4 * principal;
    return thought + vec3(1.0, 0.58, 0.22) * warmth + vec3(0.42, 0.60, 1.0) * smoothstep(0.25, 0.9, mind.x);
}

// Light about those whom one shall find: Nova, Kai, Lumi, Finn, ToothPact; nobody else has any.
vec3 aura_light(float role) {
    const vec3 AURA[7] = vec3[7](vec3(0.0), vec3(0.80, 0.70, 0.95), vec3(0.10, 0.75, 0.80), vec3(0.80, 0.22, 0.75),
        vec3(1.0, 0.48, 0.10), vec3(0.34, 0.19, 0.07), vec3(0.0));
    return AURA[int(role + 0.5)];
}
