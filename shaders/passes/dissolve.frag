// The last picture of the camera's take before, over what comes.
out vec4 colour;

uniform sampler2D left;
uniform float share;    // of that picture

void main() { colour = vec4(texelFetch(left, ivec2(gl_FragCoord.xy), 0).rgb, share); }
