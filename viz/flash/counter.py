"""The counter: picture after picture with their times in; what flashed, where and when, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.flash.field import patches
from viz.flash.kind import Count, Kind
from viz.flash.light import linear, luminance
from viz.flash.rules import RED_TRANSITIONS, TRANSITIONS, Rules
from viz.flash.swings import Reds, Swings
from viz.flash.trace import Past
from viz.flash.watch import Sighting, Watch

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Found:
    """What the counter found in a run of pictures."""

    pictures: int
    begin: float
    end: float
    """Times of the first and the last picture, seconds."""
    general: Kind
    red: Kind
    whole: Kind
    """Of the mean light of the whole picture, (1, 1): pixels that take turns make it flash more often than they do."""
    patches: Kind
    """Of the mean light of patches: what is left of the flashing for who stands far off. For information."""
    patterns: list[Sighting]
    """Patterns of stripes that were held too long, the longest first."""
    course: list[int]
    """The most transitions of any pixel in the second up to each tenth of a second from the beginning."""

    @property
    def passed(self) -> bool:
        """Whether there was nothing, at any pixel or in all of them together, that the guidelines rule out."""
        return not (self.general.over or self.red.over or self.whole.over or self.patterns)


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
        pixels, grey = light.reshape(-1, 3), luminance(light)
        if not self.pictures:
            self._start(light, grey, seconds)
        elif shape != self._shape:
            raise ValueError(f"a picture of {shape} among pictures of {self._shape}")
        elif seconds <= self._end:
            raise ValueError(f"a picture of {seconds} s after one of {self._end} s")
        else:
            for scale, seen in zip(self._scales, _scales(grey), strict=True):
                scale.add(seen, seconds)
            self._red.add(self._reds.step(pixels), seconds, self._scales[0].past)
        self._watch.add(grey, seconds)
        self.pictures, self._end = self.pictures + 1, seconds
        tenth, most = int((seconds - self._begin) * 10 + 1e-6), int(self._scales[0].count.tally.count.max())
        self._course += [most] * (tenth + 1 - len(self._course))
        self._course[tenth] = max(self._course[tenth], most)

    def found(self) -> Found:
        """What there was up to now. Raises ValueError where there was no picture."""
        if not self.pictures:
            raise ValueError("there was no picture")
        general, coarse, whole = (scale.count.kind() for scale in self._scales)
        return Found(
            pictures=self.pictures,
            begin=self._begin,
            end=self._end,
            general=general,
            red=self._red.kind(),
            whole=whole,
            patches=coarse,
            patterns=self._watch.sightings(),
            course=list(self._course),
        )

    def _start(self, light: Floats, grey: Floats, seconds: float) -> None:
        self._shape, self._begin = grey.shape, seconds
        self._scales = [_Scale(self.rules, seen, seconds) for seen in _scales(grey)]
        self._reds, self._watch = Reds(light.reshape(-1, 3)), Watch(self.rules)
        self._red = Count(self._shape, RED_TRANSITIONS)


class _Scale:
    """What luminance (H, W) does: of pixels, or of what they make together."""

    def __init__(self, rules: Rules, grey: Floats, seconds: float) -> None:
        self._swings = Swings(rules, grey.ravel())
        self.count, self.past = Count(grey.shape, TRANSITIONS), Past()
        self.past.add(grey.ravel(), seconds)

    def add(self, grey: Floats, seconds: float) -> None:
        self.past.add(grey.ravel(), seconds)
        self.count.add(self._swings.step(grey.ravel()), seconds, self.past)


def _scales(grey: Floats) -> tuple[Floats, Floats, Floats]:
    """Luminance (H, W) as it is, of patches, and of the whole picture."""
    return grey, patches(grey), grey.mean(keepdims=True)
