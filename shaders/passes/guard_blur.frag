// The flash guard blurs: pixels as they are to be looked at take the place of those that were drawn.
#include "lib/levels.glsl"
#include "lib/guard_blur.glsl"

in vec2 uv;
out ivec4 shown;

uniform sampler2D picture;  // a pixel a texel: the other one is being drawn into
uniform isampler2D before;  // shown before

void main() {
    ivec2 at = found(ivec2(gl_FragCoord.xy), rows);
    shown = blurred(fetched(picture, at), texture(before, uv), share_of_blur(at));
}
