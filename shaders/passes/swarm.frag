// A mote of light: a round head, soft at its edge, and a thin tail that fades toward where it came from.
in vec2 spot;              // from the head's middle, in its radii: x ahead, y across
flat in vec4 mote;         // light, linear; length from the head's middle to the tail's end, radii
out vec4 colour;

void main() {
    float head = max(1.0 - dot(spot, spot), 0.0), left = clamp(1.0 + spot.x / mote.w, 0.001, 1.0), across = spot.y / (0.75 * left);
    float tail = max(1.0 - across * across, 0.0) * left;
    head *= head;
    tail *= tail * step(spot.x, 0.0) * min(0.25 * mote.w - 0.5, 1.0);
    // Its heart is whiter than its glow.
    colour = vec4(mote.rgb * (0.55 * head + 0.45 * max(head, tail)) + dot(mote.rgb, vec3(0.45)) * head * head, 1.0);
}
