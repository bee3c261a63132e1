"""What each owner lets the nanobots do to their own mosaic, and how content they are with what becomes of it.

Until Kai asks, the nanobots take everything: nobody was asked. From the aftermath on his terminals reach the owners one
after the other, from the great mosaic outward, and each decides at their own moment, on a ladder of five rungs. What
their mosaic suffered this evening and a leaning toward authenticity lower the level; support raises it, since those
who are held trust more. The glitch never exceeds it, in the world and on every tile of the wall.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.clock import TICK
from viz.world.nanobots import Wall

Floats = NDArray[np.float64]

RUNGS = ("nothing", "light", "colour", "place", "everything")
"""What nanobots may change on each rung of the ladder, and on all below it: 0, 0.25, 0.5, 0.75 and 1."""

_RAMP = 0.04
"""Height of the ramp below a rung."""
_ROUND = 30.0
"""Seconds in which Kai's terminals reach all owners."""
_EASE, _ANEW = 2.0, 8.0
"""Seconds from one end of the ladder to the other: for a decision, and for a new evening in which nobody was asked."""
_SUFFERED = 40.0
"""Seconds of full glitch after which an owner has suffered half of what one can."""
_HURT, _MEND, _HEALING = 0.5, 0.025, 0.12
"""1/s at which glitch beyond what an owner would allow is felt, at which that fades by itself, and where it is
healed."""
_CONTENT = 3.0
"""Seconds in which contentment follows its causes."""


def rung(level: float) -> str:
    """The name of the highest rung that a level (0..1) has reached."""
    return RUNGS[int(_rungs(np.array([level]))[0])]


def permits(level: NDArray[np.floating], what: str) -> NDArray[np.floating]:
    """How far levels (…,) let nanobots change that, "light", "colour" or "place": 1 from its rung on, 0 below it.

    Just under the rung lies a short ramp, so that nothing jumps while a level eases past; no rung lies on one.
    shaders/passes/mosaics.frag goes by the same.
    """
    at = RUNGS.index(what) / (len(RUNGS) - 1)
    t = np.minimum(np.maximum((level - at) / _RAMP + 1, 0.0), 1.0)
    return t * t * (3 - 2 * t)


def _rungs(level: Floats) -> Floats:
    """The highest rungs (…,) that levels have reached; a hair below one counts as on it."""
    return np.floor(np.minimum(np.maximum(level, 0.0), 1.0) * (len(RUNGS) - 1) + 1e-9)


@dataclass(frozen=True, slots=True)
class Lived:
    """What owners live through in a tick. Arrays (N,), each value 0..1, unless said."""

    evening: int
    deciding: bool
    """Whether Kai asks the owners: from the aftermath to the end of the evening."""
    ceiling: float
    """The operator's: the most that anyone may allow."""
    feelings: Floats
    """(N, 3) each owner's panic, support and opinion."""
    glitch: Floats
    healed: Floats
    recalibrated: Floats
    shared: Floats


@dataclass
class Consents:
    """Each owner's consent. Arrays are replaced, never written into, so that a shallow copy is a snapshot."""

    level: Floats
    """(N,) the rung that each owner stands on: what they decided, and 1 before."""
    consent: Floats
    """(N,) the level as it is in force: eased, and under the operator's ceiling. The glitch never exceeds it."""
    decided: NDArray[np.bool_]
    """(N,) who has decided."""
    harm: Floats
    """(N,) seconds of full glitch that each mosaic has suffered this evening."""
    felt: Floats
    """(N,) how much of the harm done against their will each owner feels now, 0..1."""
    content: Floats
    """(N,) how content each owner is, 0..1."""
    asking: float = 0.0
    """Seconds since Kai began to ask."""
    evening: int = 0

    @staticmethod
    def unasked(count: int) -> Consents:
        """The owners of that many mosaics, as they come in."""
        none, all_ = np.zeros(count), np.ones(count)
        return Consents(all_, all_, np.zeros(count, bool), none, none, np.full(count, 0.85))

    def joined(self, more: int) -> None:
        """So many more owners come; nobody asked them yet."""
        for name, part in vars(Consents.unasked(more)).items():
            if isinstance(part, np.ndarray):
                setattr(self, name, np.append(getattr(self, name), part))

    def step(self, wall: Wall, lived: Lived) -> None:
        """Go on by one tick. Raises ValueError when there are not as many owners as mosaics hang."""
        if len(lived.feelings) != wall.count:
            raise ValueError(f"{wall.count} mosaics hang, but {len(lived.feelings)} owners were given")
        if lived.evening != self.evening:
            self.evening, self.harm = lived.evening, np.zeros(wall.count)
        self.harm = self.harm + lived.glitch * TICK
        wish = self.wish(lived.feelings)
        self._decide(wall, wish, lived.deciding)
        self._ease(lived)
        self._feel(wish, lived)

    def wish(self, feelings: Floats) -> Floats:
        """(N,) what owners with those feelings (N, 3) would allow were they asked now, 0..1, between the rungs."""
        suffered = self.harm / (self.harm + _SUFFERED)
        _, support, opinion = feelings.T
        wish = 1.0 - 0.8 * suffered - 0.6 * (opinion - 0.3) + 0.5 * (support - 0.5)
        return np.minimum(np.maximum(wish, 0.0), 1.0)

    def _decide(self, wall: Wall, wish: Floats, deciding: bool) -> None:
        if not deciding:
            if self.decided.any() or self.asking > 0:
                self.decided, self.level, self.asking = np.zeros(wall.count, bool), np.ones(wall.count), 0.0
            return
        self.asking += TICK
        now = (self.asking >= moments(wall)) & ~self.decided
        if now.any():
            self.level = np.where(now, _rungs(wish + 0.5 / (len(RUNGS) - 1)) / (len(RUNGS) - 1), self.level)
            self.decided = self.decided | now

    def _ease(self, lived: Lived) -> None:
        most = math.floor(min(max(lived.ceiling, 0.0), 1.0) * (len(RUNGS) - 1) + 1e-9) / (len(RUNGS) - 1)
        goal = np.minimum(self.level, most)
        asked = self.decided | (goal < self.consent)
        stride = TICK / np.where(asked, _EASE, _ANEW)
        self.consent = self.consent + np.minimum(np.maximum(goal - self.consent, -stride), stride)

    def _feel(self, wish: Floats, lived: Lived) -> None:
        beyond = np.maximum(lived.glitch - wish, 0.0)
        mend = _MEND + _HEALING * lived.healed
        self.felt = self.felt + TICK * (_HURT * beyond * (1 - self.felt) - mend * self.felt)
        opinion = lived.feelings[:, 2]
        honoured = opinion * lived.recalibrated + (1 - opinion) * (1 - lived.recalibrated)
        goal = (1 - self.felt) * (0.70 + 0.20 * honoured + 0.10 * lived.shared)
        self.content = self.content + (goal - self.content) * (TICK / _CONTENT)


def moments(wall: Wall) -> Floats:
    """(N,) seconds after which Kai's terminals reach each owner, the great mosaic's first."""
    return _ROUND * (0.75 * wall.out / max(float(wall.out.max()), 1e-9) + 0.25 * wall.turns * (wall.out > 0))
