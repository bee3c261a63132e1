"""What the flash guard sees of the wall, place by place: how much changes there, and its mean light.

A place is a share of the wall, so that a picture costs the same at every size. Of each, the same texels are looked at
in every picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.gpu.program import Program
    from viz.gpu.targets import Target

COLUMNS, ROWS = 40, 24
"""Places across and up. On a wall nine metres wide one is 23 cm wide: from three metres on, small by WCAG 2.2."""
ACROSS = 4
"""At how many texels of four pixels it looks in each."""
ABREAST = 3
"""Rows of places that lie side by side in what a software rasteriser draws: it has a core for each 64 pixels across."""
PLACES = {"COLUMNS": COLUMNS, "ROWS": ROWS, "ACROSS": ACROSS}
"""What shaders that look at places are told."""
RISE, FALL = 0.25, 0.5
"""Seconds in which a place becomes as calm as can be, and in which that ends."""


class GuardPlaces:
    """`look` at every picture as it was drawn, and `measure` what is shown of it; then `known` is what is known."""

    def __init__(self, device: Device, abreast: int) -> None:
        """abreast: rows of places that lie side by side in what is drawn, a texel a place."""
        self._device = device
        self.size = COLUMNS * abreast, ROWS // abreast
        """Of what is drawn."""
        self.defines = PLACES | {"ABREAST": abreast}
        """What shaders are told that look at what is drawn."""
        self._watch = device.program("guard_watch", PLACES, vertex="guard")
        self._measure = device.program("guard_places", self.defines, vertex="guard")
        self._draws = {one: device.fullscreen(one) for one in (self._watch, self._measure)}
        self._watched = device.ping_pong((COLUMNS * ACROSS, ROWS), 4, "i4", label="guard watch")
        self.known = device.ping_pong(self.size, 4, label="guard places")
        """Of each place: mean luminance as it is shown, and as it was shown before; how calm the next
        picture is to be made, and this one was."""
        self._watch.bind(memory=self._watched)
        self._measure.bind(watched=self._watched, known=self.known)

    @property
    def timed(self) -> Program:
        """A program that needs to be told what time has passed."""
        return self._watch

    @property
    def laid(self) -> tuple[Program, Program]:
        """Programs that need to be told how pictures lie in textures."""
        return self._watch, self._measure

    def look(self, picture: Target, elapsed: float | None) -> None:
        """Look at a picture as it was drawn. elapsed: seconds since the last one; None: it stands by itself."""
        self._watch["begins"] = int(elapsed is None)
        passed = 60.0 if elapsed is None else max(elapsed, 0.0)
        self._measure["stride"] = passed / FALL, passed / RISE
        self._watch.bind(picture=picture)
        self._device.state()
        self._watched.step(self._draws[self._watch])

    def measure(self, shown: moderngl.Texture, before: moderngl.Texture, same: bool) -> None:
        """Measure what is to be shown, and what was shown before. same: that is to the bit what was measured last."""
        self._measure["same"] = int(same)
        self._measure.bind(shown=shown, before=before)
        self._device.state()
        self.known.step(self._draws[self._measure])

    @property
    def calm(self) -> npt.NDArray[np.float32]:
        """(ROWS, COLUMNS) how calm places are to be, 0..1. Waits until that is known."""
        told = np.frombuffer(self.known.snapshot(), "<f4").reshape(ROWS, COLUMNS, 4)
        return np.ascontiguousarray(told[..., 2])

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._draws.values(), *self._draws, self._watched, self.known):
            self._device.release(thing)
