"""Every mosaic small, for where tiles are finer than pixels: an atlas with its smaller levels, and room for more."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device
    from viz.world.mosaic import Mosaics

FAR_CELL = (96, 48)
FAR_COLUMNS = 10
FAR_GREAT = 4
"""Cells across and down of Nova's far picture: hers is as much larger as her mosaic."""
FAR_MARGIN = 0.84
"""Share of a far picture's cell that the smile fills; the rest keeps neighbours apart when it is filtered."""
_BLOCK = 64
"""Mosaics that are painted at once: their cells fit the processor's cache."""
_DESIGNS = ("albedo", "curated")

Bytes = NDArray[np.uint8]
Place = tuple[int, int, int, int]
"""Texels of the largest level: left, bottom, right, top."""


def far_columns(count: int) -> int:
    """Cells across the far pictures of count mosaics: more with thousands, for textures may only be so high."""
    return max(FAR_COLUMNS, math.isqrt(count // 2) + 1)


def far_cells(count: int, columns: int | None = None) -> NDArray[np.int64]:
    """(N, 2) column and row of each mosaic's far picture, in cells: Nova's first, the others below it."""
    columns = columns or far_columns(count)
    number = np.arange(count) - 1
    cells = np.stack([number % columns, FAR_GREAT + number // columns], 1)
    cells[0] = 0
    return cells


class FarPictures:
    """The atlas, once as the owners' own and once as the curated designs.

    Every level is kept here as well, so that a mosaic more is a small rectangle a level: the driver would filter all.
    """

    def __init__(self, device: Device, mosaics: Mosaics, capacity: int) -> None:
        self._device = device
        self.columns = far_columns(capacity)
        self._levels = [_levels(self._size(capacity)) for _ in _DESIGNS]
        self._paste(mosaics, 0)
        for levels in self._levels:
            _refresh(levels, (0, 0, *levels[0].shape[1::-1]))
        self.textures = [self._texture(levels) for levels in self._levels]

    def small(self, capacity: int) -> int | None:
        """Which of the two has no room for so many yet."""
        high = self._size(capacity)[1]
        return next((design for design, levels in enumerate(self._levels) if len(levels[0]) < high), None)

    def add(self, mosaics: Mosaics, first: int) -> None:
        """Paint mosaics first … N - 1, for which there must be room."""
        self._send(self._paste(mosaics.part(first, len(mosaics.size)), first))

    def wipe(self, first: int, end: int) -> None:
        """Leave nothing of mosaics first … end - 1, for in the smaller levels neighbours shine through each other."""
        places = []
        for x, y in (far_cells(end, self.columns)[first:] * FAR_CELL).tolist():
            place = (x, y, x + FAR_CELL[0], y + FAR_CELL[1])
            for levels in self._levels:
                levels[0][place[1] : place[3], place[0] : place[2]] = 0
            places.append(place)
        self._send(places)

    def _send(self, places: list[Place]) -> None:
        """Filter the smaller levels where the largest changed, and send what did."""
        for place in places:
            for levels, texture in zip(self._levels, self.textures, strict=True):
                for level, (x, y, right, top) in enumerate(_refresh(levels, place)):
                    part = np.ascontiguousarray(levels[level][y:top, x:right])
                    texture.write(part, (x, y, right - x, top - y), level=level)

    def grow(self, design: int, capacity: int) -> moderngl.Texture:
        """Make room for so many in one of the two textures, and return the new one."""
        before, high = self._levels[design], self._size(capacity)[1]
        levels = self._levels[design] = _levels((before[0].shape[1], high))
        for old, new in zip(before, levels, strict=False):
            new[: len(old)] = old
        old_high, wide = before[0].shape[:2]
        _refresh(levels, (0, old_high - 1, wide, old_high))
        self._device.release(self.textures[design])
        self.textures[design] = self._texture(levels)
        return self.textures[design]

    def release(self) -> None:
        """Give the textures back."""
        for texture in self.textures:
            self._device.release(texture)

    def _size(self, capacity: int) -> tuple[int, int]:
        """Texels across and up."""
        return self.columns * FAR_CELL[0], (FAR_GREAT - (1 - capacity) // self.columns) * FAR_CELL[1]

    def _texture(self, levels: list[Bytes]) -> moderngl.Texture:
        texture = self._device.texture(levels[0].shape[1::-1], 4, "f1", levels[0], mipmaps=True, label="far mosaics")
        for level in range(1, len(levels)):
            texture.write(levels[level], level=level)
        return texture

    def _paste(self, part: Mosaics, first: int) -> list[Place]:
        """Paint the part's cells into the largest level; returns where: left, bottom, right, top."""
        cells = far_cells(first + len(part.size), self.columns)[first:] * FAR_CELL
        places = []
        for numbers, pictures in far_pictures(part):
            for number, *designs in zip(numbers.tolist(), *pictures, strict=True):
                x, y = cells[number].tolist()
                high, wide = designs[0].shape[:2]
                for levels, design in zip(self._levels, designs, strict=True):
                    levels[0][y : y + high, x : x + wide] = design
                places.append((x, y, x + wide, y + high))
        return places


def _levels(size: tuple[int, int]) -> list[Bytes]:
    """Empty levels of an atlas, each half as large as the one before, down to one texel."""
    count = max(size).bit_length()
    return [np.zeros((max(1, size[1] >> level), max(1, size[0] >> level), 4), np.uint8) for level in range(count)]


def _refresh(levels: list[Bytes], place: Place) -> list[Place]:
    """Filter the smaller levels where the largest changed (left, bottom, right, top); returns where each did."""
    changed = [place]
    for before, after in pairwise(levels):
        x, y, right, top = changed[-1]
        right, top = min((right + 1) // 2, after.shape[1]), min((top + 1) // 2, after.shape[0])
        x, y = min(x // 2, right - 1), min(y // 2, top - 1)
        fine = before[2 * y : 2 * top, 2 * x : 2 * right].astype(np.uint16)
        # An edge that is one texel long is its own half.
        rows = fine[0::2] + (fine[1::2] if before.shape[0] > 1 else fine)
        total = rows[:, 0::2] + (rows[:, 1::2] if before.shape[1] > 1 else rows)
        after[y:top, x:right] = (total + 2) >> 2
        changed.append((x, y, right, top))
    return changed


def far_pictures(mosaics: Mosaics) -> list[tuple[NDArray[np.int64], tuple[Bytes, Bytes]]]:
    """Mosaics painted small, block by block: their numbers (n,), and both designs, (n, height, width, 4) each: square
    root of albedo, weighted by cover, and cover."""
    great = np.array([t.great for t in mosaics.traits], bool) if mosaics.traits else np.arange(len(mosaics.size)) == 0
    numbers = [np.flatnonzero(great), *np.array_split(np.flatnonzero(~great), max(1, len(great) // _BLOCK))]
    return [(block, _painted(mosaics, block, great[block[0]])) for block in numbers if block.size]


def _painted(mosaics: Mosaics, block: NDArray[np.int64], great: bool) -> tuple[Bytes, Bytes]:
    cell = np.array(FAR_CELL) * (FAR_GREAT if great else 1)
    counts = np.diff(mosaics.first)[block]
    tiles = np.repeat(mosaics.first[block] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    nth = np.repeat(np.arange(len(block)), counts)
    texel = (mosaics.size[block] / (cell * FAR_MARGIN)).astype(np.float32)
    half = mosaics.half[tiles]
    spots = _spots(2.0 * half.max(axis=1) / texel.min(axis=1)[nth], nth, len(block))
    shape, sums = (len(block), cell[1], cell[0]), np.zeros((7, len(block) * cell[0] * cell[1]))
    for each in np.unique(spots):
        mine = spots[nth] == each
        _strew(sums, mosaics, tiles[mine], nth[mine], texel, cell, int(each))
    cover = sums[6] / np.maximum(sums[6], 1.0)
    pictures = []
    for design in range(len(_DESIGNS)):
        full = np.stack([*sums[3 * design : 3 * design + 3] / np.maximum(sums[6], 1.0), cover], axis=-1)
        pictures.append((np.minimum(full, 1.0) * 255 + 0.5).astype(np.uint8).reshape(*shape, 4))
    return pictures[0], pictures[1]


def _spots(across: NDArray, nth: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """(N,) spots along a tile's edge, so many as leave no texel under it out: three, unless tiles are coarse. A
    mosaic's are its own, whatever stands beside it."""
    order = np.lexsort((across, nth))
    many = np.bincount(nth, minlength=count)
    last = np.cumsum(many) - 1
    rank = np.minimum(last, last - many + 1 + (0.95 * many).astype(np.int64))
    widest = np.where(many > 0, across[order][np.maximum(rank, 0)] if across.size else 0.0, 0.0)
    return np.maximum(3, np.ceil(1.25 * widest)).astype(np.int64)


def _strew(
    sums: NDArray,
    mosaics: Mosaics,
    tiles: NDArray[np.int64],
    nth: NDArray[np.int64],
    texel: NDArray[np.float32],
    cell: NDArray[np.int64],
    spots: int,
) -> None:
    """Add what tiles (T,) leave on the texels under them to sums (own rgb, curated rgb, cover), spot by spot."""
    line = ((2 * np.arange(spots, dtype=np.float32) + 1) / np.float32(spots) - 1).astype(np.float32)
    u, v = (part.ravel() for part in np.meshgrid(line, line))
    half, angle, step = mosaics.half[tiles], mosaics.angle[tiles], texel[nth]
    cosine, sine = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x, y = half[:, :1] * u, half[:, 1:] * v
    centre, middle = mosaics.centre[tiles] / step, (cell / 2).astype(np.float32)
    column = (x * cosine - y * sine) / step[:, :1] + (centre[:, :1] + middle[0])
    row = (x * sine + y * cosine) / step[:, 1:] + (centre[:, 1:] + middle[1])
    columns, rows = (
        np.minimum(np.maximum(at, 0), edge - 1).astype(np.int32) for at, edge in zip((column, row), cell, strict=True)
    )
    places = ((nth[:, None] * cell[1] + rows) * cell[0] + columns).ravel()
    weight = 4.4 * half[:, 0] * half[:, 1] / (step[:, 0] * step[:, 1]) / len(u)
    paint = [np.sqrt(np.clip(getattr(mosaics, name)[tiles], 0, 1)) * weight[:, None] for name in _DESIGNS]
    for total, values in zip(sums, [*paint[0].T, *paint[1].T, weight], strict=True):
        total += np.bincount(places, np.repeat(values, len(u)), len(total))
