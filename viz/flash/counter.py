"""The counter: picture after picture with their times in; what flashed, where and when, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.flash.field import densest
from viz.flash.light import linear, luminance
from viz.flash.rules import RED_TRANSITIONS, TRANSITIONS, Rules
from viz.flash.swings import Reds, Swings
from viz.flash.tally import Tally
from viz.flash.trace import Past, Trace
from viz.flash.watch import Sighting, Watch

Floats = NDArray[np.float32]


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


@dataclass(frozen=True)
class Found:
    """What the counter found in a run of pictures."""

    pictures: int
    begin: float
    end: float
    """Times of the first and the last picture, seconds."""
    general: Kind
    red: Kind
    patterns: list[Sighting]
    """Patterns of stripes that were held too long, the longest first."""
    course: list[int]
    """The most transitions of any pixel in the second up to each tenth of a second from the beginning."""

    @property
    def passed(self) -> bool:
        """Whether there was nothing, at any pixel, that the guidelines rule out."""
        return not (self.general.over or self.red.over or self.patterns)


class Counter:
    """Counts over pictures of one size. What it keeps grows by ten small numbers a second, and by nothing else."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.pictures = 0
        """How many were counted."""
        self._shape, self._begin, self._end = (0, 0), 0.0, 0.0
        self._course: list[int] = []

    def add(self, picture: NDArray[np.uint8], seconds: float) -> None:
        """Take the next picture, (H, W, 3) sRGB, and its time.

        Raises ValueError for another size than the first one's, and for a time that is not after the last one's.
        """
        self.add_light(linear(picture), seconds)

    def add_light(self, light: Floats, seconds: float) -> None:
        """The same for linear light (H, W, 3), 0 to 1."""
        shape = light.shape[:2]
        pixels = light.reshape(-1, 3)
        grey = luminance(pixels)
        if not self.pictures:
            self._start(pixels, grey, shape, seconds)
        elif shape != self._shape:
            raise ValueError(f"a picture of {shape} among pictures of {self._shape}")
        elif seconds <= self._end:
            raise ValueError(f"a picture of {seconds} s after one of {self._end} s")
        else:
            self._past.add(grey, seconds)
            self._general.add(self._swings.step(grey), seconds, self._past)
            self._red.add(self._reds.step(pixels), seconds, self._past)
        self._watch.add(grey.reshape(shape), seconds)
        self.pictures, self._end = self.pictures + 1, seconds
        tenth, most = int((seconds - self._begin) * 10 + 1e-6), int(self._general.tally.count.max())
        self._course += [most] * (tenth + 1 - len(self._course))
        self._course[tenth] = max(self._course[tenth], most)

    def found(self) -> Found:
        """What there was up to now. Raises ValueError where there was no picture."""
        if not self.pictures:
            raise ValueError("there was no picture")
        general, red = self._general.kind(), self._red.kind()
        return Found(self.pictures, self._begin, self._end, general, red, self._watch.sightings(), list(self._course))

    def _start(self, pixels: Floats, grey: Floats, shape: tuple[int, int], seconds: float) -> None:
        self._shape, self._begin = shape, seconds
        self._swings, self._reds, self._watch = Swings(self.rules, grey), Reds(pixels), Watch(self.rules)
        self._general, self._red = _Count(shape, TRANSITIONS), _Count(shape, RED_TRANSITIONS)
        self._past = Past()
        self._past.add(grey, seconds)


class _Count:
    """One kind of transitions as they come: their tally, and the worst of it."""

    def __init__(self, shape: tuple[int, int], limit: int) -> None:
        self.tally, self._shape, self._limit = Tally(shape[0] * shape[1]), shape, limit
        self._trace: Trace | None = None
        self._worst, self._at_once, self._field = 0, 0.0, 0.0

    def add(self, turned: NDArray[np.bool_], seconds: float, past: Past) -> None:
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
        most = self.tally.most.reshape(self._shape).copy()
        return Kind(self._limit, most, self.tally.total, self._trace, self._at_once, self._field)
