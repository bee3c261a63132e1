"""What each person feels and thinks: fear has its causes, passes on, and fades where nothing threatens.

Feelings pass as in feelings (ASCRIBE), opinions as in opinions (bounded confidence with anchors). What is here are the
causes: the glitch in the mosaic one cares for, glitch all round, rumours; support and words that help against them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from viz.world import feelings
from viz.world.bodies import Bodies
from viz.world.cast import CAST
from viz.world.felt import Felt
from viz.world.floor import Floor
from viz.world.near import Near
from viz.world.opinions import Voice, debate
from viz.world.people import People
from viz.world.plane import far

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

START = (0.01, 0.08)
"""Panic and support of people as they come in."""
_FRIGHT = 0.011
"""Panic per second that a calm person takes from a glitch that fills their sight."""
_NERVE = 0.8
"""1/s at which fear goes by itself where nothing threatens any more."""
_COMPOSED = 0.6
"""1/s at which the characters master their fear: they have something to do."""
_KAI = 0.1
"""1/s at which fear goes where the override is seen to work: τ = 10 s."""
_WORD = 0.55
"""1/s at which fear goes right where a calming announcement is made."""
_NOTICED, _FORGOTTEN = 2.5, 45.0
"""Seconds in which people take notice of a threat, and in which they forget it."""
_ALONE = 150.0
"""Seconds in which support goes where nobody renews it."""
_TAKEN = 90.0
"""Seconds in which what people have come to think becomes what they hold to."""


@dataclass(frozen=True)
class Moods:
    """M people's moods, all (M,) and 0..1. Arrays are replaced, never written into."""

    panic: Floats
    support: Floats
    opinion: Floats
    """0 dependency … 1 authenticity."""
    anchor: Floats
    """The opinion each holds to, whatever others say."""
    alert: Floats
    """How threatening each finds the hall: it rises with what they see, and fades slowly after it."""

    @staticmethod
    def calm(people: People) -> Moods:
        """As people come in."""
        count = len(people)
        panic, support = (np.full(count, start) for start in START)
        return Moods(panic, support, people.opinion, people.opinion, np.zeros(count))

    @cached_property
    def means(self) -> tuple[float, float, float]:
        """Panic, support and opinion in the mean over the attendees; 0 where there are none."""
        panic, support, opinion = (
            float(each[len(CAST) :].mean()) if len(each) else 0.0 for each in (self.panic, self.support, self.opinion)
        )
        return panic, support, opinion

    def step(
        self,
        people: People,
        bodies: Bodies,
        floor: Floor,
        felt: Felt,
        near: Near,
        working: Bools,
        ease: Floats,
        words: Sequence[Voice],
        talking: Bools,
        dt: float,
    ) -> Moods:
        """dt seconds on.

        working (M,): volunteers at work, who never lose heart. ease (M,): how much each is reassured, 0..1. words:
        who is heard by more than those at their side. talking (M,): whose opinion may change.
        """
        own, seen = _threat(people, bodies, floor, felt)
        alert = self._alert(np.minimum(1.2 * own + seen, 1.0), ease, dt)
        support = np.where(working, np.minimum(self.support + dt, 1.0), self.support)
        shows = np.where(working, np.maximum(people.expressive, 0.7), people.expressive)
        panic, support = feelings.feel(self.panic, support, near, shows, people.open, dt, pinned=working)
        panic = panic + dt * _FRIGHT * (3.0 * own + seen) * (1 - support) ** 2 * (1 - panic)
        rate = _NERVE * (1 - alert) ** 2 + _WORD * ease + np.where(people.attendees, 0.0, _COMPOSED)
        if felt.calming > 0:
            healed = np.minimum(1.6 * floor.seen(felt.healed, bodies.place), 1.0) * bodies.inside
            rate = rate + _KAI * felt.calming * healed
        panic = feelings.calm(panic, rate, dt)
        support = np.where(working, support, support + (START[1] - support) * (dt / _ALONE))
        opinion = debate(
            self.opinion,
            self.anchor,
            people.swayed,
            near,
            dt,
            confidence=people.bound,
            pinned=~(talking & people.attendees),
            voices=words,
        )
        lesson = 0.01 * own * (1 - self.anchor) * people.attendees
        anchor = self.anchor + dt * ((opinion - self.anchor) / _TAKEN + lesson)
        return replace(self, panic=panic, support=support, opinion=opinion, anchor=anchor, alert=alert)._renew(
            people, felt.fresh * dt
        )

    def frighten(self, who: Bools) -> Moods:
        """Those people hear a rumour."""
        return replace(
            self, panic=np.where(who, np.maximum(self.panic, 0.8), self.panic), alert=np.where(who, 1.0, self.alert)
        )

    def _alert(self, threat: Floats, ease: Floats, dt: float) -> Floats:
        away = threat - self.alert
        fast = np.where(away > 0, dt / _NOTICED * (1 - 0.8 * ease), dt / _FORGOTTEN + dt * 0.3 * ease)
        return self.alert + away * fast

    def _renew(self, people: People, share: float) -> Moods:
        """A new evening's visitors come for that share of the last one's."""
        if share == 0:
            return self
        fresh = Moods.calm(people)
        share = min(share, 1.0)
        return Moods(*((1 - share) * old + share * new for old, new in zip(_all(self), _all(fresh), strict=True)))


def _all(moods: Moods) -> tuple[Floats, ...]:
    return moods.panic, moods.support, moods.opinion, moods.anchor, moods.alert


def _threat(people: People, bodies: Bodies, floor: Floor, felt: Felt) -> tuple[Floats, Floats]:
    """(M,) glitch in the mosaic each cares for, which is seen from everywhere but best from near, and all round."""
    away = far(floor.foot[people.cares], bodies.place)
    own = felt.glitch[people.cares] * (0.35 + 0.65 * np.exp(-away / 12.0)) * (people.cares >= 0)
    return own * bodies.inside, floor.seen(felt.glitch, bodies.place) * bodies.inside
