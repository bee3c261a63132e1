"""The last minutes of a few numbers, in memory that never grows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float32]


class Tracks:
    """Rings of samples, each readable at any time as one contiguous array, oldest first.

    Every sample is written twice, a ring's length apart, so that the latest ones always stand in a row.
    """

    def __init__(self, names: Sequence[str], length: int) -> None:
        self.length = length
        self.count = 0
        self._row = {name: row for row, name in enumerate(names)}
        self._data = np.zeros((len(names), 2 * length), np.float32)

    def add(self, *values: float) -> None:
        """One sample of each track, in the order of their names."""
        at = self.count % self.length
        self._data[:, at] = values
        self._data[:, at + self.length] = values
        self.count += 1

    def get(self, name: str) -> Series:
        """A view of the latest samples (≤ length,) of a track, oldest first; good until the next `add`."""
        end = (self.count - 1) % self.length + 1 + self.length if self.count else 0
        return self._data[self._row[name], end - min(self.count, self.length) : end]

    def clear(self) -> None:
        """Forget everything, as after a jump in time."""
        self.count = 0
