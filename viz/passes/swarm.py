"""Kai's nanobots as motes of light: one draw for all of them, and no state but the show's.

Where a mote is follows from its number, the time, the medium and the override (shaders/passes/swarm.vert), so that a
seek needs nothing, and any number of them costs no memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings
from viz.frame import Frame
from viz.passes.base import Venue
from viz.world.hall import hang, moved
from viz.world.seams import STEPS, Walks, carried, walks

if TYPE_CHECKING:
    from viz.gpu.targets import PingPong
    from viz.world.hall import Hanging

MOTES = 4_000
"""How many there are where nobody says."""
WALKS_LOG2 = 12
"""Walks that they share, as a power of two."""
_RIB, _BARE = 0x40000, 0x80000
"""Marks of walks that are not on tiles, as in swarm.vert."""


class SwarmLook(Settings):
    """How the nanobots look."""

    brightness: float = Field(1.0, ge=0, le=4, title="Brightness", description="Light of all of them; 0: none is seen")
    density: float = Field(1.0, ge=0, le=1, title="Density", description="Share of them that are about; 0: none")
    size: float = Field(
        8.0, ge=1, le=40, title="Size", description="Radius of a mote", json_schema_extra={"unit": "mm"}
    )
    trail: float = Field(
        0.14,
        ge=0,
        le=0.6,
        title="Trail",
        description="How long ago its trail begins; 0: points of light",
        json_schema_extra={"unit": "s"},
    )
    glint: float = Field(1.0, ge=0, le=3, title="Glint", description="How much brighter they are as they turn")
    thrown: float = Field(
        4.0,
        ge=0,
        le=8,
        title="Thrown",
        description="How far off the wall the glitch throws them at most; 0: they stay",
        json_schema_extra={"unit": "m"},
    )


class SwarmPass:
    """Holds the walks, a state a mosaic, and a program; nothing that grows with the number of motes."""

    def __init__(self, venue: Venue, medium: PingPong) -> None:
        device = self._device = venue.device
        # Those of the opening, where they hung then: they make room for those who come later.
        opened = venue.mosaics.part(0, venue.mosaics.opened)
        self._opening = hang(opened.size, venue.hall)
        self._drawn, self._emission = walks(opened, self._opening, 1 << WALKS_LOG2), opened.emission
        rows = self._rows = _rows(self._drawn, self._emission)
        self._walks = device.texture(rows.shape[1::-1], 4, "f4", rows, linear=False, label="walks")
        self._state = device.texture(
            (venue.mosaics.opened, 1), 4, "f4", linear=False, label="mosaic state of the swarm"
        )
        self._program = device.program("swarm", {"STEPS": STEPS, "WALKS_LOG2": WALKS_LOG2})
        self._program.bind(walks=self._walks, mosaic_state=self._state, medium=medium)
        self._mesh = device.vertex_array(self._program, [])
        self._look = SwarmLook()
        self._hanging = self._opening
        self.hang(venue.hanging)

    def hang(self, hanging: Hanging) -> None:
        """Walk over mosaics where they hang now. Those that came after the opening have no nanobots of their own."""
        changed, drawn = moved(self._hanging, hanging), self._drawn
        self._hanging = hanging
        if (changed >= len(self._opening.scale)).all():
            return
        which = np.flatnonzero((np.isin(drawn.mosaic, changed) | drawn.bare) & ~drawn.rib)
        rows = _rows(carried(drawn, self._opening, hanging, which), self._emission)
        anew = (rows != self._rows[which]).any(axis=(1, 2))
        self._rows[which] = rows
        for run in _runs(which[anew]):
            self._walks.write(self._rows[run], (0, run.start, rows.shape[1], run.stop - run.start))

    def update(self, frame: Frame, look: SwarmLook) -> None:
        """Send what this frame says of the nanobots."""
        self._state.write(np.ascontiguousarray(frame.mosaic[: self._state.width], np.float32))
        self._look = look

    def draw(self, motes: int = MOTES) -> None:
        """Draw so many motes into the framebuffer in use, after all that hides them."""
        look, count = self._look, round(motes * self._look.density)
        if count == 0 or look.brightness == 0.0:
            return
        # More of them are finer and fainter, so that all together shine alike.
        share = MOTES / motes
        self._program["look"] = (3.0 * look.brightness, 1e-3 * look.size * share**0.5, look.trail, look.thrown)
        self._program["share"] = share
        self._program["glint"] = look.glint
        self._device.state(depth=True, blend="add")
        into = self._device.ctx.fbo
        into.depth_mask = False
        self._mesh.render(vertices=3 * count)
        into.depth_mask = True

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._mesh, self._program, self._walks, self._state):
            self._device.release(thing)


def _runs(numbers: NDArray[np.int64]) -> Iterator[slice]:
    """Rising numbers as runs of neighbours."""
    for run in np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1):
        if run.size:
            yield slice(int(run[0]), int(run[-1]) + 1)


def _rows(drawn: Walks, emission: NDArray[np.float32]) -> NDArray[np.float32]:
    """(K, 1 + STEPS, 4) as shaders/passes/swarm.vert reads them: whose, its colour in 3 × 6 bits and what it
    goes over, the first point; then both ends of each seam."""
    rows = np.empty((len(drawn.mosaic), 1 + STEPS, 4), np.float32)
    levels = (np.sqrt(np.clip(emission, 0, 1)) * 63 + 0.5).astype(np.int64)
    colour = (levels[:, 0] | levels[:, 1] << 6 | levels[:, 2] << 12)[drawn.mosaic]
    rows[:, 0, 0], rows[:, 0, 1], rows[:, 0, 2:] = (
        drawn.mosaic,
        colour + _RIB * drawn.rib + _BARE * drawn.bare,
        drawn.point[:, 0],
    )
    rows[:, 1:, :2], rows[:, 1:, 2:] = drawn.point[:, :-1], drawn.point[:, 1:]
    return rows
