"""Tiles and cells as shaders look them up: textures of words, with room at their ends for mosaics that come later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viz.passes.lifted import chances
from viz.world.mosaic import PITTED

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.world.mosaic import Mosaics

TABLE = 2048
"""Width of the tables' textures in texels, as in shaders/lib/tile.glsl."""
LARGEST = 0.5
"""The largest half edge of a tile that the table of shapes holds, mosaic metres: coarser than any scene may ask for."""

Words = NDArray[np.uint32]


class Table:
    """Rows of four words, (M, 4), laid out in lines of TABLE texels. They are kept here too, so that a line of texels
    can be written whole, and a larger texture made without asking the driver."""

    def __init__(self, device: Device, rows: Words, spare: int, label: str) -> None:
        self._device, self._label = device, label
        self._words = _lines(rows, len(rows) + spare)
        self.count = len(rows)
        self.texture = self._texture()

    @property
    def spare(self) -> int:
        """How many rows there is room for."""
        return self._words.shape[0] * TABLE - self.count

    def add(self, rows: Words) -> None:
        """Write rows after the last, for which there must be room."""
        end = self.count + len(rows)
        first, last = self.count // TABLE, max(end - 1, 0) // TABLE
        self._words.reshape(-1, 4)[self.count : end] = rows
        self.texture.write(self._words[first : last + 1], (0, first, TABLE, last + 1 - first))
        self.count = end

    def grow(self, spare: int) -> moderngl.Texture:
        """Make room for so many rows more, and return the new texture."""
        self._words = _lines(self._words.reshape(-1, 4)[: self.count], self.count + spare)
        self._device.release(self.texture)
        self.texture = self._texture()
        return self.texture

    def release(self) -> None:
        """Give the texture back."""
        self._device.release(self.texture)

    def _texture(self) -> moderngl.Texture:
        size = (TABLE, len(self._words))
        return self._device.texture(size, 4, "u4", self._words, linear=False, label=self._label)


def _lines(rows: Words, count: int) -> Words:
    """(lines, TABLE, 4) with room for count rows, of which the first are those."""
    words = np.zeros((max(1, -(-count // TABLE)), TABLE, 4), np.uint32)
    words.reshape(-1, 4)[: len(rows)] = rows
    return words


def packed(mosaics: Mosaics, first: int = 0) -> Words:
    """(2 T, 4): shape and matter of each tile, packed as shaders/lib/tile.glsl and matter.glsl unpack them. The tiles'
    numbers begin with first."""
    count = len(mosaics.angle)
    rows = np.zeros((count, 2, 4), np.uint32)

    def unit(values: NDArray) -> Words:
        return (np.minimum(np.maximum(values, 0.0), 1.0) * 65535.0 + 0.5).astype(np.uint32)

    rows[:, 0, :2] = np.ascontiguousarray(mosaics.centre, np.float32).view(np.uint32)
    # Half sizes as their beds hold them, the second without its lowest bit, which says whether a pit shrinks them.
    half = unit(mosaics.half / np.where(mosaics.pitted, PITTED, 1.0)[:, None] / LARGEST)
    rows[:, 0, 2] = half[:, 0] | (half[:, 1] & ~np.uint32(1) | mosaics.pitted) << 16
    rows[:, 0, 3] = unit(np.mod(mosaics.angle / (2 * np.pi), 1.0)) | unit(mosaics.order) << 16

    def paint(albedo: NDArray) -> Words:
        levels = (np.sqrt(np.minimum(np.maximum(albedo, 0.0), 1.0)) * 255 + 0.5).astype(np.uint32)
        return levels[:, 0] | levels[:, 1] << 8 | levels[:, 2] << 16

    gloss = np.clip(mosaics.gloss * 255 + 0.5, 0, 255).astype(np.uint32)
    rows[:, 1, 0] = paint(mosaics.albedo) | gloss << 24
    rows[:, 1, 3] = paint(mosaics.curated) | mosaics.strand.astype(np.uint32) << 24
    normal = unit(0.5 * mosaics.normal + 0.5)
    rows[:, 1, 1] = normal[:, 0] | normal[:, 1] << 16
    rows[:, 1, 2] = unit(mosaics.rise) | chances(count, first) << 16
    return rows.reshape(-1, 4)
