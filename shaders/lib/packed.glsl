// A picture lies in texels of four pixels, with some of its rows side by side in a row of texels: see viz/passes/guard_picture.py.
uniform ivec3 rows;     // texels in a row of the picture; its rows; how many of them lie side by side

// Where a picture's texel lies.
ivec2 laid(ivec2 at, ivec3 rows) { return ivec2(at.y % rows.z * rows.x + at.x, at.y / rows.z); }

// Which of a picture's texels lies there. In floats, which a software rasteriser divides eight at a time: exact up to 2^22.
ivec2 found(ivec2 texel, ivec3 rows) {
    int row = int((float(texel.x) + 0.5) / float(rows.x));
    return ivec2(texel.x - row * rows.x, texel.y * rows.z + row);
}
