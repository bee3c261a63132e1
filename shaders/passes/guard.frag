// The flash guard looks: it keeps what each pixel does, and marks by depth those that may not be shown as they are. No pixel
// flashes: at most four changes of luminance, up and down in turn, in any second; none to saturated red and back. Thresholds:
// WCAG 2.2, general flash and red flash; ITU-R BT.1702 for bright displays.
// define BEGIN as 1: the first picture, which is shown as it is and remembered
// define COPIED as 1: four pixels stand in a texel of the picture, which is what is shown where nothing is mended; 0: one
#include "lib/guard.glsl"

in vec2 uv;
layout(location = 0) out ivec4 kept;
#if COPIED
uniform isampler2D picture;
#else
layout(location = 1) out ivec4 shown;
uniform sampler2D picture;
#endif

// A look at the nearest texel, which a software rasteriser takes in half the time that it needs for a fetch.
void main() {
#if COPIED
    ivec4 four = texture(picture, uv);
#else
    ivec4 four = shown = fetched(picture, ivec2(gl_FragCoord.xy));
#endif
#if BEGIN
    look(four);
    kept = root(y) | (FREE << 16) * ivec4(red) | FRESH;
    gl_FragDepth = 0.25;
#else
    glance(four);
    recall(texture(memory, uv), since);
    kept = remembered();
    gl_FragDepth = any(either(hold, red)) || clock != ivec4(0) ? 0.75 : 0.25;
#endif
}
