"""The flash guard's last step: mean light, of the whole picture and of areas of it, is held to the bound of a pixel.

Pixels that are held each at its own time change four times a second at most, and yet what they make together may change
far more often: who stands far off sees that, and so does a detector that goes by the whole picture. Where a mean would
turn a fifth time in a second, every pixel is mixed with what it showed before, all by the same share. Then each mean
goes as that share does, toward what it was before, so that the largest share that any of them needs does for them all;
and what a pixel makes lies between two lights that it may have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from viz.gpu.device import Device
    from viz.gpu.program import Program
    from viz.passes.guard_picture import Picture
    from viz.passes.guard_places import GuardPlaces


AREAS = 8, 4
"""Across and up. One is about 5° wide where the picture fills 40° of the view: the area that WCAG gives for a flash."""


class MeanGuard:
    """`look` at every picture; `steady` mends those that need it, and costs others next to nothing."""

    def __init__(self, device: Device, places: GuardPlaces) -> None:
        self._device = device
        areas = {"AREAS_ACROSS": AREAS[0], "AREAS_UP": AREAS[1]}
        self._bound = device.program("guard_bound", places.defines | areas, vertex="guard")
        self._steady, self._back = (
            device.program(name, areas | {"STEADY": 1}, vertex="guard") for name in ("guard_mend", "guard_back")
        )
        self._draws = {one: device.fullscreen(one) for one in (self._bound, self._steady, self._back)}
        self._known = device.ping_pong((AREAS[0] + 1, AREAS[1]), 4, "i4", label="guard mean")
        self._bound.bind(known=places.known, memory=self._known)
        self._passed = 0

    @property
    def timed(self) -> tuple[Program, Program]:
        """Programs that need to be told what time has passed."""
        return self._bound, self._steady

    def tell(self, passed: int) -> None:
        """Ticks from the picture before to the one that comes."""
        self._bound["since_before"], self._passed = self._passed, passed

    def look(self, begins: bool) -> None:
        """Find what keeps the mean light of what was measured in its bounds. begins: it is the first."""
        self._device.state()
        self._bound["begins"] = int(begins)
        self._known.step(self._draws[self._bound])

    @property
    def leaves(self) -> bool:
        """Whether any mean would leave its bounds. Waits until all is drawn that was asked for."""
        return bool(np.frombuffer(self._known.snapshot(), "<f4")[3::4].any())

    def steady(self, old: Picture, new: Picture, room: Picture) -> None:
        """Mend what is to be shown, where it needs it. room: for what is made meanwhile."""
        self._steady.bind(picture=new.shown, before=old.shown, memory=old.kept, bound=self._known)
        room.both.use()
        self._draws[self._steady]()
        self._back.bind(steadied=room.shown, memory=room.kept, bound=self._known)
        new.both.use()
        self._draws[self._back]()

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (*self._draws.values(), *self._draws, self._known):
            self._device.release(thing)
