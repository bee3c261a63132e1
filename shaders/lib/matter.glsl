// What a tile is made of, unpacked from its second texel.
// strand: what motifs go by; a number of the row's own 0..1, then bit 6 an even row, bit 7 the row along the outline.
// use: Matter m = matter_of(tile.id)

struct Matter { vec3 albedo; float gloss; vec2 normal; float rise; float chance; vec3 curated; uint strand; };

vec3 painted(uint word) {
    vec3 a = vec3(word & 0xffu, (word >> 8u) & 0xffu, (word >> 16u) & 0xffu) / 255.0;
    return a * a;
}

Matter matter_of(int id) {
    uvec4 t = texelFetch(tile_shapes, in_table(2 * id + 1), 0);
    vec2 n = vec2(float(t.y & 0xffffu), float(t.y >> 16u)) / 65535.0 * 2.0 - 1.0;
    return Matter(painted(t.x), float(t.x >> 24u) / 255.0, n, float(t.z & 0xffffu) / 65535.0, float(t.z >> 16u) / 65535.0, painted(t.w), t.w >> 24u);
}
