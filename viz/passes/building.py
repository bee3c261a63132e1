"""The building as shaders know it: what never changes while a hall stands, as constants in a file that they include."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.passes.base import STRIP_HEIGHT
from viz.passes.light import REGIONS, SIZE

if TYPE_CHECKING:
    from viz.world.hall import Hall

INCLUDE = "hall.glsl"
_SCALE = 6.5
"""Half the width of the hall, in metres, that everything which grows with the building was drawn for."""


def measures(hall: Hall) -> str:
    """The file's text. Constants and no uniforms: what is computed from constants alone is computed once, and not for
    every pixel."""
    window = hall.window
    numbers = {
        "HALF_WIDTH": hall.width / 2,
        "LENGTH": hall.length,
        "SPRINGING": hall.wall,
        "RISE": hall.apex - hall.wall,
        "SCALE": hall.width / 2 / _SCALE,
        "BAY": hall.bay,
        "RIBS": hall.bays,
        "WINDOW_HALF": window.half,
        "WINDOW_SILL": window.sill,
        "WINDOW_SPRINGING": window.springing,
        "WINDOWS": len(hall.glazed),
    }
    lines = ["// Metres; how many bays and ribs, and windows a side; SCALE is 1 in a hall 13 m wide."]
    lines += [f"const float {name} = {float(value)!r};" for name, value in numbers.items()]
    lines += [
        "// The unrolled walls, metres; the light map and its regions (x, y, width, height), texels.",
        f"const vec2 STRIP = {_vector(hall.strip_length, hall.wall * STRIP_HEIGHT)};",
        f"const vec2 LIGHT_MAP = {_vector(*SIZE)};",
        *(f"const vec4 {name.upper()} = {_vector(*region)};" for name, region in REGIONS.items()),
    ]
    return "\n".join(lines) + "\n"


def _vector(*parts: float) -> str:
    return f"vec{len(parts)}({', '.join(repr(float(part)) for part in parts)})"
