"""The haze over stripes: where it lies, and how it comes and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from viz.flash.traces import Traces

GRID = (40, 24)
"""Cells of the veil, across and up: whatever the size of the picture."""
RISE, STAY, FALL = 0.15, 1.0, 3.0
"""Seconds in which haze comes; for which it stays where no stripes are seen any more; and in which it goes.

Stripes are a hazard after half a second, and more than half of that goes by until they are seen.
"""
_BEYOND, _SOFT = 3, 2
"""Cells by which it reaches beyond the stripes, in the last of which it thins out."""

Floats = NDArray[np.float32]


class Veil:
    """How much of the contrast is taken away, in each cell (rows, columns)."""

    def __init__(self) -> None:
        self.strength = np.zeros(GRID[::-1], np.float32)
        self.period = 0.0
        """Of the longest stripes, as a share of the picture's width."""
        self._wanted = np.zeros_like(self.strength)
        self._unseen = np.full_like(self.strength, STAY)
        self._longest = 0.0

    @property
    def seen(self) -> bool:
        """Whether there were stripes a moment ago."""
        return bool((self._unseen < STAY).any())

    def see(self, traces: Traces) -> None:
        """Take what was found in a picture."""
        wanted = traces.soften * _haze(traces.places)
        self._wanted = np.maximum(wanted, np.where(self._unseen < STAY, self._wanted, 0))
        self._unseen[wanted > 0] = 0
        self._longest = traces.period

    def step(self, passed: float) -> bool:
        """Go on by so many seconds. Whether there is any haze."""
        clear = not self.strength.any()
        if clear and not self.seen:
            return False
        self._unseen += passed
        wanted = np.where(self._unseen < STAY, self._wanted, np.float32(0))
        self.strength += np.clip(wanted - self.strength, -passed / FALL, passed / RISE)
        self.period += (self._longest - self.period) * (1.0 if clear else min(passed / RISE, 1.0))
        return bool(self.strength.any())


def _haze(places: NDArray[np.bool_]) -> Floats:
    """Places (R, C) as cells, thinning out around them."""
    rows, columns = (np.arange(cells) * n // cells for cells, n in zip(GRID[::-1], places.shape, strict=True))
    haze = places[rows[:, None], columns].astype(np.float32)
    for _ in range(_BEYOND):
        haze = np.max(_about(haze), axis=0)
    for _ in range(_SOFT):
        haze = np.mean(_about(haze), axis=0, dtype=np.float32)
    return haze


def _about(cells: Floats) -> Floats:
    """(9, rows, columns): each cell and those about it; beyond the edge it is as at the edge."""
    rows, columns = cells.shape
    wide = np.pad(cells, 1, mode="edge")
    return np.stack([wide[y : y + rows, x : x + columns] for y in range(3) for x in range(3)])
