// What stone and bone are like, baked into one tile that repeats: r relief, g grain, b branching veins, a pores.
// use: vec4 m = matter_at(metres / size of the tile)
uniform sampler2D matter_map;

vec4 matter_at(vec2 at) { return texture(matter_map, at); }
