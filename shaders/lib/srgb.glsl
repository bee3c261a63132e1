// Between levels as displays take them and linear light, both 0..1: fits of our own to sRGB's curve (IEC 61966-2-1), for a power
// costs a software rasteriser too much. Light is off by 0.0005 at most; there and back, a level by 0.11 of 255.
const vec4 DECODING = vec4(0.0457466586, 0.494070234, 0.615796138, -0.156100883);  // by a level, and its powers up to the fourth

vec3 decoded(vec3 level) {
    return level * (DECODING.x + level * (DECODING.y + level * (DECODING.z + level * DECODING.w)));
}

vec4 encoded(vec4 light) {
    vec4 root = sqrt(max(light, 0.0) + 0.001) - 0.0316227766;
    return root * (1.46167672 + light * 0.70758709) - light * (0.86818342 + light * 0.23376801);
}

vec3 encoded(vec3 light) { return encoded(vec4(light, 0.0)).rgb; }
