// Colour in linear light.
#include "lib/turns.glsl"

float luminance(vec3 c) { return dot(c, vec3(0.2126, 0.7152, 0.0722)); }

// As far as `pearl` a colour gives way to mother-of-pearl of the same luminance, warm where it is warm and cool where it is cool.
vec3 pearly(vec3 c, float pearl) {
    float warm = clamp(2.0 * (c.r - c.b) / max(c.r + c.g + c.b, 1e-4) + 0.4, 0.0, 1.0);
    return mix(c, luminance(c) * mix(vec3(0.90, 1.00, 1.24), vec3(1.18, 0.97, 0.78), warm), pearl);
}

// Turn the hue by `turns` and keep the luminance, so that running colours do not flicker; red is held below the share at
// which a change would count as a saturated-red transition.
vec3 turn_hue(vec3 c, float turns) {
    vec2 way = direction(turns);
    vec3 axis = vec3(0.57735027);
    vec3 turned = c * way.x + cross(axis, c) * way.y + axis * dot(axis, c) * (1.0 - way.x);
    turned = max(turned, 0.0);
    turned.gb += max(0.0, turned.r * 0.35 - turned.g - turned.b) * 0.5;
    return turned * (luminance(c) / max(luminance(turned), 1e-4));
}
