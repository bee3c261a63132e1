"""The flash guard's first step: what moves fast is blurred along its way, as a longer exposure would.

A wall of tiles that passes by changes each pixel many times a second. Held one by one at whatever they last showed,
pixels would tear the picture into streaks. Where much of a place changes too often, what is drawn is mixed with what
was shown before, in all of its pixels alike and in light: then they come near their mean, and hardly one need be held.
It goes by the picture as it is drawn, so that it stays as long as that moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.passes.flash_meter import ACROSS, COLUMNS, PLACES, ROWS

if TYPE_CHECKING:
    from viz.gpu.device import Device
    from viz.gpu.targets import Target

EXPOSURE = 0.3
"""Seconds in which all but 1/e of what was shown is gone, where it is as calm as can be."""
RISE, FALL = 0.25, 0.5
"""Seconds in which it becomes so, and in which it ends."""


class CalmGuard:
    """`look` at every picture; `map` tells how calm each place is made: the look and the mending go by it."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self.watch = device.program("guard_watch", PLACES, vertex="guard")
        """Needs to be told what time has passed."""
        self._calm = device.program("guard_calm", PLACES, vertex="guard")
        self._draws = {one: device.fullscreen(one) for one in (self.watch, self._calm)}
        self._watched = device.ping_pong((COLUMNS * ACROSS, ROWS), 4, "i4", label="guard watch")
        self.map = device.ping_pong((COLUMNS, ROWS), 1, label="guard calm")
        self.watch.bind(memory=self._watched)
        self._calm.bind(watched=self._watched, before=self.map)

    def look(self, picture: Target, elapsed: float | None) -> None:
        """Look at a picture as it was drawn. elapsed: seconds since the last one; None: it stands by itself."""
        self._device.state()
        self.watch["begins"] = int(elapsed is None)
        self.watch.bind(picture=picture)
        passed = 60.0 if elapsed is None else max(elapsed, 0.0)
        self._calm["stride"] = passed / FALL, passed / RISE
        for program, state in ((self.watch, self._watched), (self._calm, self.map)):
            state.write.use()
            self._draws[program]()
            state.swap()

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._draws.values(), *self._draws, self._watched, self.map):
            self._device.release(thing)
