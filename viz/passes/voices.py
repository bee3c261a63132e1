"""The light of the voices as the room's surfaces show it: its colour, and its place in the light map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.frame import Frame
from viz.world.hall import Hall
from viz.world.voices import ALONG, ROUND, girth

Singles = NDArray[np.float32]

GOLD = (1.0, 0.66, 0.27)
"""Linear light of voices that hold each other."""
COLD = (0.28, 0.50, 0.95)
"""Linear light of voices in fear."""
_POOL = 2.6
"""Metres in which the light at a wall's foot fades over the floor."""


def tint(frame: Frame) -> tuple[float, ...]:
    """(3,) linear light of a voice: the act's key colour among those who are alone, cold in fear, warm gold where
    support is strong."""
    warm = min(max(1.25 * frame.support - 0.5 * frame.panic, 0.0), 1.0)
    fear = min(frame.panic, 1.0)
    alone = [key + (cold - key) * 0.7 * fear for key, cold in zip(frame.look.key, COLD, strict=True)]
    return tuple(light + (gold - light) * warm for light, gold in zip(alone, GOLD, strict=True))


class VoiceMap:
    """Reads the sheet of the voices at the texels of the light map: linear between its cells, surface by surface.

    The map's fourth channel holds it, so that a surface gets its voices with the light that it reads anyway.
    """

    def __init__(self, hall: Hall, sizes: dict[str, tuple[int, int]]) -> None:
        """sizes: texels (width, height) of each of the map's surfaces."""
        (width, height), self._floor_size = sizes["light_walls"], sizes["light_floor"]
        share = hall.wall / girth(hall)
        s = (np.arange(width) + 0.5) / width * hall.strip_length
        # Columns of the left wall, the end wall and the right wall, one after the other.
        corners = np.searchsorted(s, [hall.length, hall.length + hall.width]).tolist()
        self._left, self._end, self._right = slice(0, corners[0]), slice(*corners), slice(corners[1], width)
        self._up = _between(share * (np.arange(height) + 0.5) / height, ROUND)
        self._out = _between(s[self._left] / hall.length, ALONG).T
        self._back = _between((hall.strip_length - s[self._right]) / hall.length, ALONG).T
        # Across the end wall what comes from either side fades toward the middle.
        across = (s[self._end] - hall.length) / hall.width
        self._across = np.stack([(1 - across) ** 2, across**2]).astype(np.float32)
        width, height = self._floor_size
        x = (np.arange(height) + 0.5) / height * hall.width
        self._pool = np.exp(-np.stack([x, hall.width - x], 1) / _POOL).astype(np.float32)
        self._down = _between((np.arange(width) + 0.5) / width, ALONG).T
        width, height = sizes["light_vault"]
        # The map counts the vault's angle from the right springing, the sheet from the left.
        angle = 1 - (np.arange(height) + 0.5) / height
        self._over = _between(share + angle * (1 - 2 * share), ROUND)
        self._ridge = _between((np.arange(width) + 0.5) / width, ALONG).T

    def lay(self, light: Singles) -> dict[str, Singles]:
        """(height, width) of each surface of the map, from the sheet (ROUND, ALONG)."""
        left, right = self._up @ light, self._up @ light[::-1]
        walls = np.empty((len(self._up), self._right.stop), np.float32)
        walls[:, self._left] = left @ self._out
        walls[:, self._right] = right @ self._back
        walls[:, self._end] = left[:, -1:] * self._across[0] + right[:, -1:] * self._across[1]
        floor = self._pool @ (light[[0, -1]] @ self._down)
        return {"light_walls": walls, "light_floor": floor, "light_vault": self._over @ light @ self._ridge}


def _between(at: NDArray[np.float64], cells: int) -> Singles:
    """(P, cells) that reads a row of cells at places (P,), 0..1, linear between the cells' middles."""
    place = np.clip(at * cells - 0.5, 0, cells - 1)
    first = np.minimum(place.astype(int), cells - 2)
    share = place - first
    matrix = np.zeros((len(at), cells), np.float32)
    rows = np.arange(len(at))
    matrix[rows, first] = 1 - share
    matrix[rows, first + 1] = share
    return matrix
