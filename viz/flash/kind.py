"""One kind of transitions: how many there were, where they were the most, and what the worst pixel did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.flash.field import densest
from viz.flash.tally import Tally
from viz.flash.trace import Past, Trace


@dataclass(frozen=True)
class Kind:
    """What came of one kind of transitions, luminance or red."""

    limit: int
    """The most that are allowed in any second."""
    most: NDArray[np.uint16]
    """(H, W) the most transitions in any second, of each pixel."""
    total: int
    """Transitions of all pixels in all the time."""
    trace: Trace | None
    """Of the pixel that made the most, in the second in which it did; None where none made any."""
    at_once: float
    """The largest share of the picture that was above the limit at any one time."""
    field: float
    """The same of any field of a third of its width and height: of about 10°."""

    @property
    def worst(self) -> int:
        """The most transitions that any pixel made in any second."""
        return int(self.most.max())

    @property
    def over(self) -> int:
        """How many pixels were ever above the limit."""
        return int(np.count_nonzero(self.most > self.limit))

    @property
    def when(self) -> float | None:
        """The end of the worst second."""
        return self.trace.marks[-1] if self.trace else None


class Count:
    """Transitions of one kind as they come, in pictures of a shape (H, W): their tally, and the worst of it."""

    def __init__(self, shape: tuple[int, int], limit: int) -> None:
        self.tally, self._shape, self._limit = Tally(shape[0] * shape[1]), shape, limit
        self._trace: Trace | None = None
        self._worst, self._at_once, self._field = 0, 0.0, 0.0

    def add(self, turned: NDArray[np.bool_], seconds: float, past: Past) -> None:
        """Take which pixels (H · W,) complete a transition at that time, and what all did up to then."""
        self.tally.add(turned, seconds)
        if not turned.any():
            return
        count = self.tally.count
        pixel = int(count.argmax())
        if count[pixel] > self._worst:
            self._worst = int(count[pixel])
            self._trace = past.of(pixel, self._shape[1], self.tally.times(pixel))
        over = count > self._limit
        if over.any():
            self._at_once = max(self._at_once, float(over.mean()))
            self._field = max(self._field, densest(over.reshape(self._shape)))

    def kind(self) -> Kind:
        """What came of them by now."""
        most = self.tally.most.reshape(self._shape).copy()
        return Kind(self._limit, most, self.tally.total, self._trace, self._at_once, self._field)
