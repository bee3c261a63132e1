// Half as large, by weights of 1 3 3 1 along each side: what stripes would leave behind there is less than their blur does.
in vec2 uv;
out vec4 colour;

uniform sampler2D image;

void main() {
    vec2 side = 0.75 / vec2(textureSize(image, 0));
    vec3 sum = texture(image, uv - side).rgb + texture(image, uv + side).rgb;
    sum += texture(image, uv + vec2(side.x, -side.y)).rgb + texture(image, uv + vec2(-side.x, side.y)).rgb;
    colour = vec4(0.25 * sum, 1.0);
}
