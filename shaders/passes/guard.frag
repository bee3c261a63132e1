// The flash guard looks: it keeps what each pixel does, and marks by depth those that may not be shown as they are. No pixel
// flashes: at most four changes of luminance, up and down in turn, in any second; none to saturated red and back. Thresholds:
// WCAG 2.2, general flash and red flash; ITU-R BT.1702 for bright displays.
// define BEGIN as 1: the first picture, which is shown as it is and remembered; on a GPU guard_mend.frag looks at those that come
// define COPIED as 1: four pixels stand in a texel of the picture, which is what is shown where nothing is mended; 0: one
#include "lib/guard.glsl"
#include "lib/packed.glsl"

in vec2 uv;
layout(location = 0) out ivec4 kept;
#if COPIED
uniform isampler2D picture;
#else
layout(location = 1) out ivec4 shown;
uniform sampler2D picture;
#endif

int begun(int one) {
    look(one);
    return root(y) | (FREE << 16) * int(red) | FRESH;
}

// A look at the nearest texel takes a software rasteriser half as long as a fetch.
void main() {
#if COPIED
    ivec4 four = texture(picture, uv);
#else
    ivec4 four = shown = fetched(picture, found(ivec2(gl_FragCoord.xy), rows));
#endif
#if BEGIN
    kept = ivec4(begun(four.x), begun(four.y), begun(four.z), begun(four.w));
#else
    ivec4 was = texture(memory, uv);
    kept = ivec4(passed_by(four.x, was.x), passed_by(four.y, was.y), passed_by(four.z, was.z), passed_by(four.w, was.w));
#endif
    gl_FragDepth = marked ? 0.75 : 0.25;
}
