// A posture of a figure, turned by one of the atlas's yaws and laid into its cell.
in vec3 place;      // of the figure one unit tall: x to its right, y up, -z ahead
in vec3 normal;
in vec3 worn;       // its matter; where it was before the figure moved: to the right, up
in float posture;   // its number among those of this band

out vec3 facing;    // x to the right on the screen, y up, z to the eye
out vec3 made;      // matter; face: to the right of the nose, up from the chin
out vec4 folds;     // phases of two sets of folds, how deep they are

uniform sampler2D boxes;     // a row a posture, a texel a yaw: left, right, bottom, top of the cell in the figure's units
uniform float slope;         // how steeply from above
uniform vec3 grid;           // yaws; postures of the band, the first of them

vec3 seen(vec3 v, vec2 yaw) {
    vec3 turned = vec3(-v.x * yaw.x - v.z * yaw.y, v.y, v.x * yaw.y - v.z * yaw.x);
    return vec3(turned.x, turned.y - turned.z * slope, turned.z + turned.y * slope);
}

void main() {
    float angle = 3.14159265 * float(gl_InstanceID) / (grid.x - 1.0);
    vec2 yaw = vec2(cos(angle), sin(angle));
    vec3 p = seen(place, yaw);
    vec4 box = texelFetch(boxes, ivec2(gl_InstanceID, int(posture + grid.z)), 0);
    vec2 share = (p.xy - box.xz) / (box.yw - box.xz);
    facing = seen(normal, yaw);
    made = worn;
    float hangs = smoothstep(0.78, 0.30, worn.z), cloth = step(worn.x, 0.4), hair = step(0.5, worn.x) * step(worn.x, 0.8) * step(0.5, worn.z);
    folds = vec4(worn.y * mix(24.0, 60.0, hair) + 1.7 * worn.z, worn.z * 15.0 + worn.y * 7.0, 0.0, 0.0);
    folds.zw = cloth * vec2(0.05 + 0.11 * hangs, 0.09 * (1.0 - hangs)) + vec2(0.10 * hair, 0.0);
    gl_Position = vec4((vec2(gl_InstanceID, posture) + vec2(share.y, 1.0 - share.x)) / grid.xy * 2.0 - 1.0, -p.z * 0.5, 1.0);
}
