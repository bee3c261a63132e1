"""The voices in the hall: Lumi Chen's warning, and Finn Jett's ToothPact."""

from __future__ import annotations

import math
from dataclasses import dataclass

from viz.clock import TICK


@dataclass
class Voices:
    """How much of each voice there is, 0..1: they swell and ebb rather than start and stop."""

    lumi: float = 0.0
    finn: float = 0.0

    def step(self, lumi: float, finn: float) -> None:
        """Go on by one tick toward how loudly each is asked to speak, 0..1."""
        ease = 1 - math.exp(-TICK / 2.5)
        self.lumi += (lumi - self.lumi) * ease
        self.finn += (finn - self.finn) * ease
