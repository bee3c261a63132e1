"""What shows each person: cells of the atlas by what they feel and do and by where the eye is, the light that falls on
them, and what they wear. Found on the GPU once a frame, a texel a person.

Nobody jumps from one cell to the next: about each border between two both are shown, one through the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viz.passes.figure_postures import KINDS, MIRRORED, ROWS
from viz.passes.figure_wardrobe import OUTFITS, wardrobe

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.program import Program

BUILDS, YAWS = 3, 9
"""Bodies in the atlas; sides of each, from the front (0) to the back. From the other hand one is a mirror image."""
COLUMNS = 12
X, Z, HEADING, HEIGHT, PANIC, SUPPORT, OPINION, GAIT, PACE, VOICE, ROLE, VARIETY = range(COLUMNS)
"""Columns of `Frame.people`."""
LINE = 512
"""People side by side in the textures that hold them: no texture is as high as a crowd is large, and lines as long as
these are shared out among a software rasteriser's threads."""
ROOM = 40 * LINE
"""People there is room for: as many as a scene may ask for, and the characters."""
FOUND = ("stance", "cells", "from_left", "from_right", "from_above", "badge", "mind", "dress")
"""What is found of a person, four numbers each: see shaders/passes/figure_choice.frag."""


class FigureChoice:
    """Holds people's rows, and in `found` what shows them."""

    def __init__(self, device: Device, light_map: moderngl.Texture, known: moderngl.Texture) -> None:
        self._device = device
        self._rows = device.texture((3 * LINE, ROOM // LINE), 4, "f4", linear=False, label="people")
        self._wardrobe = _table(device, wardrobe())
        self.found = device.target((LINE, ROOM // LINE), [(4, "f4")] * len(FOUND), linear=False, label="figures found")
        self.program = device.program("figure_choice", _defines())
        self.program.bind(people=self._rows, light_map=light_map, known=known, wardrobe=self._wardrobe)
        self._mesh = device.fullscreen(self.program)
        self._whole = np.zeros((ROOM, COLUMNS), np.float32)
        self._lines = 0

    def write(self, rows: NDArray[np.float32]) -> None:
        """Send the rows (K, 12) of at most ROOM people."""
        self._lines = -(-len(rows) // LINE)
        if self._lines:
            self._whole[: len(rows)] = rows
            self._rows.write(self._whole[: self._lines * LINE], viewport=(0, 0, 3 * LINE, self._lines))

    def find(self) -> None:
        """Choose for everyone whose rows were sent, as the uniform block of the frame says. Leaves `found` in use."""
        into = self.found.framebuffer
        self._device.state()
        into.use()
        into.viewport = (0, 0, LINE, self._lines)
        self._mesh()

    def lend(self, program: Program, **names: str) -> None:
        """Bind to samplers of a program what is found of people, by the names of FOUND."""
        program.bind(**{sampler: self.found.colors[FOUND.index(name)] for sampler, name in names.items()})

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._mesh, self.program, self.found, self._wardrobe, self._rows):
            self._device.release(thing)


def _defines() -> dict[str, object]:
    """The postures' numbers, as the shader knows them."""
    kinds = list(KINDS.values())
    return {
        **{f"IS_{name.upper()}": i for i, name in enumerate(KINDS)},
        "KINDS": len(kinds),
        "FIRST": _array([kind.first for kind in kinds]),
        "COUNT": _array([kind.count for kind in kinds]),
        "ROWS": ROWS,
        "MIRRORED": _array(MIRRORED.tolist()),
        "YAWS": YAWS,
        "BUILDS": f"{BUILDS}.0",
        "OUTFITS": f"{OUTFITS}.0",
    }


def _array(numbers: list[int]) -> str:
    """The numbers as a constant in GLSL."""
    return f"int[{len(numbers)}]({', '.join(map(str, numbers))})"


def _table(device: Device, values: NDArray[np.float32]) -> moderngl.Texture:
    """A texture of numbers (rows, columns, 4)."""
    return device.texture(values.shape[1::-1], 4, "f4", values.tobytes(), linear=False, label="wardrobe")
