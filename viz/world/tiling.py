"""Which tiles may cover a place: a grid of candidates over every mosaic, so that a picture of it costs the same for
any number of tiles.

Whoever colours a point of a mosaic looks up one cell and tries at most four tiles, instead of drawing every tile.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.world.mosaic import Mosaics

CANDIDATES = 4
NONE = 0xFFFFFFFF


@dataclass(frozen=True)
class Tiling:
    """Cells of all mosaics in one row, mosaic after mosaic, each row by row from its lower left corner."""

    cells: NDArray[np.uint32]
    """(M, 4) tiles that may cover the cell, nearest first; NONE where there are fewer."""
    first: NDArray[np.int64]
    """(N + 1,) first cell of each mosaic."""
    shape: NDArray[np.int64]
    """(N, 2) columns and rows."""
    pitch: NDArray[np.float64]
    """(N,) edge of a cell, mosaic metres."""
    tile: NDArray[np.float64]
    """(N,) typical edge of a tile, mosaic metres."""


def tiling(mosaics: Mosaics, margin: float = 0.42) -> Tiling:
    """Sort tiles into cells. A tile is a candidate wherever it could come to lie when moved by `margin` of its own
    size."""
    count = np.diff(mosaics.first)
    owner = np.repeat(np.arange(len(count)), count)
    edge = 2.0 * np.sqrt(np.maximum(mosaics.half[:, 0] * mosaics.half[:, 1], 1e-12))
    tile = np.bincount(owner, edge, len(count)) / np.maximum(count, 1)
    pitch = np.maximum(0.8 * tile, mosaics.size.max(axis=1) / 400)
    shape = np.ceil(mosaics.size / pitch[:, None]).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(shape[:, 0] * shape[:, 1])])

    # Cells that the tile's bounding box, grown by the margin, can touch; single precision is plenty for a choice of
    # four.
    reach = (margin * edge).astype(np.float32)
    half = mosaics.half.astype(np.float32)
    cosine, sine = np.cos(mosaics.angle, dtype=np.float32), np.sin(mosaics.angle, dtype=np.float32)
    wide, high = np.abs(cosine), np.abs(sine)
    box = np.stack([half[:, 0] * wide + half[:, 1] * high, half[:, 0] * high + half[:, 1] * wide], 1) + reach[:, None]
    corner = mosaics.centre + 0.5 * mosaics.size[owner]
    last = shape[owner] - 1
    low = np.clip(np.floor((corner - box) / pitch[owner, None]).astype(np.int64), 0, last)
    top = np.clip(np.floor((corner + box) / pitch[owner, None]).astype(np.int64), 0, last)
    span = top - low + 1
    each = span[:, 0] * span[:, 1]
    pair = np.repeat(np.arange(len(edge), dtype=np.int32), each)
    nth = np.arange(pair.size) - np.repeat(np.cumsum(each) - each, each)
    row, column = np.divmod(nth, span[pair, 0])
    row += low[pair, 1]
    column += low[pair, 0]

    # The cell's middle in the tile's own axes, and its distance from the tile.
    step = pitch.astype(np.float32)[owner]
    x = (column + np.float32(0.5)).astype(np.float32) * step[pair] - corner[:, 0].astype(np.float32)[pair]
    y = (row + np.float32(0.5)).astype(np.float32) * step[pair] - corner[:, 1].astype(np.float32)[pair]
    turn, lean = cosine[pair], sine[pair]
    across = np.abs(x * turn + y * lean) - half[pair, 0]
    along = np.abs(y * turn - x * lean) - half[pair, 1]
    away = np.maximum(across, along)
    touching = away < np.float32(0.71) * step[pair] + reach[pair]
    cell = first[owner][pair] + row * shape[owner, 0][pair] + column
    pair, cell = pair[touching], cell[touching]
    nearness = np.clip((away[touching] / step[pair] + 8.0) * 128.0, 0, 2047).astype(np.int64)
    return Tiling(_nearest(cell, nearness, pair, int(first[-1])), first, shape, pitch, tile)


def _nearest(cell: NDArray, nearness: NDArray, tile: NDArray, cells: int) -> NDArray[np.uint32]:
    """The CANDIDATES nearest tiles of each cell, (cells, CANDIDATES). Packed into one number each, they sort ten
    times as fast."""
    packed = np.sort(cell << 35 | nearness << 24 | tile.astype(np.int64))
    cell = packed >> 35
    start = np.flatnonzero(np.diff(cell, prepend=-1))
    rank = np.arange(cell.size) - np.repeat(start, np.diff(np.append(start, cell.size)))
    keep = rank < CANDIDATES
    table = np.full((cells, CANDIDATES), NONE, np.uint32)
    table[cell[keep], rank[keep]] = packed[keep] & 0xFFFFFF
    return table
