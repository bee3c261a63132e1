"""The flash meter: what the guard lets through and what it holds, place by place, read back some pictures later.

Of each place it looks at 16 pixels, at others in every picture. Counts go into a small texture, and from there by a
ring of buffers into memory, so late that nobody waits for the GPU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from viz.flash_log import Place, Reading
from viz.passes.guard_places import ACROSS, COLUMNS, ROWS

if TYPE_CHECKING:
    from viz.gpu.device import Device
    from viz.gpu.program import Program
    from viz.gpu.targets import Target
    from viz.passes.guard_picture import Picture
    from viz.passes.guard_places import GuardPlaces

LOOKED = 4 * ACROSS
"""Pixels of each place, in one picture."""
TOGETHER = 8
"""Pictures in a row whose counts are taken together."""
QUARTER = LOOKED * TOGETHER // 4
"""A place changes when a quarter of it does, as letters do that come and go."""
LATE = 4
"""Pictures between one and its reading."""
GOLDEN = 0.7548776662466927, 0.5698402909980532
"""Multiples of these, modulo one, fill a square evenly (Roberts' R2 sequence)."""


class FlashMeter:
    """`recall` before every picture, `look` at it and `note` it; `latest` is the reading of the one of LATE pictures
    ago, None before there is any."""

    def __init__(self, device: Device, places: GuardPlaces) -> None:
        self._device = device
        self._program = device.program("flash_meter", places.defines, vertex="guard")
        self._program.bind(known=places.known)
        self._draw = device.fullscreen(self._program)
        self._told = device.target(places.size, [(4, "i4")], label="flash meter")
        self._ring = [device.buffer(16 * COLUMNS * ROWS, label="flash meter") for _ in range(LATE)]
        self._ticks: list[int | None] = [None] * LATE
        self._tally = Tally()
        self._turn = 0
        self.latest: Reading | None = None

    @property
    def laid(self) -> Program:
        """A program that needs to be told how pictures lie in textures."""
        return self._program

    def recall(self) -> None:
        """Fetch the counts of the picture before, and read those that were fetched LATE pictures ago. Call it while
        nothing is being drawn: a fetch may wait for that, and reading takes a core from it."""
        if not self._turn:
            return
        self._told.color.read_into(self._ring[(self._turn - 1) % LATE])
        if (tick := self._ticks[self._turn % LATE]) is not None:
            self._ring[self._turn % LATE].read_into(self._tally.room)
            self.latest = self._tally.read(tick)

    def look(self, drawn: Target, picture: Picture) -> None:
        """Take the measure of a picture as it was drawn, and as the guard shows it. The last look at it counts."""
        self._program["phase"] = tuple(self._turn * step % 1.0 for step in GOLDEN)
        self._program.bind(picture=drawn, shown=picture.shown, memory=picture.kept)
        self._device.state()
        self._told.use()
        self._draw()

    def note(self, tick: int) -> None:
        """That was the picture of this tick."""
        self._ticks[self._turn % LATE] = tick
        self._turn += 1

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self._draw, self._program, self._told, *self._ring):
            self._device.release(thing)


class Tally:
    """What the shader told of the last pictures, place by place, the lowest row first."""

    def __init__(self) -> None:
        self._told = np.zeros((TOGETHER, ROWS * COLUMNS, 4), "<i4")
        self._sum = np.zeros((ROWS * COLUMNS, 4), "<i4")
        self._counts = self._sum.view("<u2")[:, :5]
        """(places, 5) how many pixels changed at least once, twice, three and four times; how many are held."""
        self._turn = 0

    @property
    def room(self) -> npt.NDArray[np.int32]:
        """Where the next picture's counts (places, 4) go."""
        return self._told[self._turn]

    def read(self, tick: int) -> Reading:
        """The reading of the picture whose counts were put there. In few steps: each is dear amid a frame."""
        told = self.room
        self._sum += told
        halves = told.view("<u2").sum(axis=0, dtype=np.int64).tolist()
        pixels, blurred, depth = halves[4], halves[5], halves[6] + (halves[7] << 16)
        places = self._counts.argmax(axis=0).tolist()
        most = [int(self._counts[place, kind]) for kind, place in enumerate(places)]
        changes = sum(count >= QUARTER for count in most[:4])
        reading = Reading(
            tick=tick,
            changes=changes,
            worst=_middle(places[max(changes - 1, 0)]),
            held=pixels / (LOOKED * len(told)),
            blurred=blurred / (LOOKED * len(told)),
            depth=depth / 1000 / max(pixels, 1),
            held_at=_middle(places[4]),
            dense=most[4] / (LOOKED * TOGETHER),
        )
        self._turn = (self._turn + 1) % TOGETHER
        self._sum -= self.room
        return reading


def _middle(place: int) -> Place:
    """Of a place, counted from the lowest row on."""
    row, column = divmod(place, COLUMNS)
    return (column + 0.5) / COLUMNS, 1 - (row + 0.5) / ROWS
