"""Holds the frame rate: from what frames cost to a step on a ladder of qualities. It reads no clock and knows no GL."""

from __future__ import annotations

from collections import deque
from statistics import median

RECENT = 7
"""Frames by whose median a picture is late: three that were slow for reasons of their own change nothing."""
WINDOW = 31
"""Frames by which comfort is judged."""
SETTLE = 6
"""Frames after a change that count for nothing: GPU timers tell of frames before it."""
COMFORT = 0.85
"""Share of the time for a frame that the next better step may be expected to take."""
ROOM = 0.95
"""The same for the step to which a late picture goes down."""
PATIENCE_S = 5.0
"""Comfort lasts so long before a step up is tried, and twice as long after each time that it failed …"""
LONGEST_S = 160.0
"""… up to this; what has held for as long is no failure any more."""
GUESS = 1.3
"""What a step is expected to cost by the one below, until both have been seen."""


class Governor:
    """Down at once when frames are late, as far as it takes; up by one step after long comfort, if what a step was
    seen to cost leaves room for it. What it learned it keeps, so on a steady machine it settles and stays."""

    def __init__(self, steps: int, start: int) -> None:
        """steps: of the ladder, the cheapest first. start: where to begin, 0 … steps - 1."""
        self.step = start
        self._ratios = [GUESS] * (steps - 1)
        self._patience = [PATIENCE_S] * steps
        self._costs: deque[float] = deque(maxlen=WINDOW)
        self._left: tuple[int, float] | None = None
        self._skip = SETTLE
        self._changed = self._comfortable = float("-inf")
        self._rose = False

    def feed(self, cost: float, budget: float, now: float) -> int:
        """A frame cost so much of a budget (both in ms) and was done at `now`, in seconds of any steady clock; the step
        to draw from the next frame on."""
        if self._comfortable == float("-inf"):
            self._changed = self._comfortable = now
        if self._skip:
            self._skip -= 1
            return self.step
        self._costs.append(cost)
        if len(self._costs) < RECENT:
            return self.step
        recent = median(list(self._costs)[-RECENT:])
        self._learn(recent)
        if recent > budget and self.step:
            self._fall(recent, budget, now)
        elif self._may_rise(budget, now):
            self._go(self.step + 1, now)
            self._rose = True
        return self.step

    def _learn(self, cost: float) -> None:
        """Spread what the last change was seen to do over the steps that it passed."""
        if self._left is None:
            return
        (before, was), self._left = self._left, None
        low, high = sorted((before, self.step))
        dear, cheap = (cost, was) if self.step > before else (was, cost)
        seen = max(dear, 1e-6) / max(cheap, 1e-6)
        expected = self._between(low, high)
        for step in range(low, high):
            changed = self._ratios[step] * (seen / expected) ** (1 / (high - low))
            self._ratios[step] = min(max(changed, 1.0), 8.0)

    def _between(self, low: int, high: int) -> float:
        product = 1.0
        for ratio in self._ratios[low:high]:
            product *= ratio
        return product

    def _fall(self, cost: float, budget: float, now: float) -> None:
        """To the best step that is expected to hold."""
        here = self.step
        if self._rose and now - self._changed < LONGEST_S:
            self._patience[here] = min(2 * self._patience[here], LONGEST_S)
        holding = (step for step in range(here - 1, 0, -1) if cost / self._between(step, here) <= ROOM * budget)
        self._go(next(holding, 0), now)
        self._rose = False

    def _may_rise(self, budget: float, now: float) -> bool:
        """Whether the step above has been expected to hold for long enough."""
        if self.step >= len(self._ratios) or len(self._costs) < WINDOW:
            return False
        if now - self._changed >= LONGEST_S:
            self._patience[self.step] = PATIENCE_S
        slow = sorted(self._costs)[3 * WINDOW // 4]
        if slow * self._ratios[self.step] > COMFORT * budget:
            self._comfortable = now
        return now - self._comfortable >= self._patience[self.step + 1]

    def _go(self, step: int, now: float) -> None:
        self._left = (self.step, median(list(self._costs)[-RECENT:]))
        self.step = step
        self._costs.clear()
        self._skip = SETTLE
        self._changed = self._comfortable = now
