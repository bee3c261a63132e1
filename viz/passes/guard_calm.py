"""The flash guard's first step: what moves fast is blurred along its way, as a longer exposure would.

A wall of tiles that passes by changes each pixel many times a second. Held one by one at whatever they last showed,
pixels would tear the picture into streaks. Where much of a place changes too often, what is drawn is mixed with what
was shown before, in all of its pixels alike and in light: then they come near their mean, and hardly one need be held.
It goes by the pictures as they were drawn up to the one before, so that it stays as long as those move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.passes.guard_places import COLUMNS, PLACES, ROWS

if TYPE_CHECKING:
    from viz.gpu.device import Device
    from viz.gpu.program import Program
    from viz.gpu.targets import PingPong, Target
    from viz.passes.guard import Picture

EXPOSURE = 0.3
"""Seconds in which all but 1/e of what was shown is gone, where it is as calm as can be."""
CELLS = (COLUMNS + 1) * (ROWS + 1)
"""Between the middles of four places, or of fewer and the edge."""


class CalmGuard:
    """`blur` mends what lies in calm places."""

    def __init__(self, device: Device, known: PingPong) -> None:
        """known: of places, see GuardPlaces."""
        self._device = device
        self._blur = device.program("guard_mend", PLACES | {"BLURS": 1}, vertex="guard_blur")
        self._draw_cells = device.vertex_array(self._blur, [])
        self._blur.bind(known=known)

    @property
    def timed(self) -> Program:
        """A program that needs to be told what time has passed."""
        return self._blur

    def blur(self, picture: Target, old: Picture, new: Picture, elapsed: float) -> None:
        """Blur, and then mend, what is calm of a picture as it was drawn. old: as shown before, so many seconds ago;
        new: as it is now."""
        self._device.state()
        self._blur["faded"] = max(elapsed, 0.0) / EXPOSURE
        self._blur.bind(picture=picture, memory=old.kept, before=old.shown)
        new.mend.use()
        self._draw_cells(6 * CELLS)

    def release(self) -> None:
        """Give all GL objects back."""
        self._device.release(self._draw_cells)
        self._device.release(self._blur)
