// What a tile is made of, unpacked from its second texel.
// use: Matter m = matter_of(tile.id)

struct Matter { vec3 albedo; float gloss; vec2 normal; float rise; float chance; };

Matter matter_of(int id) {
    uvec4 t = texelFetch(tile_shapes, in_table(2 * id + 1), 0);
    vec4 a = vec4(t.x & 0xffu, (t.x >> 8u) & 0xffu, (t.x >> 16u) & 0xffu, t.x >> 24u) / 255.0;
    vec2 n = vec2(float(t.y & 0xffffu), float(t.y >> 16u)) / 65535.0 * 2.0 - 1.0;
    return Matter(a.rgb * a.rgb, a.a, n, float(t.z & 0xffffu) / 65535.0, float(t.z >> 16u) / 65535.0);
}
