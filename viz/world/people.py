"""Who is in the hall: Nova, Kai, Lumi and Finn, and the attendees, with what makes each of them differ.

Rows 0 to 3 are the characters, the attendees come after; a hall without attendees has no characters either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from viz.world.cast import CAST, NOVA
from viz.world.chance import bell, key_of, uniform
from viz.world.feelings import DRAWS, temper

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]

VOLUNTEER, OWNER = 5, 6
"""Roles; the characters' are 1 to 4, everybody else's is 0."""
VOLUNTEERS = 0.05
"""Share of ToothPact's volunteers among the attendees."""
_LEANING = (0.25, 0.55)
"""Opinions about which people begin: most lean to dependency, some are undecided."""


@dataclass(frozen=True)
class People:
    """What M people are, and stay. All arrays are (M,)."""

    keys: NDArray[np.uint64]
    """Of each one's chances."""
    free: Floats
    """Free speed on an open way, m/s."""
    height: Floats
    """Metres."""
    variety: Floats
    """0..1: how each looks."""
    expressive: Floats
    """0..1: how much of what each feels shows."""
    open: Floats
    """0..1: how much each takes from others."""
    bound: Floats
    """How far another's opinion may lie from one's own and still be heard."""
    swayed: Floats
    """0..1: how much others' opinions count against one's own beginning."""
    opinion: Floats
    """What each thinks before anybody has said anything: 0 dependency … 1 authenticity."""
    cares: Indices
    """The mosaic each cares for: -1 for a character who has none."""
    role: Indices
    """0 attendee, 1 to 4 Nova, Kai, Lumi, Finn, 5 volunteer, 6 owner of a mosaic."""

    @staticmethod
    def of(count: int, mosaics: int, seed: int) -> People:
        """The characters and that many attendees, for that many mosaics; nobody for none."""
        total = count + len(CAST) if count else 0
        keys = np.array([key_of("person", str(seed), str(i)) for i in range(total)], np.uint64)
        one = np.zeros(total, np.int64)
        lean = np.where(uniform(keys, one, 80) < 0.6, *_LEANING) + 0.07 * bell(keys, one, 81)
        opinion = np.clip(lean, 0.02, 0.98)
        opinion[: len(CAST)] = np.array([0.45, 0.2, 0.9, 0.8])[:total]
        cares, role = _assign(keys, count, mosaics)
        return People(
            keys=keys,
            free=np.clip(1.34 + 0.26 * bell(keys, one, 82), 0.5, 2.2),
            height=np.clip(1.70 + 0.09 * bell(keys, one, 83), 1.48, 1.95),
            variety=uniform(keys, one, 84),
            expressive=_beta(keys, 85),
            open=_beta(keys, 95),
            bound=0.26 + 0.16 * uniform(keys, one, 105),
            swayed=0.6 + 0.35 * uniform(keys, one, 106),
            opinion=opinion,
            cares=cares,
            role=role,
        )

    def joined(self, mosaic: int) -> People:
        """The same people, of whom one who has no mosaic yet owns that one from now on; nobody where all have one."""
        free = np.flatnonzero(self.attendees & (self.role == 0))
        if not free.size:
            return self
        cares, role = self.cares.copy(), self.role.copy()
        cares[free[0]], role[free[0]] = mosaic, OWNER
        return replace(self, cares=cares, role=role)

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def stroll(self) -> Floats:
        """(M,) m/s at which people walk who look at things."""
        return 0.7 * self.free

    @cached_property
    def attendees(self) -> Bools:
        """(M,) who is no character."""
        return np.arange(len(self)) >= len(CAST)

    @cached_property
    def volunteers(self) -> Indices:
        """(V,) ToothPact's, in the order in which they come when called."""
        return np.flatnonzero(self.role == VOLUNTEER)

    @cached_property
    def _first(self) -> tuple[Indices, Indices]:
        """The mosaics that anybody cares for, and the first person who does."""
        return np.unique(self.cares, return_index=True)

    def owners(self, mosaics: int) -> Indices:
        """(N,) each mosaic's owner: the first who cares for it; -1 where there is nobody."""
        first = np.full(mosaics, -1)
        cared, who = self._first
        known = (cared >= 0) & (cared < mosaics)
        first[cared[known]] = who[known]
        return first


def _assign(keys: NDArray[np.uint64], count: int, mosaics: int) -> tuple[Indices, Indices]:
    """Whom each cares for, and everybody's role: owners first, for whom the lot has it, then volunteers."""
    total = len(keys)
    cares, role = np.full(total, -1), np.zeros(total, np.int64)
    if not total:
        return cares, role
    cares[NOVA] = 0
    role[: len(CAST)] = np.arange(1, 1 + len(CAST))
    others = np.arange(len(CAST), total)
    cares[others] = 1 + np.arange(count) % (mosaics - 1) if mosaics > 1 else 0
    role[others[: mosaics - 1]] = OWNER
    # Owners help only where there are few others.
    lot = uniform(keys[others], others, 96) + (role[others] == OWNER)
    helpers = others[np.argsort(lot, kind="stable")[: round(VOLUNTEERS * count)]]
    role[helpers] = VOLUNTEER
    return cares, role


def _beta(keys: NDArray[np.uint64], salt: int) -> Floats:
    """Numbers of the distribution Beta(5, 5): the fifth of nine uniform ones."""
    return temper(np.stack([uniform(keys, np.zeros(len(keys), np.int64), salt + k) for k in range(DRAWS)]))
