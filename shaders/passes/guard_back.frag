// What the flash guard made steady takes the place of what it made before.
layout(location = 0) out ivec4 kept;
layout(location = 1) out ivec4 shown;

uniform isampler2D steadied;
uniform isampler2D memory;

void main() {
    kept = texelFetch(memory, ivec2(gl_FragCoord.xy), 0);
    shown = texelFetch(steadied, ivec2(gl_FragCoord.xy), 0);
}
