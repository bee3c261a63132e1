"""Transitions, pixel by pixel: where light goes from a valley to a peak far enough above it, or back; where it goes to
saturated red from another colour far enough away, or back.

A valley is the lowest luminance since the last transition, a peak the highest; so a slow rise in small steps is one
transition, and a ripple that stays within the threshold none, however long it goes on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.flash.light import chromaticity, saturated
from viz.flash.rules import RED_SHIFT, Rules

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


class Swings:
    """Opposing transitions of luminance. Each is complete as soon as the change reaches the threshold.

    Of all ways to choose peaks and valleys that far apart, in turn, this finds one with the most of them.
    """

    def __init__(self, rules: Rules, luminance: Floats) -> None:
        """Begin with a first picture's luminance (N,)."""
        self._rules = rules
        self._low, self._high = luminance.copy(), luminance.copy()
        self._way = np.zeros(luminance.shape, np.int8)

    def step(self, luminance: Floats) -> Bools:
        """(N,) which pixels complete a transition with the next picture."""
        np.minimum(self._low, luminance, out=self._low)
        np.maximum(self._high, luminance, out=self._high)
        up = (self._way <= 0) & self._rules.apart(self._low, luminance)
        down = (self._way >= 0) & self._rules.apart(luminance, self._high)
        turned = up | down
        np.copyto(self._low, luminance, where=turned)
        np.copyto(self._high, luminance, where=turned)
        self._way[up], self._way[down] = 1, -1
        return turned


_PRIMARY = chromaticity(np.array([1, 0, 0], np.float32))


class Reds:
    """Transitions to saturated red and away from it.

    Each is measured from the reddest state while a pixel was red, and from the least red one while it was not: from
    the nearest to the red primary, and the farthest from it.
    """

    def __init__(self, light: Floats) -> None:
        """Begin with a first picture's linear light (N, 3)."""
        self._red = saturated(light)
        self._place = chromaticity(light)
        self._reach = _apart(self._place, _PRIMARY)

    def step(self, light: Floats) -> Bools:
        """(N,) which pixels complete a red transition with the next picture."""
        red, place = saturated(light), chromaticity(light)
        reach = _apart(place, _PRIMARY)
        turned = (red != self._red) & (_apart(place, self._place) > RED_SHIFT)
        more = np.where(self._red, reach < self._reach, reach > self._reach) & (red == self._red)
        taken = turned | more
        np.copyto(self._place, place, where=taken[:, None])
        np.copyto(self._reach, reach, where=taken)
        self._red ^= turned
        return turned


def _apart(a: Floats, b: Floats) -> Floats:
    return np.hypot(a[..., 0] - b[..., 0], a[..., 1] - b[..., 1])
