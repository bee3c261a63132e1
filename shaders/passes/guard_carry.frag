// What the flash guard showed and knows, at another size: of each pixel the nearest one's.
#include "lib/packed.glsl"

layout(location = 0) out ivec4 kept;
layout(location = 1) out ivec4 shown;

uniform isampler2D before;
uniform isampler2D memory;
uniform ivec3 last;         // of the old picture, as `rows`
uniform vec2 scale;         // pixels of the old picture to one of the new
uniform ivec2 end;          // the old picture's last pixel

void main() {
    ivec2 at = found(ivec2(gl_FragCoord.xy), rows);
    for (int i = 0; i < 4; i++) {
        ivec2 from = min(ivec2((vec2(4 * at.x + i, at.y) + 0.5) * scale), end), four = laid(ivec2(from.x >> 2, from.y), last);
        shown[i] = texelFetch(before, four, 0)[from.x & 3];
        kept[i] = texelFetch(memory, four, 0)[from.x & 3];
    }
}
