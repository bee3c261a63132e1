// The rectangle of a caption and of the dark ground round it, over the finished picture.
uniform vec4 place;   // of the block of letters: left, bottom, width, height in pixels of the picture
uniform vec3 picture; // the picture's width and height; how far beyond the block the ground ends, in pixels

out vec2 spot; // pixels from the block's upper left corner

void main() {
    const int CORNER[6] = int[6](0, 1, 2, 2, 1, 3);
    int corner = CORNER[gl_VertexID];
    vec2 away = vec2(corner & 1, corner >> 1), beyond = vec2(picture.z);
    vec2 at = mix(-beyond, place.zw + beyond, away);
    spot = vec2(at.x, place.w - at.y);
    gl_Position = vec4((place.xy + at) / picture.xy * 2.0 - 1.0, 0.0, 1.0);
}
