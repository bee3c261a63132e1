// Light that people give: what they feel, at the breast; who they are, about them; their voice, before the mouth.
// use: vec3 c = badge_light(vec4(panic, support, opinion, voice), role)

const vec3 VOICE_LIGHT = vec3(0.55, 0.75, 0.80);

// How strongly fear shows, 0..1.
float fear_of(float panic) { return smoothstep(0.25, 0.9, panic); }

// Cold and pale when afraid, warm when people hold each other steady; else a trace of what they think of the nanobots.
vec3 badge_light(vec4 mind, float role) {
    vec3 thought = mix(vec3(0.10, 0.42, 0.50), vec3(0.34, 0.26, 0.50), mind.z) * 0.25;
    float volunteer = step(4.5, role) * step(role, 5.5), principal = step(0.5, role) * step(role, 4.5);
    float warmth = max(smoothstep(0.05, 0.95, mind.y), 0.9 * volunteer);
    return thought + vec3(1.0, 0.58, 0.22) * warmth + vec3(0.42, 0.60, 1.0) * fear_of(mind.x) + principal * 0.4;
}

// By role: none, Nova, Kai, Lumi, Finn, ToothPact, owner of a mosaic.
vec3 aura_of(float role) {
    return vec3[7](vec3(0.0), vec3(0.80, 0.70, 0.95), vec3(0.10, 0.75, 0.80), vec3(0.80, 0.22, 0.75), vec3(1.00, 0.48, 0.10),
        vec3(0.34, 0.19, 0.07), vec3(0.0))[int(role + 0.5)];
}
