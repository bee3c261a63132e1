// Bio-enamel: every tile found from its cell, bevelled, tilted, lit, alive from inside, iridescent; the glitch moves it as
// far as its owner consents, Nova recalibrates it, and a partner's motif runs over it.
#include "frame.glsl"
#include "lib/tile.glsl"
#include "lib/matter.glsl"
#include "lib/motif.glsl"
#include "lib/medium.glsl"
#include "lib/colour.glsl"
#include "lib/line.glsl"
#include "lib/time.glsl"
#include "lib/light.glsl"
#include "lib/reflection.glsl"
#include "lib/haze.glsl"

in vec3 world;
in vec2 place;
flat in vec4 at;
flat in vec4 span;
flat in vec3 light;
flat in ivec4 grid;
flat in float pitch;
flat in vec4 state;
flat in vec3 right;
flat in vec3 design;
flat in vec3 gift;
flat in vec2 toward;
out vec4 colour;

uniform sampler2D far_picture;   // every mosaic small, albedo and cover, for where tiles are finer than pixels
uniform sampler2D far_curated;   // the same of the curated designs
uniform sampler2D film;          // thin-film reflectance by cosine and thickness
uniform vec4 enamel;             // iridescence, inner light, relief, grout light
uniform vec4 glitch_look;        // hue shift (turns), displacement (tiles), tilt, flicker

vec3 far_place(vec2 p, float lod) {
    vec2 inside = clamp(p / span.xy * FAR_MARGIN + 0.5, 0.01, 0.99);
    float cells = grid.w == 0 ? FAR_GREAT : 1.0;
    return vec3((span.zw + inside * cells) * FAR_CELL / vec2(textureSize(far_picture, 0)), lod + log2(cells));
}

// How far a change has come, 0..1, where it arrives at `when` (0 first, 1 last): a soft wave.
float come(float whole, float when) {
    const float WAKE = 0.3;
    return smoothstep(0.0, 1.0, (whole * (1.0 + WAKE) - when) / WAKE);
}

// The smile's own life: light that runs along the rows and breathes, more at the thin incisal edges.
float life(float order, float rise, float chance) {
    float run = 0.5 + 0.5 * sin(6.28318531 * (order * 2.0 + 0.35 * rise - cycles(0.11) + at.x * 0.13));
    return 0.50 + 0.36 * run * run + 0.30 * rise * rise + 0.22 * (chance - 0.5);
}

