// Neo-Lumine by night, as seen through the glass: layers of the city that stand as boxes round the hall, so that towers lean
// together overhead and streets lie at eye level; a sky with veils and faint stars; lights that drift between the towers.
// define NEAREST as the nearest layer that is seen: 0 the street's other side, 1 towers beyond it, 2 those far off; TRAFFIC 1 where
// lights drift between the towers.
// use: vec3 light = city(point on the glass, unit ray)
#include "frame.glsl"
#include "hall.glsl"
#include "lib/hash.glsl"
#include "lib/time.glsl"

uniform sampler2D skyline;

const vec2 STRIPS[3] = vec2[3](vec2(128.0, 34.0), vec2(256.0, 76.0), vec2(512.0, 150.0));  // metres, as in skyline.frag
const float AWAY[3] = float[3](24.0, 50.0, 125.0);     // metres from the hall's walls
const float GROUND = -0.45;                            // the street lies lower than the hall's floor

vec3 city_sky(vec3 ray) {
    float up = clamp(ray.y, 0.0, 1.0), low = 1.0 - up;
    vec2 over = ray.xz / (0.30 + up);
    vec4 sky = texture(skyline, vec2(0.11 * over.x, 0.755 + 0.24 * abs(fract(over.y * 0.16) * 2.0 - 1.0)));
    float fold = 0.5 + 0.5 * sin(over.x * 1.6 + over.y * 0.7 + 4.0 * sky.g + 6.28318531 * cycles(0.006));
    vec3 night = vec3(0.0006, 0.0011, 0.0030) + frame.haze.rgb * (0.55 * up * (0.5 + 0.7 * sky.b)) + frame.city.rgb * (0.006 + 0.022 * sky.b * sky.b + 0.62 * low * low * low * low * (0.6 + 0.6 * sky.b));
    vec3 aurora = mix(frame.key.rgb, frame.city.rgb, 0.35) * (fold * fold * fold * sky.g * sky.g * (0.14 + 0.20 * low));
    return night + aurora + vec3(0.20, 0.23, 0.26) * (sky.r * up * (1.0 - fold * 0.5));
}

// Where the ray meets the box of a layer: metres along the perimeter from its entrance corner, height, metres of the way.
vec3 meets(vec3 point, vec3 ray, float away) {
    vec2 reach = vec2(HALF_WIDTH, 0.5 * LENGTH) + away, at = vec2(point.x, point.z + 0.5 * LENGTH);
    vec2 way = (reach - at * sign(ray.xz)) / max(abs(ray.xz), vec2(1e-3));
    float run = min(way.x, way.y);
    vec2 p = at + ray.xz * run;
    float along = way.y < way.x ? reach.y + reach.x + p.x : ray.x < 0.0 ? reach.y - p.y - reach.y : reach.y * 2.0 + 2.0 * reach.x + p.y;
    return vec3(along, point.y + ray.y * run, run);
}

// Lights adrift on slow parallel lanes: discs as soft as a lens out of focus draws them.
vec3 traffic(vec3 at, float lanes) {
    float lane = floor(at.y / lanes), way = mod(lane, 2.0) * 2.0 - 1.0;
    float run = at.x / 14.0 + way * cycles(0.0125) * 8.0 + lane * 0.37, which = hash01(ivec2(int(floor(mod(run, 8.0))), int(lane)));
    vec2 off = vec2((fract(run) - 0.5) * 14.0, at.y - (lane + 0.3 + 0.4 * which) * lanes);
    float disc = dot(off, off), glow = step(0.55, which) * smoothstep(2.0, 6.0, at.y) * smoothstep(64.0, 22.0, at.y) / (1.0 + disc * disc * 300.0 + disc * 8.0);
    return mix(mix(frame.key.rgb, vec3(0.9), 0.3), vec3(1.0, 0.70, 0.42), step(0.75, which)) * glow;
}

vec3 city(vec3 point, vec3 ray) {
    vec3 colour = city_sky(ray), warm = vec3(1.0, 0.62, 0.30), cool = mix(frame.key.rgb, vec3(0.75, 0.85, 1.0), 0.55);
    vec3 accent = mix(frame.city.rgb * 1.9, frame.key.rgb, 0.35), other = mix(frame.city.gbr, frame.key.rgb, 0.5) * 1.4;
    float bright = dot(frame.city.rgb, vec3(0.62));
    for (int row = 2; row >= NEAREST; --row) {
        vec3 at = meets(point, ray, AWAY[row]);
        float up = at.y - GROUND, under = step(up, 0.0), height = mix(up, -up * 1.15, under) / STRIPS[row].y;
        vec4 city = texture(skyline, vec2(at.x / STRIPS[row].x + 0.31 * float(row), (float(row) + clamp(height, 0.006, 0.994)) * 0.25));
        float wet = mix(1.0, 0.42, under), body = max(city.a, under) * step(height, 0.994);
        // Aerial perspective: the farther a row, the more the city's own haze stands before it, most near the street.
        float mist = (0.04 + 0.21 * float(row)) * (0.16 + exp(-height * (3.6 - 0.7 * float(row))));
        float band = row > 0 ? 0.8 : 0.62 + 0.38 * sin(at.y * 0.9 + at.x * 0.35 - 6.28318531 * cycles(0.11));
        vec3 hue = mix(accent, other, step(0.5, fract(at.x / 37.0)));
        vec3 lit = (warm * city.r + cool * city.g) * (bright * (1.25 - 0.28 * float(row))) + hue * (city.b * band * (0.55 - 0.13 * float(row)));
        colour = mix(colour, frame.city.rgb * mist + lit * wet, body);
#if TRAFFIC
        if (row == 1) colour += traffic(at, 4.5) * (1.8 * bright);
#endif
    }
    return colour;
}
