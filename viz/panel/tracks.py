"""The last minutes of a few numbers, and of how they are spread over a crowd, in memory that never grows."""

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


class Histograms:
    """How a few shares are spread over a crowd, over time: a ring of columns, each the mean of some samples."""

    BINS = 16

    def __init__(self, kinds: int, columns: int, samples: int) -> None:
        """kinds: how many shares everybody has; columns: how many are kept; samples: how many make one."""
        self.columns, self.samples = columns, samples
        self.count = 0
        """Samples that were ever added."""
        self._data = np.zeros((kinds, self.BINS, 2 * columns), np.float32)

    def add(self, shares: Series) -> None:
        """One sample (M, kinds) of everybody's shares, each 0..1."""
        nth, at = self.count % self.samples, self.count // self.samples % self.columns
        bins = np.clip(shares * self.BINS, 0, self.BINS - 1).astype(np.int64)
        for kind, row in enumerate(bins.T):
            spread = np.bincount(row, minlength=self.BINS) / max(len(shares), 1)
            before = self._data[kind, :, at]
            self._data[kind, :, at] = before + (spread - before) / (nth + 1)
            self._data[kind, :, at + self.columns] = self._data[kind, :, at]
        self.count += 1

    def get(self, kind: int) -> Series:
        """A view of the share of people (BINS, ≤ columns) in each bin, from 0 to 1, oldest column first."""
        held = -(-self.count // self.samples)
        end = (held - 1) % self.columns + 1 + self.columns if held else 0
        return self._data[kind, :, end - min(held, self.columns) : end]

    def clear(self) -> None:
        """Forget everything, as after a jump in time."""
        self.count = 0
