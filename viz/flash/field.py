"""How much of a 10° field flashes at once: for information, since in a room anybody may stand anywhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.flash.rules import FIELD


def densest(over: NDArray[np.bool_]) -> float:
    """The largest share of any field, a third of the picture's width and height, in which pixels (H, W) are set."""
    height, width = over.shape
    tall, wide = max(1, round(height * FIELD)), max(1, round(width * FIELD))
    sums = np.zeros((height + 1, width + 1), np.int64)
    sums[1:, 1:] = over.cumsum(axis=0).cumsum(axis=1)
    inside = sums[tall:, wide:] - sums[:-tall, wide:] - sums[tall:, :-wide] + sums[:-tall, :-wide]
    return float(inside.max()) / (tall * wide)
