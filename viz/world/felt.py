"""What the hall gives the people in it to see, hear and follow in a tick."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from viz.world.acts import Name
from viz.world.cast import CAST

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Felt:
    """What is given in a tick. All shares are 0..1."""

    glitch: Floats
    """(N,) of each mosaic."""
    healed: Floats
    """(N,) how far the override holds each mosaic."""
    tick: int
    act: Name = "unveiling"
    evening: int = 0
    turned: bool = False
    """Whether the act began in this tick."""
    fresh: float = 0.0
    """1 per second at which a new evening's visitors replace the last one's."""
    calming: float = 0.0
    """How far Kai's override works on those who see it work: near healed mosaics."""
    lumi: float = 0.0
    """How loudly Lumi speaks."""
    heeded: bool = True
    """Whether there are others who take up her words."""
    hands: float = 0.0
    """Share of ToothPact's volunteers at work."""
    rally: bool = False
    """Whether Finn calls people round him."""
    circles: float = 0.0
    """Share of people who would stand in a sharing circle."""
    toothpact: bool = False
    """Whether volunteers are called, in this tick, to the place that the operator chose."""
    goals: Floats = field(default_factory=lambda: np.zeros((len(CAST), 2)))
    """(4, 2) where Nova, Kai, Lumi and Finn go."""
    hurry: Floats = field(default_factory=lambda: np.ones(len(CAST)))
    """(4,) m/s at which they go there."""
