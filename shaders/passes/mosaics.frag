// Bio-enamel: tesserae of enamel over dentine in a ground of dark glass. Every pixel finds its tile; the glitch moves it as far
// as its owner consents, Nova recalibrates it, and a partner's motif runs over it. A newcomer is laid before one's eyes.
// define FAR as 1: no tile is seen; 0: as pixels have them
#include "frame.glsl"
#include "lib/when.glsl"
#include "lib/tile.glsl"
#include "lib/smalti.glsl"
#include "lib/matter.glsl"
#include "lib/motif.glsl"
#include "lib/medium.glsl"
#include "lib/lift.glsl"
#include "lib/slab.glsl"
#include "lib/colour.glsl"
#include "lib/line.glsl"
#include "lib/time.glsl"
#include "lib/turns.glsl"
#include "lib/light.glsl"
#include "lib/reflection.glsl"
#include "lib/haze.glsl"

in vec3 world;
in vec2 place;
flat in vec4 at;
flat in vec4 span;
flat in vec3 light;
flat in ivec4 grid;
flat in vec2 laid;       // pitch of the cells, bow of the smile
flat in vec4 state;
flat in vec3 right;
flat in vec3 beam;       // toward the picture light
flat in vec3 design;
flat in vec3 gift;
flat in vec2 toward;
flat in float arrival;
out vec4 colour;

uniform sampler2D far_picture;   // every mosaic small, albedo and cover, for where tiles are finer than pixels
uniform sampler2D far_curated;   // the same of the curated designs
uniform sampler2D film;          // thin-film reflectance by cosine and thickness
uniform vec4 enamel;             // iridescence, inner light, relief, grout light
uniform vec4 glitch_look;        // hue shift (turns), displacement (tiles), tilt, flicker
uniform float lamp;              // of the picture lights
uniform vec2 lifted;             // share of tiles that may leave the wall, and how far

const vec3 LAMP = vec3(1.0, 0.93, 0.82), UP = vec3(0.0, 1.0, 0.0);

vec2 far_place(vec2 p) {
    vec2 inside = clamp(p / span.xy * FAR_MARGIN + 0.5, 0.01, 0.99);
    return (span.zw + inside * (grid.w == 0 ? FAR_GREAT : 1.0)) * FAR_CELL / vec2(textureSize(far_picture, 0));
}

// How far a change has come, 0..1, where it arrives at `when` (0 first, 1 last): a soft wave.
float come(float whole, float when) {
    const float WAKE = 0.3;
    return smoothstep(0.0, 1.0, (whole * (1.0 + WAKE) - when) / WAKE);
}

// The smile's own life: light that runs along the rows and breathes, more at the thin incisal edges.
float life(float order, float rise, float chance) {
    float run = 0.5 + 0.5 * sine(order * 2.0 + 0.35 * rise - cycles(0.11) + at.x * 0.13);
    return 0.42 + 0.62 * run * run + 0.30 * rise * rise + 0.30 * (chance - 0.5);
}

// Bands of the smile slide past each other where there is unrest, each at its own slow beat.
float shear(float tile_size, float unrest) {
    float band = floor(place.y / (2.6 * tile_size) + 0.5);
    float own = hash01(ivec2(int(band) + 64, grid.w)), slip = wave(0.21, own) * wave(0.13, own * 7.0);
    return slip * step(0.45, own) * smoothstep(0.1, 0.5, unrest) * tile_size;
}

