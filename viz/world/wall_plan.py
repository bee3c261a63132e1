"""How the tiles of a plain wall are laid: apart from the scene's settings, since it can be drawn without them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

MOST = 10**9
"""Tiles of a wall."""


@dataclass(frozen=True, slots=True)
class WallPlan:
    """A wall of nearly square tiles in columns and rows."""

    tiles: int
    """How many are asked for; at least 1."""
    width: float
    height: float
    """Metres."""
    relief: float
    """How far the tallest tile stands out, in widths of a tile."""

    @property
    def shape(self) -> tuple[int, int]:
        """Columns and rows: `tiles` in all where that number divides well, else close to it."""
        return _shape(self.tiles, self.width / self.height)

    @property
    def tile(self) -> tuple[float, float]:
        """Metres of a tile with its grout, along and up."""
        columns, rows = self.shape
        return self.width / columns, self.height / rows


@lru_cache
def _shape(tiles: int, aspect: float) -> tuple[int, int]:
    ideal = math.sqrt(tiles * aspect)
    near = range(max(1, math.ceil(ideal * 0.97)), max(1, math.floor(ideal * 1.03)) + 1)
    columns = min(near, key=lambda n: (tiles % n > 0, abs(n - ideal)), default=max(1, round(ideal)))
    columns = min(columns, tiles)
    return columns, max(1, round(tiles / columns))
