// Plaster in upright gills, lit by what hangs on it; a line of living light at its foot and its cornice.
#include "frame.glsl"
#include "lib/line.glsl"
#include "lib/vein.glsl"
#include "lib/materials.glsl"
#include "lib/light.glsl"
#include "lib/haze.glsl"
#include "lib/nave.glsl"
#include "lib/medium.glsl"

in vec3 world;
in vec2 strip;
out vec4 colour;

// Light along an edge, with the glow it leaves on the plaster.
float lamp(float away, float half_width, float pixel) { return stripe(away, half_width, pixel) * 0.8 + 0.0026 / (0.012 + away * away); }

void main() {
    vec2 pixel = fwidth(strip);
    float y = strip.y, side = abs(strip.x - LENGTH - HALF_WIDTH) - HALF_WIDTH;
    // On the side walls the gills stand upright; on the end wall they radiate from the great mosaic.
    vec2 d = world.xy - vec2(0.0, 0.60 * SPRINGING);
    float turn = side < 0.0 ? atan(d.x, d.y) * 46.0 : (strip.x + 0.30 * sin(y * 0.9 + strip.x * 0.35)) * 11.0;
    float fine = clamp(1.2 - 0.6 * fwidth(turn), 0.0, 1.0), gill = sin(turn), unit = 1.0 / SCALE;
    float relief = 0.76 + fine * (0.22 * gill + 0.06 * sin(strip.x * 31.0 + 3.0 * sin(y * 9.0)) * sin(y * 23.0));
    float occlusion = 0.45 + 0.55 * smoothstep(0.0, 0.8, y);
    vec4 light = on_wall(strip.x, y);
    vec3 c = PLASTER * relief * occlusion * (light.rgb * 1.35 + frame.haze.rgb * 0.22);
    float lamps = lamp(y * unit - 0.13, 0.020, pixel.y * unit) + lamp((y - SPRINGING) * unit + 0.12, 0.028, pixel.y * unit) * 0.9;
    // The override's front runs over the plaster as a crest of light, caught in the gills.
    float healed = medium_at(strip).b, front = 4.0 * healed * (1.0 - healed);
    c += frame.key.rgb * front * front * (0.5 + 0.5 * relief) * frame.override.w * 0.55;
    // Voices run in the lamps and along the crests of the gills, most beside the ribs.
    float bay = world.z / BAY, off = (bay - floor(bay + 0.5)) * BAY * unit;
    float crest = 0.5 + 0.5 * gill, beside = side < 0.0 ? 0.0 : 1.0 / (1.0 + 4.0 * off * off);
    crest *= crest * crest;
    crest *= crest;
    float wash = (0.07 + 0.55 * mix(0.22, crest * crest, fine)) * (0.25 + beside);
    c += frame.voice.rgb * (light.a * (wash + lamps * 0.9));
    colour = vec4(in_haze(c + vein(strip.x * 0.4 * unit, y * 0.02) * (lamps * 0.42), world), 1.0);
}
