"""How many transitions each pixel made within the last second, and the most that it ever made in any second."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from viz.flash.rules import WINDOW

Bools = NDArray[np.bool_]

_HAIR = 1e-3
"""Seconds by which two pictures a second apart may seem nearer: times in films are often rounded to milliseconds."""


class Tally:
    """A sliding window over a pixel's transitions, for all pixels.

    Of each picture of the last second a bit a pixel is kept, so that every count is exact, however high, and the
    memory depends on the pictures a second alone: 60 a second of 1920x1080 take 15 MiB.
    """

    def __init__(self, pixels: int) -> None:
        self.count = np.zeros(pixels, np.uint16)
        """(N,) transitions within the second up to now."""
        self.most = np.zeros(pixels, np.uint16)
        """(N,) the most in any second so far."""
        self.total = 0
        """Of all pixels, ever."""
        self._kept: deque[tuple[float, NDArray[np.uint8]]] = deque()

    def add(self, turned: Bools, seconds: float) -> None:
        """Count the transitions (N,) that a picture completes, at its time; times never go back."""
        while self._kept and self._kept[0][0] <= seconds - WINDOW + _HAIR:
            self.count -= self._bits(self._kept.popleft()[1])
        if turned.any():
            self._kept.append((seconds, np.packbits(turned)))
            self.total += int(np.count_nonzero(turned))
            self.count += turned
            np.maximum(self.most, self.count, out=self.most)

    def times(self, pixel: int) -> list[float]:
        """When a pixel made its transitions within the last second."""
        byte, bit = divmod(pixel, 8)
        return [seconds for seconds, bits in self._kept if bits[byte] >> (7 - bit) & 1]

    def _bits(self, packed: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.unpackbits(packed, count=len(self.count))
