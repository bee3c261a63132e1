// The ground around a smile: dark glass tesserae in courses that bend as the smile does (opus tessellatum), with gold leaf in
// some and in the border. Found by arithmetic, so it needs no table.
// use: Smalto s = smalto_at(place, bow, edge, inset, rim, number); all in mosaic metres, s.away < 0 on a tessera.
#include "lib/hash.glsl"

struct Smalto { float away; vec2 at; vec2 half_size; float chance; float gilt; float turn; };

// bow: how a course rises toward its ends, y = bow x²; edge: of a tessera; inset: inward from the ground's outline, and along it; rim: how
// broad the gilded border is.
Smalto smalto_at(vec2 place, float bow, float edge, vec2 inset, float rim, int number) {
    float border = step(inset.x, rim);
    vec2 size = mix(vec2(1.22, 1.0), vec2(1.0, 1.16), border) * edge;
    vec2 course = vec2(place.x * (1.0 + 0.667 * bow * bow * place.x * place.x), place.y - bow * place.x * place.x);
    course = mix(course, inset.yx, border) / size;
    float row = floor(course.y);
    course.x += (hash01(ivec2(int(row), 7 * number + 3)) + 0.08 * sin(2.1 * course.x + 3.0 * row)) * (1.0 - border);
    float column = floor(course.x);
    uint h = hash(ivec2(int(column) + 512 * number, int(row) + int(border) * 4096));
    vec2 cut = vec2(h & 0xffu, (h >> 8u) & 0xffu) / 255.0;
    vec2 q = (course - vec2(column, row) - 0.5) * size, half_size = 0.5 * size * (0.95 - 0.09 * cut);
    float turn = (cut.x - cut.y) * 0.07, chance = float((h >> 16u) & 0xffu) / 255.0;
    q = vec2(q.x + q.y * turn, q.y - q.x * turn);
    vec2 e = abs(q) - half_size + 0.16 * edge;
    float away = length(max(e, 0.0)) + min(max(e.x, e.y), 0.0) - 0.16 * edge;
    float gilt = max(step(0.965, chance), border * step(0.12, chance));
    return Smalto(away, q, half_size, fract(chance * 61.0), gilt, turn);
}
