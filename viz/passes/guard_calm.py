"""The flash guard's first step: what moves fast is blurred along its way, as a longer exposure would.

A wall of tiles that passes by changes each pixel many times a second. Held one by one at whatever they last showed,
pixels would tear the picture into streaks. Where much of a place changes too often, what is drawn is mixed with what
was shown before, in all of its pixels alike and nearly in light: they come near their mean, and hardly one need be
held. It goes by the pictures as they were drawn up to the one before, so that it stays as long as those move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from viz.passes.guard_places import COLUMNS, PLACES, ROWS

if TYPE_CHECKING:
    from viz.gpu.device import Device
    from viz.gpu.targets import Target
    from viz.passes.guard_picture import Picture

EXPOSURE = 0.3
"""Seconds in which all but 1/e of what was shown is gone, where it is as calm as can be."""
TIMES = 3.0
"""When that fades so often within a picture, a twentieth is left of it: nothing."""
BLURS: dict[str, float] = PLACES | {"BLURS": 1, "TIMES": TIMES}
"""What shaders that blur are told."""
CELLS = ROWS + 1, COLUMNS + 1
"""Between the middles of four places, or of fewer and the edge."""
RUNS = CELLS[0] * ((CELLS[1] + 1) // 2)
"""Of cells side by side there are so many at most."""


def faded(elapsed: float) -> float:
    """The seconds since the picture before, of those in which that fades."""
    return max(elapsed, 0.0) / EXPOSURE


class CalmGuard:
    """`find` the cells that are to be calm and `blur` them. A software rasteriser takes no step for pixels to which it
    does not apply; on a GPU every pixel is asked as it is looked at, and nobody needs this."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self.program = device.program("guard_blur", BLURS)
        """It needs to be told how pictures lie in textures."""
        self.calm = device.texture((COLUMNS, ROWS), 1, "f4", label="guard calm")
        """What was given to `find`; shaders read it from every channel."""
        self.calm.swizzle = "RRRR"
        self.program.bind(calm=self.calm)
        self._runs = device.buffer(8 * RUNS, label="guard")
        self._draw = device.vertex_array(self.program, [(self._runs, "2i/i", "run")])
        self._near = np.zeros((ROWS + 2, COLUMNS + 2), bool)
        self._cells = np.zeros((CELLS[0], CELLS[1] + 2), bool)
        self._found = 0

    def find(self, calm: npt.NDArray[np.float32], faded: float) -> bool:
        """Find what is to be blurred; whether there is any. calm: (ROWS, COLUMNS) of places; faded: as told."""
        # In few steps: each is dear amid a frame. Beside all there is a place, and then a cell, that is none.
        near, cells = self._near, self._cells
        if not np.greater(calm, faded / TIMES, out=near[1:-1, 1:-1]).any():
            return False
        high = near[1:] | near[:-1]
        np.logical_or(high[:, 1:], high[:, :-1], out=cells[:, 1:-1])
        ends = np.flatnonzero(cells[:, 1:] != cells[:, :-1]).astype("<i4")
        self._runs.write(ends)
        self.calm.write(calm)
        self.program["faded"] = faded
        self._found = len(ends) // 2
        return True

    def blur(self, picture: Target, old: Picture, new: Picture, abreast: int) -> None:
        """Blur what was found of a picture, where it is to be shown. old: as shown before; abreast: rows of the picture
        that lie side by side in a row of its texture."""
        self._device.state()
        self.program.bind(picture=picture, before=old.shown)
        new.only_shown.use()
        self._draw(6 * abreast, self._found)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._draw, self.program, self.calm, self._runs):
            self._device.release(thing)
