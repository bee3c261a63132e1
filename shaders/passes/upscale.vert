// Where in the smaller picture the output's pixels lie, in its texels.
uniform sampler2D image;
uniform vec4 part;      // of the image: share of its width and height, and the farthest place that belongs to it

out vec2 at;
flat out vec4 texel;    // of the image, as a share of it; and the farthest place

void main() {
    vec2 uv = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2), texels = vec2(textureSize(image, 0));
    at = uv * part.xy * texels;
    texel = vec4(1.0 / texels, part.zw);
    gl_Position = vec4(uv * 2.0 - 1.0, 0.0, 1.0);
}
