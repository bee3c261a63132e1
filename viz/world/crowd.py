"""What the attendees feel: a well-mixed crowd, in which everybody meets everybody.

Panic q, mutual support s and opinion o (0 dependency … 1 authenticity) are means over the room. Panic spreads as in
ASCRIBE (Bosse, Hoogendoorn, Klein, Treur, van der Wal, van Wissen 2013), whose homogeneous form is logistic with the
rate Γη(2β - 1): support lowers β, so that panic grows while s < ½ and decays above it. Opinions are drawn to Lumi's,
and held by where they started (Friedkin and Johnsen 1990).
People differ: each has a temper by which they feel more or less than the mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.clock import TICK
from viz.controls import Point, Settings
from viz.world.chance import bell, key_of
from viz.world.people import Moment, People, Room

Floats = NDArray[np.float64]

_CONTACT = 0.32
"""Γη: how fast feelings pass between people, per second."""
_FRIGHT = 0.10
"""Panic per second that glitching mosaics all round cause in a calm crowd."""
_NERVE, _HABIT = 0.25, 0.05
"""1/s at which fear goes by itself where nothing threatens, and at which one gets used to any threat."""
_KAI = 0.10
"""1/s at which fear goes where the override is seen to work: Kai's calming, τ = 10 s."""
_CALM = 0.25
"""1/s at which fear goes under the most reassuring announcement."""
_VOLUNTEERS, _HANDS = 0.05, 1.0
"""Share of ToothPact's volunteers, and how fast support passes from hand to hand, per second."""
_START = (0.02, 0.08, 0.25)
"""Panic, support and opinion as people come in."""


class CrowdControls(Settings):
    """What is done for the people in the hall."""

    people: int = Field(
        140, ge=0, le=20_000, title="People", description="How many attendees", json_schema_extra={"hidden": True}
    )
    calm: float = Field(
        0.0, ge=0, le=1, title="Calm", description="A calming announcement: 0: none; 1: as reassuring as can be"
    )
    where: Point = Field(
        (0.0, -37.0),
        title="Where",
        description="The place on the floor that the buttons below are about",
        json_schema_extra={"unit": "m"},
    )
    announce: bool = Field(
        False,
        title="Announce",
        description="A calming announcement to the people at that place",
        json_schema_extra={"trigger": True},
    )
    rumour: bool = Field(
        False,
        title="Seed a rumour",
        description="Frightens the few people at that place; what comes of it is theirs",
        json_schema_extra={"trigger": True},
    )
    open_door: bool = Field(
        False,
        title="Open a door",
        description="Opens the door nearest to that place: frightened people leave by it, and come back calm",
        json_schema_extra={"trigger": True},
    )
    close_doors: bool = Field(
        False, title="Close doors", description="Closes every door", json_schema_extra={"trigger": True}
    )
    lumi: float = Field(
        1.0, ge=0, le=1, title="Lumi", description="How much Lumi's warning is heard; 1: as the act says"
    )
    finn: float = Field(
        1.0, ge=0, le=1, title="Finn", description="How many of Finn's ToothPact come; 1: as the act says, 0: nobody"
    )


@dataclass(frozen=True, slots=True)
class Felt:
    """What the room gives the crowd to feel in a tick, each 0..1."""

    glitch: float
    """Share of glitch over all mosaics."""
    healing: float
    """How much of the walls the override is seen to hold."""
    lumi: float
    finn: float
    fresh: float
    """1 per second at which a new evening's visitors replace the last one's."""


@dataclass
class Crowd:
    """The attendees' state. Arrays are replaced, never written into, so that a shallow copy is a snapshot."""

    people: People
    tempers: Floats
    """(M, 3) exponents on the mean panic, support and opinion: below 1 feels more than the mean, above 1 less."""
    panic: float = _START[0]
    support: float = _START[1]
    opinion: float = _START[2]
    threat: float = 0.0
    """How threatening the walls feel: it rises with the glitch, and fades slowly after it."""

    @staticmethod
    def gather(room: Room, count: int, seed: int) -> Crowd:
        """That many people, standing about as at the beginning of an evening."""
        keys = np.array([key_of("temper", str(seed), str(i)) for i in range(count)], np.uint64)
        tempers = np.exp(0.45 * np.stack([bell(keys, np.zeros(count, int), salt) for salt in range(3)], axis=-1))
        return Crowd(People.gather(room, count, seed), tempers.reshape(count, 3))

    def step(self, room: Room, controls: CrowdControls, felt: Felt, moment: Moment) -> None:
        """Go on by one tick."""
        self._feel(felt, controls.calm)
        self.people = self.people.step(room, self.each[:, 0], moment)

    @property
    def each(self) -> Floats:
        """(M, 3) everybody's panic, support and opinion."""
        means: Floats = np.array([self.panic, self.support, self.opinion])
        return means**self.tempers

    def _feel(self, felt: Felt, calm: float) -> None:
        q, s, o = self.panic, self.support, self.opinion
        self.threat += (felt.glitch - self.threat) * TICK / (3.0 if felt.glitch > self.threat else 30.0)
        beta = 0.8 - 0.6 * s
        ease = _HABIT + _NERVE * (1 - self.threat) ** 2 + _KAI * felt.healing + _CALM * calm
        dq = _CONTACT * (2 * beta - 1) * q * (1 - q) + _FRIGHT * felt.glitch * (1 - s) * (1 - q) - ease * q
        ds = _HANDS * felt.finn * (_VOLUNTEERS + 0.1 * s) * (1 - s) - s * (1 - felt.finn) / 60
        do = felt.lumi * 0.035 * (0.92 - o) + (1 - felt.lumi) * 0.002 * (_START[2] - o)
        fresh = felt.fresh
        self.panic = min(max(q + TICK * (dq + fresh * (_START[0] - q)), 0.0), 1.0)
        self.support = min(max(s + TICK * (ds + fresh * (_START[1] - s)), 0.0), 1.0)
        self.opinion = min(max(o + TICK * (do + fresh * (_START[2] - o)), 0.0), 1.0)
