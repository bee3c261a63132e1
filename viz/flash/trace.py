"""What every pixel did of late: so that of the one that turns out the worst, the worst second can be shown."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.flash.rules import WINDOW

Floats = NDArray[np.float32]

_LEAD = 0.25
"""Seconds before the last one that are kept as well, to show where its first change came from."""


@dataclass(frozen=True)
class Trace:
    """What one pixel did in the second in which it made the most transitions."""

    pixel: tuple[int, int]
    """Column and row, from the top left."""
    seconds: Floats
    """(K,) times of the pictures, from a little before that second to its end."""
    luminance: Floats
    """(K,) the pixel's relative luminance."""
    marks: list[float]
    """When it made a transition."""


class Past:
    """The luminance of a little more than the last second, to three digits: two bytes a pixel and picture."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, NDArray[np.float16]]] = deque()

    def add(self, luminance: Floats, seconds: float) -> None:
        """Take the next picture's luminance (N,)."""
        self._kept.append((seconds, luminance.astype(np.float16)))
        while self._kept[0][0] < seconds - WINDOW - _LEAD:
            self._kept.popleft()

    def of(self, pixel: int, width: int, marks: list[float]) -> Trace:
        """What a pixel did, in pictures of that width."""
        row, column = divmod(pixel, width)
        times = np.array([seconds for seconds, _ in self._kept])
        light = np.array([luminance[pixel] for _, luminance in self._kept], np.float32)
        return Trace((column, row), times, light, marks)