void main() {
    float metres = max(length(fwidth(place)) * 0.7071, 1e-5);    // mosaic metres a pixel
    float tile_size = at.w / at.z;
#if FAR
    const float blur = 1.0, macro = 0.0;
#else
    float blur = smoothstep(0.30, DISSOLVED, metres / tile_size), macro = 1.0 - smoothstep(0.015, 0.06, metres / tile_size);
#endif
    vec2 spot = at.xy + place * at.z;
    vec3 normal = vec3(-right.z, 0.0, right.x), view = normalize(frame.eye.xyz - world);
    vec3 seen = vec3(dot(view, right), view.y, max(dot(view, normal), 0.05));
    // The ladder, as `permits` in viz/world/consent.py: no more glitch than consent, hues turn from `colour` on, tiles move
    // from `place` on.
    vec2 may = smoothstep(vec2(0.46, 0.71), vec2(0.5, 0.75), vec2(state.z));
    vec4 m = min(medium_at(spot), vec4(state.zz, 1.0, state.z));
    float stir = m.r + 0.6 * m.g, moves = glitch_look.y * may.y * (1.0 - blur);
    // Looked at everywhere: with the GPU's own choice of a level that costs less than to choose where, and how fine.
    vec2 far_at = far_place(place);
    vec4 far = mix(texture(far_curated, far_at), texture(far_picture, far_at), design.x);
    vec4 soft = textureLod(far_picture, far_at, grid.w == 0 ? 4.0 + log2(FAR_GREAT) : 4.0);

    // The tile: its face, or its flank where the eye looks past a face; where there is neither, the ground.
    float height = 0.26 * tile_size * enamel.z * (1.0 - blur);
    vec2 slant = -seen.xy / max(seen.z, 0.5) * height;
    vec2 slid = place + vec2(moves * shear(tile_size, m.a), 0.0);
    Tile t = Tile(-1, vec2(0.0), vec2(1.0), vec2(0.0), vec2(1.0, 0.0), 0.5, 1e3, 0.0, 0.0);
    WHEN(blur < 1.0) t = tile_at(grid, laid.x, slid, 0.5 * span.xy, slant, moves * stir * tile_size, 1.0 + 0.10 * m.r * may.y, design.x, metres);
    Matter q = Matter(vec3(0.0), 0.0, vec2(0.0), 0.6, 0.5, vec3(0.0), 0u);
    WHEN(t.id >= 0) {
        q = matter_of(t.id);
        // Where it is wildest, tiles are taken for their neighbours' neighbours.
        float swap = step(1.0 - 0.9 * moves, hash01(uint(t.id))) * smoothstep(0.25, 0.6, m.a) * step(1e-3, moves);
        WHEN(swap > 0.0) {
            Matter taken = matter_of(max(t.id - 23 - int(q.chance * 40.0), 0));
            q.albedo = mix(q.albedo, taken.albedo, swap), q.curated = mix(q.curated, taken.curated, swap);
        }
    }
    // Who is in the air is not in its bed.
    vec4 own = min(medium_at(mix(at.xy + t.centre * at.z, spot, blur)), vec4(state.zz, 1.0, state.z));
    float hot = own.r, wake = own.g, healed = own.b;
    float gone = step(q.chance, lifted.x) * smoothstep(0.01, 0.04, lift(own.a, lifted.y * may.y * settled(arrival))) * (1.0 - blur);
    // Nova's recalibration runs along the rows.
    float own_design = mix(come(design.x, 0.75 * t.order + 0.25 * q.chance), design.x, blur);
    q.gloss *= own_design;
    q.albedo = mix(q.curated, q.albedo, own_design);
    // What the partner gives comes in from its side, and along the rows; it stays on that side.
    float side = dot(mix(t.centre, place, blur) / span.xy, toward);
    float wave_of = come(design.y, clamp(0.45 - 0.7 * side, 0.0, 0.7) + mix(0.25 - 0.25 * t.order, 0.12, blur) + 0.05 * q.chance);
    float given = wave_of * smoothstep(-0.16, 0.14, side) * mix(motif(design.z, t.order, q.rise, side + 0.5, q.strand), 0.72, blur) * (1.0 - q.gloss);
    // Below the pixel no tile may have a say of its own, or the picture would sparkle as the camera drifts.
    q.chance = mix(q.chance, 0.5, blur);
    q.gloss *= 1.0 - blur;
    q.rise = mix(q.rise, 0.6, blur);
    t.order = mix(t.order, 0.5, blur);
    float face = t.id < 0 ? 0.0 : max(t.cover, t.flank) * (1.0 - gone);
    // A newcomer's ground is laid from the midline outward, then its tiles, each with a little of the smile's light.
    float from_midline = min(abs(2.0 * mix(t.centre.x, place.x, blur) / span.x), 1.0);
    float set = come(max(arrival - 0.2, 0.0) / 0.8, 0.66 * from_midline + 0.16 * q.rise + 0.18 * q.chance);
    float cover = mix(face, far.a, blur) * set;

    // The ground, and its gilded border.
    vec2 half_slab = half_slab_of(span.xy);
    float corner = CORNER * half_slab.y, edge = 1.15 * tile_size, rim_width = 1.16 * edge * max(1.0, floor(0.028 * half_slab.y / edge));
    vec2 o = abs(place) - half_slab + corner;
    float outside = length(max(o, 0.0)) + min(max(o.x, o.y), 0.0) - corner;
#if FAR
    const float fine = 0.0;
#else
    float fine = 1.0 - smoothstep(0.28, 0.60, metres / edge);
#endif
    Smalto g = Smalto(0.0, vec2(0.0), vec2(1.0), 0.5, mix(0.06, 1.0, clamp((rim_width + outside) / metres + 0.5, 0.0, 1.0) * min(rim_width / metres, 1.0)), 0.0);
    WHEN(fine > 0.0) {
        Smalto laid_there = smalto_at(place + slant * 0.5, laid.y, edge, vec2(-outside, o.x > o.y ? place.y : place.x), rim_width, grid.w);
        g.away = laid_there.away, g.at = laid_there.at, g.half_size = laid_there.half_size;
        g.chance = mix(0.5, laid_there.chance, fine), g.gilt = mix(g.gilt, laid_there.gilt, fine);
    }
    float bed = come(min(arrival / LAID, 1.0), 0.72 * min(abs(place.x) / half_slab.x, 1.0) + 0.28 * g.chance);
    // A joint is narrow: where the pixel is broader, the next tessera is in it too.
    float joint_width = 0.10 * edge, stone = clamp(0.5 - g.away / metres, 0.0, 1.0) + clamp(0.5 - (joint_width - g.away) / metres, 0.0, 1.0);
    stone = mix(0.86, min(stone, 1.0), fine);

    // Bevel and tilt. Relief fades as tiles shrink below the pixel.
    vec2 half_size = mix(g.half_size, t.half_size, cover), local = mix(g.at, t.place, cover), e = abs(local) / half_size;
    float away = mix(g.away, t.away, cover), round_off = 0.30 * min(half_size.x, half_size.y);
    float bevel = smoothstep(-max(round_off, metres), 0.0, away) * min(round_off / metres, 1.0);
    float c = mix(1.0, t.axis.x, cover), s = t.axis.y * cover;
    vec2 slope = (e.x > e.y ? vec2(sign(local.x), 0.0) : vec2(0.0, sign(local.y))) * mix(bevel * 0.55, 2.4, t.flank);
    // A face is a little domed, and close to, the growth lines of enamel run across it.
    slope += local / half_size * 0.03;
    slope = vec2(slope.x * c - slope.y * s, slope.x * s + slope.y * c);
    float grain = 0.5;
    vec2 rough = vec2(0.0);
    WHEN(macro > 0.0) {
        vec2 p = place / tile_size;
        float lines = sin(46.0 * p.y + 5.0 * sin(p.x * 1.7 + q.chance * 9.0)) + 0.5 * sin(117.0 * p.y + 3.0 * sin(p.x * 2.9));
        grain = mix(0.5, 0.7 * value_noise(p * 23.0) + 0.3 * value_noise(p * vec2(140.0, 61.0)), macro);
        rough = vec2(0.10 * (grain - 0.5), 0.05 * lines * cover) * macro;
    }
    vec2 tilt = q.normal + direction(q.chance) * (glitch_look.z * may.y * (hot + 0.5 * wake));
    tilt = mix(direction(g.chance * 17.0) * (0.05 + 0.16 * fract(g.chance * 29.0)) * fine, tilt, cover);
    tilt = (tilt + slope * enamel.z) * (1.0 - blur);
    vec3 n = normalize(normal + right * tilt.x + UP * tilt.y);
    float facing = clamp(dot(n, view), 0.0, 1.0);
    vec3 bounced = reflect(-view, n);

    // Colour: enamel's shade, the smile's own light, and the hue that the glitch drives along the andamento.
    vec3 albedo = mix(mix(q.albedo, far.rgb * far.rgb / max(far.a * far.a, 0.02), blur), gift, given);
    // Excitement drives the pearl out of them.
    float pearl = frame.life.z * (1.0 - smoothstep(0.05, 0.5, hot + wake)) * (1.0 - 0.6 * given);
    albedo = pearly(albedo, pearl) * (0.90 + 0.2 * grain);
    vec3 glow = pearly(mix(light, gift, 0.5 * given), pearl);
    WHEN(may.x * (hot + wake) > 1e-3) {
        float chase = sine(t.order * 1.5 + q.chance * 0.3 - cycles(0.17));
        float shift = glitch_look.x * may.x * (hot * (1.0 + 0.35 * chase) + 0.8 * wake * chase);
        albedo = turn_hue(albedo, 0.8 * shift), glow = turn_hue(glow, shift);
    }
    float alive = mix(life(t.order, q.rise, q.chance), 0.80, blur), thin = smoothstep(0.72, 1.0, q.rise);
    float drop = 1.0 - glitch_look.w * wake * smoothstep(0.80, 0.92, q.chance);
    vec3 around = wall_light(spot.x, spot.y);

    // Lit by the room, by the sky through the vault, and by the picture light above, which grazes the wall.
    float upper = clamp(0.62 + 0.42 * place.y / span.y, 0.0, 1.0);
    vec3 lamps = LAMP * (lamp * frame.glow.w * upper * upper);
    float wrapped = clamp((dot(n, beam) + 0.45) / 1.45, 0.0, 1.0);
    vec3 received = around * 0.9 + frame.city.rgb * 0.25 * clamp(n.y + 0.55, 0.0, 1.0) + 0.05 + lamps * wrapped * wrapped;
    // Enamel scatters blue and lets amber through; the edge has no dentine behind it.
    vec3 body = albedo * (1.0 + vec3(0.10, 0.0, -0.16) * (wrapped - 0.6) * step(0.01, lamp));
    vec3 opal = vec3(0.40, 0.62, 1.0) * (0.16 * thin * (1.0 - facing * facing) * (1.0 - blur));
    vec3 lit = (body + opal * step(0.01, lamp)) * received * mix(1.0, 0.70, t.flank);

    // The life within: a core of light under each face, seen through it from wherever one stands.
    vec2 depth = local / half_size - 0.55 * slant / tile_size;
    float core = mix(exp(-1.4 * dot(depth, depth)) * 1.5, 0.72, blur) + 0.4 * t.flank;
    vec3 inner = (glow * 0.10 + albedo * (0.16 + 0.36 * glow)) * (alive * core * mix(0.55, 1.0, q.rise) * drop * (1.0 - 0.75 * q.gloss));
    inner *= enamel.y * frame.glow.x;

    // Thin film over the coat: its thickness differs from tile to tile and runs with the glitch.
    float thick = fract(0.22 + 0.30 * q.chance + 0.25 * t.order + 0.15 * q.rise + 0.06 * grain + 0.35 * stir * may.x);
    vec3 tint = texture(film, vec2(facing, thick)).rgb;
    vec3 mirrored = hall_reflection(world, bounced);
    vec3 half_way = normalize(beam + view), scratched = normalize(n + right * rough.x + UP * rough.y);
    float sharp = clamp(dot(scratched, half_way), 0.0, 1.0), glint = sharp * sharp;
    glint *= glint, glint *= glint, glint *= glint;
    float pinpoint = glint * glint * glint;
    glint = mix(glint * 0.35 + pinpoint * pinpoint * 1.6, 0.06, blur);   // far away, the mean of many faces
    vec3 coat = mix(tint * (1.6 * enamel.x), q.albedo, q.gloss) * mix(1.0, 0.35, t.flank) * (1.0 - 0.3 * blur);
    vec3 shine = mirrored * coat + (0.30 + 0.70 * tint) * (glint * enamel.x) * (lamps + frame.key.rgb * 0.25);
    float crest = 4.0 * healed * (1.0 - healed);
    // Gilded repairs that nobody hides any more shine by themselves, and so does the edge of what a partner gives.
    vec3 repair = q.albedo * (q.gloss * design.x * (0.5 + 0.5 * alive)), rim = gift * (4.0 * wave_of * (1.0 - wave_of) * (0.15 + 0.85 * given));
    vec3 tile = lit + inner + shine + (repair + 0.5 * rim * (1.0 - blur)) * frame.glow.x + frame.key.rgb * crest * 0.5 * frame.override.w
        + light * (3.0 * set * (1.0 - set) * frame.glow.x);

    // Dark glass takes the smile's light; gold leaf mirrors the hall. Joints keep a little of the light beneath.
    float tooth = mix(smoothstep(0.26, 0.06, t.away / tile_size), far.a, blur) * set, shade = mix(1.0, smoothstep(0.0, 0.5, t.away / tile_size), 0.6 * (1.0 - blur));
    vec3 near = soft.rgb * soft.rgb / max(soft.a, 0.05) * soft.a * (light * 0.75 + 0.25) * (frame.glow.x * enamel.y * arrival);
    vec3 glass = mix(vec3(0.010, 0.015, 0.026), light * 0.030 + vec3(0.006, 0.008, 0.014), 0.5) * (0.15 + 1.9 * g.chance * g.chance);
    vec3 gold = vec3(0.62, 0.40, 0.13) * (0.75 + 0.5 * g.chance);
    vec3 ground = mix(glass, gold * 0.30, g.gilt) * (received * 0.8 + near * 4.0) + near * 0.02;
    float fresnel = 0.05 + 0.5 * pow(1.0 - facing, 4.0);
    ground += (mirrored * mix(vec3(fresnel), gold * (0.40 + 1.3 * state.w), g.gilt) + glint * mix(vec3(0.10), gold * 1.5, g.gilt) * lamps) * step(0.001, enamel.x);
    vec3 joint = vec3(0.006, 0.008, 0.011) * received + near * 0.03;
    ground = mix(joint, ground * shade, stone);
    vec3 grout = mix(ground, glow * frame.glow.x * enamel.w + albedo * 0.015 + near * 0.02, tooth);
    vec3 result = mix(grout, tile, cover);
    float solid = clamp(0.5 - outside / metres, 0.0, 1.0) * bed;
    colour = vec4(in_haze(result, world), solid);
}
