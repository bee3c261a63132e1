"""What flashes seen from afar: how much of a 10° field at once, and what patches do as a whole. For information, since
in a room anybody may stand anywhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.flash.rules import FIELD

PATCHES = 40
"""Patches along a picture's width: each about a degree, where the picture fills forty degrees of the view."""


def densest(over: NDArray[np.bool_]) -> float:
    """The largest share of any field, a third of the picture's width and height, in which pixels (H, W) are set."""
    height, width = over.shape
    tall, wide = max(1, round(height * FIELD)), max(1, round(width * FIELD))
    sums = np.zeros((height + 1, width + 1), np.int64)
    sums[1:, 1:] = over.cumsum(axis=0).cumsum(axis=1)
    inside = sums[tall:, wide:] - sums[:-tall, wide:] - sums[tall:, :-wide] + sums[:-tall, :-wide]
    return float(inside.max()) / (tall * wide)


def patches(luminance: NDArray[np.floating]) -> NDArray[np.float32]:
    """(h, w) the mean of each square patch, a fortieth of the picture's width, of luminance (H, W)."""
    side = max(1, min(round(luminance.shape[1] / PATCHES), luminance.shape[0]))
    rows, columns = luminance.shape[0] // side, luminance.shape[1] // side
    squares = luminance[: rows * side, : columns * side].reshape(rows, side, columns, side)
    return squares.mean(axis=(1, 3), dtype=np.float32)
