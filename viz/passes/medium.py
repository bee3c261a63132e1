"""The nanobots' medium: an excitable field over the unrolled walls, in ping-pong textures, stepped as the world
drives it.

Wherever a tile's place is looked up, excitement is at most what the owner of its mosaic consents to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.frame import Drive
from viz.passes.base import STRIP_HEIGHT, Venue, spare
from viz.world.hall import Hanging, moved

Singles = NDArray[np.float32]
Indices = NDArray[np.int64]
Window = tuple[int, int, int, int]
"""Texels of the field: left, bottom, right, top."""

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
        hall, self.hanging = venue.hall, venue.hanging
        self.extent = (hall.strip_length, hall.wall * STRIP_HEIGHT)
        self.size = (max(16, round(self.extent[0] * TEXELS_A_METRE)), max(16, round(self.extent[1] * TEXELS_A_METRE)))
        self.field = device.ping_pong(self.size, 4, "f4", label="medium")
        self.ground, self._about = (
            device.texture(self.size, 4, "f4", part, linear=False, label=label)
            for part, label in zip(self._lie((0, 0, *self.size)), ("ground", "owners about a texel"), strict=True)
        )
        self._program = device.program("medium")
        self._program.bind(before=self.field, ground=self.ground, about=self._about)
        self._make_state()
        self._step = device.fullscreen(self._program)
        self.epoch = self.tick = -1

    def hang(self, hanging: Hanging) -> None:
        """Lie on the same walls with those mosaics: some of those before, or more after them. The field stays."""
        if hanging is self.hanging:
            return
        before, changed = self.hanging, moved(self.hanging, hanging)
        gone = np.concatenate([changed[changed < len(before.scale)], np.arange(len(hanging.scale), len(before.scale))])
        self.hanging = hanging
        for hung, which in ((before, gone), (hanging, changed)):
            for low, high in zip(*_reach(hung, which, self.size, self.extent), strict=True):
                window = (*low.tolist(), *high.tolist())
                if (high > low).all():
                    for texture, part in zip((self.ground, self._about), self._lie(window), strict=True):
                        texture.write(part, (window[0], window[1], window[2] - window[0], window[3] - window[1]))
        if len(hanging.scale) > self._state.width:
            self._device.release(self._state)
            self._make_state()

    def rest(self) -> None:
        """Nothing glitches: the field is zero."""
        if self.epoch != -1:
            self.field.clear()
            self.epoch = self.tick = -1

    def step(self, drive: Drive) -> None:
        """One step of the field. A drive of another epoch, or of one that is begun again, starts from rest."""
        if drive.epoch != self.epoch or drive.tick < self.tick:
            self.field.clear()
            self.epoch = drive.epoch
        self.tick = drive.tick
        self.hang(drive.hanging)
        self._state.write(np.ascontiguousarray(drive.mosaic, np.float32), (0, 0, len(drive.mosaic), 1))
        s, y, radius, strength = drive.override
        self._program["front"] = (s, y, radius, drive.alpha)
        metres = (self.extent[0] / self.size[0], self.extent[1] / self.size[1])
        self._program["scale"] = (*metres, float(drive.mosaic[:, 0].mean()), float(strength > 0 and radius > 0))
        self._program["tick"] = drive.tick % (1 << 20)
        self._device.state()
        self.field.step(self._step)

    def release(self) -> None:
        """Give all GL objects back."""
        for thing in (self.field, self._state, self.ground, self._about, self._step, self._program):
            self._device.release(thing)

    def _make_state(self) -> None:
        size = (len(self.hanging.scale) + spare(len(self.hanging.scale)), 1)
        self._state = self._device.texture(size, 4, "f4", linear=False, label="mosaic state of the medium")
        self._program.bind(mosaic_state=self._state)

    def _lie(self, window: Window) -> tuple[Singles, Singles]:
        """Ground and owners about, within a window."""
        low, high = _reach(self.hanging, np.arange(len(self.hanging.scale)), self.size, self.extent)
        there = np.flatnonzero((low < window[2:]).all(axis=1) & (high > window[:2]).all(axis=1))
        return (
            _ground(self.hanging, there, self.size, self.extent, window),
            _about(there, low[there], high[there], window),
        )


def _ground(
    hanging: Hanging, which: Indices, size: tuple[int, int], extent: tuple[float, float], window: Window
) -> Singles:
    """(height, width, 4) of a window: number of the mosaic + 1, 0 between them; how well excitement passes; texels
    from the mosaic's middle."""
    x, y, right, top = window
    width, height = size
    s = (np.arange(x, right) + 0.5) * extent[0] / width
    up = (np.arange(y, top) + 0.5) * extent[1] / height
    ground = np.zeros((top - y, right - x, 4), np.float32)
    ground[..., 1] = 0.55
    # From the last to the first, so that Nova's mosaic is on top where a lattice texel is shared.
    for i in which[::-1]:
        centre, half = hanging.strip[i], hanging.half[i]
        columns = slice(*np.searchsorted(s, [centre[0] - half[0], centre[0] + half[0]]))
        rows = slice(*np.searchsorted(up, [centre[1] - half[1], centre[1] + half[1]]))
        ground[rows, columns, :2] = (i + 1, 1.0)
        ground[rows, columns, 2] = (s[columns] - centre[0]) * width / extent[0]
        ground[rows, columns, 3] = ((up[rows] - centre[1]) * height / extent[1])[:, None]
    return ground


def _reach(
    hanging: Hanging, which: Indices, size: tuple[int, int], extent: tuple[float, float]
) -> tuple[Indices, Indices]:
    """Boxes, lower left (n, 2) and upper right (n, 2), of the texels that a filtered look at some place of those
    mosaics reads."""
    texel = np.array(extent) / size
    strip, half = hanging.strip[which], hanging.half[which]
    low = np.floor((strip - half) / texel - 0.5).astype(int)
    high = np.floor((strip + half) / texel - 0.5).astype(int) + 2
    return np.maximum(low, 0), np.minimum(np.maximum(high, 0), size)


def _about(which: Indices, low: Indices, high: Indices, window: Window) -> Singles:
    """(height, width, 4) of a window: number + 1 of each mosaic of which a filtered look reads the texel; else 0."""
    x, y, right, top = window
    about = np.zeros((top - y, right - x, _FOUR), np.float32)
    low, high = np.maximum(low - (x, y), 0), high - (x, y)
    for i, begin, end in zip(which, low, high, strict=True):
        there = about[begin[1] : end[1], begin[0] : end[0]]
        free = np.minimum((there > 0).sum(axis=-1), _FOUR - 1)[..., None]
        np.put_along_axis(there, free, np.where(np.take_along_axis(there, free, -1) > 0, there[..., -1:], i + 1), -1)
    return about
