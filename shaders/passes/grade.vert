// What the grade needs of the moment, found once and not for every pixel.
#include "frame.glsl"

uniform vec4 picture;   // exposure, bloom, vignette, dither (LSB)
uniform vec2 stage;     // curtain, 0 black .. 1 full light; how far the crowd's feelings colour the picture

out vec2 uv;
flat out vec4 developing;  // exposure, bloom, vignette, dither (levels)
flat out vec4 moment;      // curtain, saturation, fear, support

void main() {
    uv = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0;
    developing = vec4(picture.x * frame.glow.z, picture.yz, picture.w / 255.0);
    moment = vec4(stage.x, frame.glow.y, stage.y * frame.crowd.x * (1.0 - 0.7 * frame.crowd.y), stage.y * frame.crowd.y);
    gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}
