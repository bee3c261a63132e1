// A posture of a figure, turned by one of the atlas's yaws and set into its cell.
in vec3 place;      // of the figure one unit tall: x to its right, y up, -z ahead
in vec3 normal;
in vec2 kind;       // what it is made of; the posture's number among those of this band

out vec3 facing;    // x to the right on the screen, y up, z to the eye
out vec3 at;
out float matter;

uniform sampler2D boxes;     // a row a posture, a texel a yaw: left, right, bottom, top of the cell in the figure's units
uniform vec2 pitch;          // cosine and sine of the eye's height above the figure
uniform vec4 grid;           // cells across and up the band; yaws; the first posture of the band

vec3 seen(vec3 v, vec2 yaw) {
    vec3 turned = vec3(-v.x * yaw.x - v.z * yaw.y, v.y, v.x * yaw.y - v.z * yaw.x);
    return vec3(turned.x, turned.y * pitch.x - turned.z * pitch.y, turned.z * pitch.x + turned.y * pitch.y);
}

void main() {
    float angle = 3.14159265 * float(gl_InstanceID) / (grid.z - 1.0);
    vec2 yaw = vec2(cos(angle), sin(angle));
    vec3 p = seen(place, yaw);
    vec4 box = texelFetch(boxes, ivec2(gl_InstanceID, int(kind.y + grid.w)), 0);
    vec2 share = (p.xy - box.xz) / (box.yw - box.xz);
    vec2 sheets = vec2(grid.x / grid.z, grid.y);
    vec2 cell = vec2(mod(kind.y, sheets.x) * grid.z + float(gl_InstanceID), floor(kind.y / sheets.x));
    facing = seen(normal, yaw);
    at = place;
    matter = kind.x;
    gl_Position = vec4((cell + share) / grid.xy * 2.0 - 1.0, -p.z * 0.5, 1.0);
}
