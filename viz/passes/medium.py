"""The nanobots' medium: an excitable field over the unrolled walls, in ping-pong textures, stepped as the world
drives it.

Wherever a tile's place is looked up, excitement is at most what the owner of its mosaic consents to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.frame import Drive
from viz.passes.base import STRIP_HEIGHT, Venue

TEXELS_A_METRE = 8.0
_FOUR = 4
"""How many mosaics can lie about one texel, in a corner between them. Where more crowd together they are finer than
texels, and only the mosaics' own shader can tell them apart."""


class MediumPass:
    """The field after a field tick follows from the one before and the world's Drive; at rest it is zero everywhere.

    `epoch` and `tick` say which waking of the medium it shows, and up to which show tick; -1 at rest.
    """

    def __init__(self, venue: Venue) -> None:
        device = self._device = venue.device
        hall = venue.hall
        self.extent = (hall.strip_length, hall.wall * STRIP_HEIGHT)
        self.size = (max(16, round(self.extent[0] * TEXELS_A_METRE)), max(16, round(self.extent[1] * TEXELS_A_METRE)))
        self.field = device.ping_pong(self.size, 4, "f4", label="medium")
        self.state = device.texture(
            (len(venue.hanging.scale), 1), 4, "f4", linear=False, label="mosaic state of the medium"
        )
        self.ground = device.texture(
            self.size, 4, "f4", _ground(venue, self.size, self.extent), linear=False, label="ground"
        )
        self._about = device.texture(
            self.size, 4, "f4", _about(venue, self.size, self.extent), linear=False, label="owners about a texel"
        )
        self._program = device.program("medium")
        self._program.bind(before=self.field, ground=self.ground, about=self._about, mosaic_state=self.state)
        self._step = device.fullscreen(self._program)
        self.epoch = self.tick = -1

    def rest(self) -> None:
        """Nothing glitches: the field is zero."""
        if self.epoch != -1:
            self.field.clear()
            self.epoch = self.tick = -1

    def step(self, drive: Drive) -> None:
        """One step of the field. A drive of another epoch starts from rest."""
        if drive.epoch != self.epoch:
            self.field.clear()
            self.epoch = drive.epoch
        self.tick = drive.tick
        self.state.write(np.ascontiguousarray(drive.mosaic, np.float32))
        s, y, radius, strength = drive.override
        self._program["front"] = (s, y, radius, drive.alpha)
        metres = (self.extent[0] / self.size[0], self.extent[1] / self.size[1])
        self._program["scale"] = (*metres, float(drive.mosaic[:, 0].mean()), float(strength > 0 and radius > 0))
        self._program["tick"] = drive.tick % (1 << 20)
        self._device.state()
        self.field.write.use()
        self._step()
        self.field.swap()

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self.field, self.state, self.ground, self._about, self._step, self._program):
            self._device.release(thing)


def _ground(venue: Venue, size: tuple[int, int], extent: tuple[float, float]) -> NDArray[np.float32]:
    """(height, width, 4): number of the mosaic + 1, 0 between them; how well excitement passes; texels from the
    mosaic's middle."""
    width, height = size
    s = (np.arange(width) + 0.5) * extent[0] / width
    y = (np.arange(height) + 0.5) * extent[1] / height
    ground = np.zeros((height, width, 4), np.float32)
    ground[..., 1] = 0.55
    # From the last to the first, so that Nova's mosaic is on top where a lattice texel is shared.
    for i in range(len(venue.hanging.scale) - 1, -1, -1):
        centre, half = venue.hanging.strip[i], venue.hanging.half[i]
        columns = slice(*np.searchsorted(s, [centre[0] - half[0], centre[0] + half[0]]))
        rows = slice(*np.searchsorted(y, [centre[1] - half[1], centre[1] + half[1]]))
        ground[rows, columns, :2] = (i + 1, 1.0)
        ground[rows, columns, 2] = (s[columns] - centre[0]) * width / extent[0]
        ground[rows, columns, 3] = ((y[rows] - centre[1]) * height / extent[1])[:, None]
    return ground


def _about(venue: Venue, size: tuple[int, int], extent: tuple[float, float]) -> NDArray[np.float32]:
    """(height, width, 4): number + 1 of each mosaic of which a filtered look at some place reads the texel; else 0."""
    about = np.zeros((size[1], size[0], _FOUR), np.float32)
    texel = np.array(extent) / size
    hanging = venue.hanging
    low = np.floor((hanging.strip - hanging.half) / texel - 0.5).astype(int)
    high = np.floor((hanging.strip + hanging.half) / texel - 0.5).astype(int) + 2
    low, high = np.maximum(low, 0), np.minimum(np.maximum(high, 0), size)
    for i in range(len(low)):
        there = about[low[i, 1] : high[i, 1], low[i, 0] : high[i, 0]]
        free = np.minimum((there > 0).sum(axis=-1), _FOUR - 1)[..., None]
        np.put_along_axis(there, free, np.where(np.take_along_axis(there, free, -1) > 0, there[..., -1:], i + 1), -1)
    return about
