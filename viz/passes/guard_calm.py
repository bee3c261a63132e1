"""The flash guard's first step: what moves fast is blurred along its way, as a longer exposure would.

A wall of tiles that passes by changes each pixel many times a second. Held one by one at whatever they last showed,
pixels would tear the picture into streaks. Where much of a place changes too often, what is drawn is mixed with what
was shown before, in all of its pixels alike and in light: then they come near their mean, and hardly one need be held.
It goes by the picture as it is drawn, so that it stays as long as that moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from viz.passes.flash_meter import ACROSS, COLUMNS, PLACES, ROWS

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.program import Program
    from viz.gpu.targets import Target
    from viz.passes.guard import Picture

EXPOSURE = 0.3
"""Seconds in which all but 1/e of what was shown is gone, where it is as calm as can be."""
RISE, FALL = 0.25, 0.5
"""Seconds in which it becomes so, and in which it ends."""


CELLS = (COLUMNS + 1) * (ROWS + 1)
"""Between the middles of four places, or of fewer and the edge."""


class CalmGuard:
    """`look` at every picture; `map` tells how calm each place is made; `blur` mends what lies there."""

    def __init__(self, device: Device, copies: bool) -> None:
        """copies: four pixels stand in a texel of the picture that it looks at."""
        self._device = device
        self._watch = device.program("guard_watch", PLACES | {"COPIED": int(copies)}, vertex="guard")
        self._calm = device.program("guard_calm", PLACES, vertex="guard")
        self._blur = device.program("guard_mend", PLACES | {"BLURS": 1}, vertex="guard_blur")
        self._draws = {one: device.fullscreen(one) for one in (self._watch, self._calm)}
        self._draw_cells = device.vertex_array(self._blur, [])
        self._watched = device.ping_pong((COLUMNS * ACROSS, ROWS), 4, "i4", label="guard watch")
        self.map = device.ping_pong((COLUMNS, ROWS), 1, label="guard calm")
        self._watch.bind(memory=self._watched)
        self._calm.bind(watched=self._watched, before=self.map)
        self._blur.bind(calm=self.map)

    @property
    def timed(self) -> tuple[Program, Program]:
        """Programs that need to be told what time has passed."""
        return self._watch, self._blur

    def look(self, picture: moderngl.Texture | Target, elapsed: float | None) -> None:
        """Look at a picture as it was drawn. elapsed: seconds since the last one; None: it stands by itself."""
        self._device.state()
        self._watch["begins"] = int(elapsed is None)
        self._watch.bind(picture=picture)
        passed = 60.0 if elapsed is None else max(elapsed, 0.0)
        self._calm["stride"] = passed / FALL, passed / RISE
        self._blur["faded"] = passed / EXPOSURE
        for program, state in ((self._watch, self._watched), (self._calm, self.map)):
            state.write.use()
            self._draws[program]()
            state.swap()

    @property
    def calms(self) -> bool:
        """Whether anything is to be blurred. Waits until all is drawn that was asked for."""
        return bool(np.frombuffer(self.map.snapshot(), "<f4").any())

    def blur(self, picture: Target, old: Picture, new: Picture) -> None:
        """Blur, and then mend, what is calm of a picture as it was drawn; old: as shown before; new: as it is now."""
        self._device.state()
        self._blur.bind(picture=picture, memory=old.kept, before=old.shown)
        new.mend.use()
        self._draw_cells(6 * CELLS)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._draws.values(), *self._draws, self._draw_cells, self._blur, self._watched, self.map):
            self._device.release(thing)
