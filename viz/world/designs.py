"""Nova's designs: the curated smiles that she unveils, their recalibration, and what neighbours give each other.

A curated smile hides its imperfections and is the same left and right. After the confrontation Nova recalibrates:
from her great mosaic along the walls, each smile takes back what is its owner's own, as far as the crowd leans toward
authenticity. Where ToothPact's sharing circles stand, near mosaics exchange colours and motifs, pair by pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.clock import TICK
from viz.world.nanobots import Wall

Floats = NDArray[np.float64]

_WAVE = 3.0
"""Metres along the walls that Nova's hand goes in a second."""
_TURN, _BACK = 7.0, 25.0
"""Seconds from curated to wholly one's own, and in which a new evening's smile is curated again."""
_SHARE, _PART = 20.0, 20.0
"""Seconds of a full circle in which a pair shares all, and in which a new evening takes it back."""


@dataclass
class Designs:
    """How far each design has come. Arrays are replaced, never written into, so that a shallow copy is a snapshot."""

    recalibrated: Floats
    """(N,) 0 curated symmetry … 1 the owner's own imperfections."""
    shared: Floats
    """(N,) how far the exchange with its partner has come, 0..1: the same for both."""
    partner: NDArray[np.int64]
    """(N,) the mosaic that each exchanges with; itself where there is none."""
    fading: NDArray[np.bool_]
    """(N,) whether what is shared is a past evening's, and goes."""
    evening: int = 0
    going: float = 0.0
    """Seconds since Nova began to recalibrate; 0 while she does not."""

    @staticmethod
    def curated(wall: Wall) -> Designs:
        """The designs as Nova unveils them."""
        none = np.zeros(wall.count)
        return Designs(none, none, wall.partner, np.zeros(wall.count, bool))

    def joined(self, wall: Wall, more: int) -> None:
        """So many more mosaics hang on the wall, after the others: curated, as Nova unveils every one."""
        none = np.zeros(more)
        self.recalibrated, self.shared = np.append(self.recalibrated, none), np.append(self.shared, none)
        self.partner, self.fading = wall.partner, np.append(self.fading, none > 0)

    def step(self, wall: Wall, *, evening: int, recalibrating: bool, blend: float, circles: Floats) -> None:
        """Go on by one tick.

        recalibrating: whether Nova is at it, from the aftermath to the end of the evening; when she is not, all is
        curated again, slowly. blend: what she aims at, 0 curated symmetry … 1 each owner's own: the crowd's opinion,
        or the operator's. circles (N,): how much of a sharing circle stands before each mosaic, 0..1.
        """
        self.partner = wall.partner
        self.going = self.going + TICK if recalibrating else 0.0
        reached = wall.out <= _WAVE * self.going
        goal = np.where(reached, min(max(blend, 0.0), 1.0), self.recalibrated) if recalibrating else 0.0
        stride = TICK / (_TURN if recalibrating else _BACK)
        away = np.minimum(np.maximum(goal - self.recalibrated, -stride), stride)
        self.recalibrated = self.recalibrated + away
        if evening != self.evening:
            self.evening, self.fading = evening, np.ones(wall.count, bool)
        self._share(circles)

    def _share(self, circles: Floats) -> None:
        paired = self.partner != np.arange(len(self.partner))
        active = np.where(paired, np.maximum(circles, circles[self.partner]), 0.0)
        self.fading = self.fading & (active == 0) & (self.shared > 0)
        shared = self.shared + TICK * np.where(self.fading, -1 / _PART, active / _SHARE)
        self.shared = np.minimum(np.maximum(shared, 0.0), 1.0)

    def rows(self, wall: Wall, gifts: Floats, content: Floats, arrival: Floats) -> NDArray[np.float32]:
        """(N, 12) Frame.design, of what mosaics can give (Mosaics.gifts), their owners' contentment (N,), and how far
        each has arrived (N,)."""
        rows = np.zeros((len(self.shared), 12), np.float32)
        rows[:, 0], rows[:, 1], rows[:, 2:6], rows[:, 6] = self.recalibrated, self.shared, gifts[self.partner], content
        rows[:, 7], rows[:, 8] = wall.toward, np.maximum(arrival, 0.0)
        return rows
