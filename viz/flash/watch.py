"""Patterns over time: what stands in a picture for a moment is no hazard, what is held is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.flash.patterns import Pattern, find
from viz.flash.rules import STRIPES_HELD, Rules

EVERY = 0.1
"""Seconds between two looks."""
_MOST = 20
"""Sightings that are kept: the longest."""
_HAIR = 1e-3


@dataclass(frozen=True)
class Sighting:
    """A pattern that was held too long."""

    begin: float
    end: float
    """Seconds, of the first and the last look that saw it."""
    pattern: Pattern
    """As it was when it was largest."""

    @property
    def seconds(self) -> float:
        """For how long it was seen."""
        return self.end - self.begin


class Watch:
    """Looks at pictures for patterns ten times a second."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._looked = -np.inf
        self._now: Sighting | None = None
        self._held: list[Sighting] = []

    def add(self, luminance: NDArray[np.float32], seconds: float) -> None:
        """Take the next picture's luminance (H, W), and its time."""
        if seconds < self._looked + EVERY - _HAIR:
            return
        self._looked = seconds
        pattern, now = find(luminance, self._rules), self._now
        if pattern is None:
            self._held, self._now = self.sightings(), None
        elif now is None:
            self._now = Sighting(seconds, seconds, pattern)
        else:
            self._now = Sighting(now.begin, seconds, max(pattern, now.pattern, key=lambda one: one.area))

    def sightings(self) -> list[Sighting]:
        """The patterns that were held too long up to now, the longest first."""
        now = self._now
        held = [*self._held, now] if now and now.seconds >= STRIPES_HELD - _HAIR else self._held
        return sorted(held, key=lambda sighting: -sighting.seconds)[:_MOST]
