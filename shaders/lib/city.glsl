// Neo-Lumine by night, as seen through the glass: sky, three rows of towers with lit windows, lights that drift between them.
// use: vec3 light = city(point on the glass, ray direction)
#include "frame.glsl"
#include "lib/hash.glsl"
#include "lib/time.glsl"

uniform sampler2D skyline;

const float FULL_HEIGHT = 92.0;   // metres a row of the skyline is high at its own distance
const float FULL_WIDTH = 330.0;

vec3 city_sky(vec3 ray) {
    float up = clamp(ray.y, 0.0, 1.0);
    vec3 night = mix(frame.city.rgb * 0.42, frame.city.rgb * 0.05 + vec3(0.002, 0.004, 0.012), sqrt(up));
    vec2 sky = ray.xz / (0.25 + up);
    float veil = 0.5 + 0.5 * sin(sky.x * 2.3 + 1.7 * sin(sky.y * 1.9 + wave(0.004, 0.0)) + wave(0.003, 0.3));
    return night + frame.key.rgb * 0.05 * veil * veil * (1.0 - up);
}

vec3 city(vec3 point, vec3 ray) {
    vec3 colour = city_sky(ray);
    bool ahead = abs(ray.z) > abs(ray.x);
    float toward = max(ahead ? abs(ray.z) : abs(ray.x), 0.05);
    for (int row = 2; row >= 0; --row) {
        float far = 30.0 + 42.0 * float(row), size = 0.55 + 0.5 * float(row);
        vec3 p = point + ray * (far / toward);
        float height = (p.y + 8.0) / (FULL_HEIGHT * size), across = (ahead ? p.x : p.z + 37.0) / (FULL_WIDTH * size) + 0.37 * float(row);
        vec2 at = vec2(across, (float(row) + clamp(height, 0.004, 0.996)) / 3.0);
        vec4 tower = texture(skyline, at);
        float body = tower.a * step(height, 1.0);
        float mist = exp(-max(height, 0.0) * 2.6);
        vec3 lamp = mix(mix(frame.city.rgb, vec3(1.0, 0.66, 0.34), 0.45), frame.key.rgb * 0.8 + 0.1, tower.g);
        vec3 wall = frame.city.rgb * (0.030 + (0.10 + 0.07 * float(row)) * (0.3 + mist)) ;
        colour = mix(colour, wall + lamp * tower.r * (0.9 - 0.2 * float(row)) + frame.key.rgb * tower.b * 0.55, body);
    }
    // Lights adrift between the towers, on slow parallel lanes.
    vec3 p = point + ray * (40.0 / toward);
    float lane = floor(p.y / 5.0), run = (ahead ? p.x : p.z) / 16.0 + (mod(lane, 2.0) * 2.0 - 1.0) * cycles(0.0125) * 8.0 + lane * 0.37;
    float away = length(vec2((fract(run) - 0.5) * 16.0, p.y - (lane + 0.5) * 5.0));
    float spark = step(0.6, hash01(ivec2(int(floor(mod(run, 8.0))), int(lane)))) * step(3.0, p.y);
    return colour + mix(frame.key.rgb, vec3(1.0, 0.75, 0.45), 0.5) * spark * 0.035 / (0.02 + away * away * 1.5);
}
