// Between levels as displays take them and linear light, both 0..1 (IEC 61966-2-1).
vec3 decoded(vec3 level) {
    return mix(level / 12.92, pow((level + 0.055) / 1.055, vec3(2.4)), greaterThan(level, vec3(0.04045)));
}

vec3 encoded(vec3 light) {
    return mix(12.92 * light, 1.055 * pow(max(light, 1e-6), vec3(1.0 / 2.4)) - 0.055, greaterThan(light, vec3(0.0031308)));
}
