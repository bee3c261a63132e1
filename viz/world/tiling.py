"""Which tiles may cover a place: a grid of candidates over every mosaic, so that a picture of it costs the same for any number of tiles.

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


def tiling(mosaics: Mosaics, margin: float = 0.45) -> Tiling:
    """Sort tiles into cells. A tile is a candidate wherever it could come to lie when moved by `margin` of its own size."""
    count = np.diff(mosaics.first)
    owner = np.repeat(np.arange(len(count)), count)
    edge = 2.0 * np.sqrt(np.maximum(mosaics.half[:, 0] * mosaics.half[:, 1], 1e-12))
    tile = np.bincount(owner, edge, len(count)) / np.maximum(count, 1)
    pitch = np.maximum(0.62 * tile, mosaics.size.max(axis=1) / 400)
    shape = np.ceil(mosaics.size / pitch[:, None]).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(shape[:, 0] * shape[:, 1])])

    # Cells that the tile's bounding box, grown by half a cell and the margin, can touch.
    reach = margin * edge
    cosine, sine = np.abs(np.cos(mosaics.angle)), np.abs(np.sin(mosaics.angle))
    box = np.stack([mosaics.half[:, 0] * cosine + mosaics.half[:, 1] * sine, mosaics.half[:, 0] * sine + mosaics.half[:, 1] * cosine], 1)
    corner = mosaics.centre + 0.5 * mosaics.size[owner]
    low = np.floor((corner - box - reach[:, None]) / pitch[owner, None]).astype(np.int64)
    high = np.floor((corner + box + reach[:, None]) / pitch[owner, None]).astype(np.int64)
    low, high = np.clip(low, 0, shape[owner] - 1), np.clip(high, 0, shape[owner] - 1)
    span = high - low + 1
    each = span[:, 0] * span[:, 1]
    pair = np.repeat(np.arange(len(edge)), each)
    nth = np.arange(pair.size) - np.repeat(np.cumsum(each) - each, each)
    column, row = low[pair, 0] + nth % span[pair, 0], low[pair, 1] + nth // span[pair, 0]

    home = owner[pair]
    place = np.stack([column + 0.5, row + 0.5], 1) * pitch[home, None] - 0.5 * mosaics.size[home]
    away = _distance(place, mosaics.centre[pair], mosaics.half[pair], mosaics.angle[pair])
    touching = away < 0.71 * pitch[home] + reach[pair]
    cell = (first[home] + row * shape[home, 0] + column)[touching]
    return Tiling(_nearest(cell, pair[touching], away[touching], int(first[-1])), first, shape, pitch, tile)


def _distance(place: NDArray, centre: NDArray, half: NDArray, angle: NDArray) -> NDArray:
    """Distance (P,) from places (P, 2) to rotated rectangles, negative inside."""
    cosine, sine = np.cos(angle), np.sin(angle)
    d = place - centre
    across = np.abs(d[:, 0] * cosine + d[:, 1] * sine) - half[:, 0]
    along = np.abs(d[:, 1] * cosine - d[:, 0] * sine) - half[:, 1]
    return np.hypot(np.maximum(across, 0), np.maximum(along, 0)) + np.minimum(np.maximum(across, along), 0)


def _nearest(cell: NDArray, tile: NDArray, away: NDArray, cells: int) -> NDArray[np.uint32]:
    """The CANDIDATES nearest tiles of each cell, (cells, CANDIDATES)."""
    order = np.lexsort((away, cell))
    cell, tile = cell[order], tile[order]
    start = np.searchsorted(cell, np.arange(cells))
    rank = np.arange(cell.size) - start[cell]
    keep = rank < CANDIDATES
    table = np.full((cells, CANDIDATES), NONE, np.uint32)
    table[cell[keep], rank[keep]] = tile[keep]
    return table
