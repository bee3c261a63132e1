"""Lengths and distances on the floor, of vectors and places (…, 2): by hand, as sums over an axis of two are slow."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def square(of: Floats) -> Floats:
    """(…,) the squares of the lengths of vectors (…, 2)."""
    x, z = of[..., 0], of[..., 1]
    return x * x + z * z


def length(of: Floats) -> Floats:
    """(…,) the lengths of vectors (…, 2)."""
    return np.sqrt(square(of))


def far(place: Floats, point: ArrayLike) -> Floats:
    """(…,) how far places (…, 2) lie from a point (2,), or each from one of its own (…, 2)."""
    return length(place - np.asarray(point, float))


def unit(of: Floats) -> Floats:
    """(…, 2) vectors of length 1, or 0 where there was no direction."""
    return of / np.maximum(length(of), 1e-9)[..., None]


def along(of: Floats, way: Floats) -> Floats:
    """(…,) how far vectors (…, 2) go along unit vectors (…, 2)."""
    return of[..., 0] * way[..., 0] + of[..., 1] * way[..., 1]


def beside(place: Floats, point: Floats, reach: float) -> NDArray[np.intp]:
    """Rows of places (M, 2) within a square of half width reach about a point (2,)."""
    return np.flatnonzero((np.abs(place[:, 0] - point[0]) < reach) & (np.abs(place[:, 1] - point[1]) < reach))
