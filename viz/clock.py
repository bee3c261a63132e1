"""From time to ticks. Nothing here reads a clock: the caller says what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

HZ = 60
TICK = 1 / HZ
"""Seconds a tick: the fixed step of the world."""


@dataclass(slots=True)
class Live:
    """Ticks that fall due as real time goes by. Time that cannot be made up for is dropped: no spiral."""

    catch_up: float = 0.25
    """The most seconds that one frame makes up for."""
    dropped: float = 0.0
    """Seconds dropped so far: while they grow, the show runs slower than the clock."""
    _last: float | None = None
    _due: float = 0.0

    def advance(self, now: float) -> tuple[int, float]:
        """Ticks to step now, and how far (0 ≤ alpha < 1) the moment lies past the last of them.

        now: monotonic seconds. The first call only takes the time.
        """
        due = self._due + max(0.0, now - (now if self._last is None else self._last))
        self._last = now
        if due > self.catch_up:
            self.dropped += due - self.catch_up
            due = self.catch_up
        ticks = int(due * HZ)
        self._due = max(0.0, due - ticks / HZ)
        return ticks, min(self._due * HZ, 1 - 2**-53)


@dataclass(frozen=True, slots=True)
class Scripted:
    """Moments of a film: frame after frame at an exact rate, which never drifts, however long the film."""

    fps: Fraction
    start: Fraction = Fraction(0)
    """Seconds of the show at frame 0."""

    def at(self, frame: int) -> tuple[int, float]:
        """Tick and alpha (0 ≤ alpha < 1) of a frame."""
        return moment(self.start + Fraction(frame) / self.fps)

    def frames(self, end: Fraction) -> int:
        """How many frames there are before end, in seconds of the show."""
        return max(0, -((self.start - end) * self.fps // 1))


def moment(seconds: Fraction | float) -> tuple[int, float]:
    """Tick and alpha (0 ≤ alpha < 1) of a time ≥ 0 in seconds of the show."""
    exact = Fraction(seconds) * HZ
    tick = exact.numerator // exact.denominator
    return tick, min(float(exact - tick), 1 - 2**-53)