void main() {
    float metres = max(length(fwidth(place)) * 0.7071, 1e-5);    // mosaic metres a pixel
    float tile_size = at.w / at.z;
    float blur = smoothstep(0.30, 0.70, metres / tile_size);
    vec2 spot = at.xy + place * at.z;
    // The ladder, as `permits` in viz/world/consent.py: no more glitch than consent, hues turn from `colour` on, tiles move
    // from `place` on.
    vec2 may = smoothstep(vec2(0.46, 0.71), vec2(0.5, 0.75), vec2(state.z));
    vec3 m = min(medium_at(spot), vec3(state.zz, 1.0));
    float stir = m.r + 0.6 * m.g;
    vec3 far_at = far_place(place, log2(max(metres * FAR_CELL.x * FAR_MARGIN / span.x, 0.5 / FAR_GREAT)));
    vec3 soft_at = far_place(place, 4.4);
    vec4 far = mix(textureLod(far_curated, far_at.xy, far_at.z), textureLod(far_picture, far_at.xy, far_at.z), design.x);
    float soft = textureLod(far_picture, soft_at.xy, soft_at.z).a;

    Tile t = tile_at(grid, pitch, place, 0.5 * span.xy, glitch_look.y * stir * tile_size * (1.0 - blur) * may.y, 1.0 + 0.10 * m.r * may.y, design.x);
    int id = max(t.id, 0);
    Matter q = matter_of(id);
    // Nova's recalibration runs along the rows.
    float own_design = mix(come(design.x, 0.75 * t.order + 0.25 * q.chance), design.x, blur);
    q.gloss *= own_design;
    q.albedo = mix(q.curated, q.albedo, own_design);
    // What the partner gives comes in from its side, and along the rows; it stays on that side.
    float side = dot(mix(t.centre, place, blur) / span.xy, toward);
    float wave = come(design.y, clamp(0.45 - 0.7 * side, 0.0, 0.7) + mix(0.25 - 0.25 * t.order, 0.12, blur) + 0.05 * q.chance);
    float given = wave * smoothstep(-0.16, 0.14, side) * mix(motif(design.z, t.order, q.rise, side + 0.5, q.strand), 0.72, blur) * (1.0 - q.gloss);
    // Below the pixel no tile may have a say of its own, or the picture would sparkle as the camera drifts.
    q.chance = mix(q.chance, 0.5, blur);
    q.gloss *= 1.0 - blur;
    q.rise = mix(q.rise, 0.6, blur);
    t.order = mix(t.order, 0.5, blur);
    float cover = t.id < 0 ? 0.0 : clamp(0.5 - t.away / metres, 0.0, 1.0);
    cover = mix(cover, far.a, blur);
    vec3 own = min(medium_at(mix(at.xy + t.centre * at.z, spot, blur)), vec3(state.zz, 1.0));
    float hot = own.r, wake = own.g, healed = own.b;

    // Bevel, tilt and the glitch's own tilt; relief fades as tiles shrink below the pixel.
    float bevel = smoothstep(-0.24 * min(t.half_size.x, t.half_size.y), 0.0, t.away);
    float c = cos(t.angle), s = sin(t.angle);
    vec2 e = abs(t.place) / t.half_size;
    vec2 slope = (e.x > e.y ? vec2(sign(t.place.x), 0.0) : vec2(0.0, sign(t.place.y))) * bevel * 0.55;
    slope = vec2(slope.x * c - slope.y * s, slope.x * s + slope.y * c);
    float turn = 6.28318531 * q.chance;
    vec2 tilt = q.normal + slope * enamel.z + vec2(cos(turn), sin(turn)) * (glitch_look.z * may.y * (hot + 0.5 * wake));
    tilt *= 1.0 - blur;
    vec3 normal = vec3(-right.z, 0.0, right.x);
    vec3 n = normalize(normal + right * tilt.x + vec3(0, 1, 0) * tilt.y);

    vec3 view = normalize(frame.eye.xyz - world);
    float facing = clamp(dot(n, view), 0.0, 1.0);
    vec3 bounced = reflect(-view, n);

    // Colour: enamel's shade, the smile's own light, and the hue that the glitch drives along the andamento.
    float shift = glitch_look.x * may.x * (hot + 0.8 * wake * sin(6.28318531 * (t.order * 1.5 + q.chance * 0.3)));
    vec3 albedo = mix(mix(q.albedo, far.rgb * far.rgb / max(far.a * far.a, 0.02), blur), gift, given);
    vec3 glow = turn_hue(mix(light, gift, 0.5 * given), shift);
    float alive = mix(life(t.order, q.rise, q.chance), 0.72, blur);
    float drop = 1.0 - glitch_look.w * wake * smoothstep(0.80, 0.92, q.chance);
    vec3 around = wall_light(spot.x, spot.y);
    vec3 lit = turn_hue(albedo, shift * 0.8) * (around * 0.9 + frame.city.rgb * 0.25 * clamp(n.y + 0.55, 0.0, 1.0) + 0.05);
    vec3 inner = (glow * 0.55 + turn_hue(albedo, shift) * (0.75 + 0.55 * glow)) * 1.15 * alive * mix(0.55, 1.0, q.rise) * enamel.y * frame.glow.x * drop * (1.0 - 0.75 * q.gloss);

    // Thin film over the coat: its thickness differs from tile to tile and runs with the glitch.
    float thick = fract(0.22 + 0.50 * q.chance * 0.6 + 0.25 * t.order + 0.15 * q.rise + 0.35 * stir * may.x);
    vec3 tint = texture(film, vec2(facing, thick)).rgb;
    vec3 shine = hall_reflection(world, bounced) * mix(tint * (1.6 * enamel.x), q.albedo, q.gloss) * (1.0 - 0.5 * blur);
    // Edges hold less of the inner light; a soft lamp along the crown of the vault glints on the coat.
    inner *= 1.0 - 0.45 * bevel * (1.0 - blur) * enamel.z;
    // Seen from nearby the eye has adapted: matter and coat show where from afar there is mostly light.
    inner *= mix(0.50, 1.0, smoothstep(0.02, 0.45, metres / tile_size));
    vec3 lamp = normalize(vec3(0.0, frame.hall.z + frame.hall.w, world.z + 1.5) - world);
    float glint = pow(clamp(dot(n, normalize(lamp + view)), 0.0, 1.0), 42.0) * (1.0 - blur);
    shine += (0.35 + 0.65 * tint) * glint * 0.8 * enamel.x;
    float crest = 4.0 * healed * (1.0 - healed);
    // Gilded repairs that nobody hides any more shine by themselves, and so does the edge of what a partner gives.
    vec3 repair = q.albedo * (q.gloss * design.x * (0.5 + 0.5 * alive)), edge = gift * (4.0 * wave * (1.0 - wave) * (0.15 + 0.85 * given));
    vec3 tile = lit + inner + shine + (repair + 0.5 * edge * (1.0 - blur)) * frame.glow.x + frame.key.rgb * crest * 0.5 * frame.override.w;

    // Grout keeps a little of the light beneath; the slab around the smile is dark and holds its halo.
    float tooth = mix(smoothstep(0.42, 0.15, t.away / tile_size), far.a, blur);
    vec3 halo = light * frame.glow.x * soft;
    vec3 slab = vec3(0.010, 0.013, 0.018) * (0.5 + around * 1.2) + halo * 0.11;
    vec3 grout = mix(slab, glow * frame.glow.x * enamel.w + albedo * 0.015, tooth);
    vec3 result = mix(grout, tile, cover);

    // The slab's rounded outline, with a hair of light around it.
    vec2 half_slab = 0.5 * span.xy + 0.09 * span.y;
    float corner = 0.62 * half_slab.y;
    vec2 o = abs(place) - half_slab + corner;
    float outside = length(max(o, 0.0)) + min(max(o.x, o.y), 0.0) - corner;
    float solid = clamp(0.5 - outside / metres, 0.0, 1.0);
    result += light * frame.glow.x * stripe(outside + 0.010, 0.005, metres) * (0.05 + 1.2 * state.w);
    colour = vec4(in_haze(result, world), solid * mix(0.88, 1.0, max(cover, tooth)));
}
