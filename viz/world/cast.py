"""The four characters as an operator can play them: Nova Hale, Kai Adira, Lumi Chen and Finn Jett.

The autopilot plays them all. Touching one of a character's controls takes that character over; the character is given
back on request, or some seconds after the last touch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.clock import TICK
from viz.controls import Point, Settings
from viz.world.acts import Act
from viz.world.hall import Hall
from viz.world.nanobots import Kai

Floats = NDArray[np.float64]

CAST = ("nova", "kai", "lumi", "finn")
"""The characters in the order of their rows among the people."""
NOVA, KAI, LUMI, FINN = range(4)

_WALK, _RUN = 1.2, 3.0
"""Metres a second at which characters go about, and at which Kai comes running."""
_FOOT = 2.6
"""Metres before a wall at which somebody stands who works at it."""
_BESIDE = 2.2
"""Metres to the side of Nova, where another finds room."""
_EDGE = 0.8
"""Metres from the walls that everybody keeps."""
_ARRIVED = 4.0
"""Metres from his place within which Kai can work the override."""
_SPENT, _READY = 0.12, 0.5
"""Charge at which Kai lets the override rest, and at which he begins again."""
_CALLING, _RESTING = 14.0, 10.0
"""Seconds that a rally lasts, and that lie between two."""
_FEW = 0.1
"""Share of ToothPact below which they can hold no circles."""
_NEEDED = 0.03
"""Glitch below which the autopilot has no use for the override."""


class Nova(Settings):
    """Nova Hale, who made the mosaics."""

    blend: float = Field(
        0.5,
        ge=0,
        le=1,
        title="Recalibration",
        description="0: curated symmetry; 1: every smile with its own imperfections",
    )
    give_back: bool = Field(
        False, title="Give Nova back", description="The autopilot plays Nova again", json_schema_extra={"trigger": True}
    )


class Lumi(Settings):
    """Lumi Chen, who warns of dependency and asks for authenticity."""

    voice: float = Field(0.0, ge=0, le=1, title="Voice", description="0: silent; 1: all near her hear every word")
    where: Point = Field(
        (0.0, -60.0), title="Where", description="Where she speaks, on the floor", json_schema_extra={"unit": "m"}
    )
    give_back: bool = Field(
        False, title="Give Lumi back", description="The autopilot plays Lumi again", json_schema_extra={"trigger": True}
    )


class Finn(Settings):
    """Finn Jett, who leads ToothPact."""

    hands: float = Field(0.0, ge=0, le=1, title="Hands", description="How many of ToothPact's volunteers are at work")
    rally: bool = Field(False, title="Rally", description="Members gather round Finn and call out together")
    circles: bool = Field(False, title="Circles", description="Sharing circles form before neighbouring mosaics")
    where: Point = Field(
        (0.0, -37.0), title="Where", description="Where Finn goes, on the floor", json_schema_extra={"unit": "m"}
    )
    toothpact: bool = Field(
        False,
        title="Call ToothPact",
        description="Volunteers come to the place chosen on the plan and steady the people there",
        json_schema_extra={"trigger": True},
    )
    give_back: bool = Field(
        False, title="Give Finn back", description="The autopilot plays Finn again", json_schema_extra={"trigger": True}
    )


@dataclass(frozen=True, slots=True)
class Scenery:
    """What the autopilot goes by in a tick."""

    act: Act
    seconds: float
    """Seconds into the act."""
    lumi: float
    finn: float
    """How much the acts ask of both, 0..1."""
    glitch: float
    """Mean over the mosaics."""
    opinion: float
    """Mean over the people."""
    charge: float
    speaking: bool
    """Whether a line of Lumi's is on the wall."""
    trouble: tuple[float, float]
    """x, z where people are most afraid."""
    origin: tuple[float, float]
    """x, z before the mosaic in which the glitch began."""
    kai_at: tuple[float, float] | None
    """x, z of Kai himself; None where there is nobody: then he needs not be there."""


@dataclass(frozen=True, slots=True)
class Played:
    """What the characters do in a tick, whoever plays them."""

    goals: Floats
    """(4, 2) x, z where each goes."""
    hurry: Floats
    """(4,) m/s at which each goes there."""
    lumi: float
    """Her loudness, 0..1."""
    hands: float
    """Share of ToothPact's volunteers at work, 0..1."""
    rally: bool
    circles: bool
    kai: float
    """Strength of the autopilot's override; 0: none."""
    blend: float
    """What Nova recalibrates to: 0 curated symmetry … 1 everyone's own imperfections."""


@dataclass
class Cast:
    """Who plays whom. Arrays are replaced, never written into, so that a shallow copy is a snapshot."""

    hands: Floats = field(default_factory=lambda: np.zeros(4))
    """(4,) seconds for which the operator still plays each; 0: the autopilot does."""
    working: bool = False
    """Whether the autopilot has Kai at the override."""

    def touch(self, name: str, seconds: float) -> None:
        """The operator plays this character for so many seconds; 0 gives it back."""
        self.hands = np.where(np.arange(4) == CAST.index(name), seconds, self.hands)

    def held(self, character: int) -> bool:
        """Whether the operator plays this character."""
        return bool(self.hands[character] > 0)

    def step(self, hall: Hall, kai: Kai, lumi: Lumi, finn: Finn, nova: Nova, hand_back: float, s: Scenery) -> Played:
        """Go on by one tick."""
        self.hands = np.maximum(self.hands - TICK, 0.0)
        if kai.override.armed:  # an armed override is never taken out of the operator's hands
            self.touch("kai", max(hand_back, float(self.hands[KAI])))
        self._work(hall, s)
        goals, hurry = _places(hall, s), np.full(4, _WALK)
        if s.act.kai > 0 and s.act.name == "confrontation":
            hurry[KAI] = _RUN
        loud = s.lumi * (1.0 if s.speaking else 0.6)
        hands, circles, rally = s.finn, s.act.circles and s.finn > _FEW, _calls(s)
        if self.held(KAI):
            goals[KAI], hurry[KAI] = _before(hall, kai.override.where), _RUN
        if self.held(LUMI):
            goals[LUMI], loud = lumi.where, lumi.voice
        if self.held(FINN):
            goals[FINN], hands, rally, circles = finn.where, finn.hands, finn.rally, finn.circles
        edge = np.array([hall.width / 2 - _EDGE, hall.length / 2 - _EDGE])
        middle = np.array([0.0, -hall.length / 2])
        return Played(
            goals=np.clip(goals, middle - edge, middle + edge),
            hurry=hurry,
            lumi=loud,
            hands=hands,
            rally=rally,
            circles=circles,
            kai=s.act.kai if self.working else 0.0,
            blend=nova.blend if self.held(NOVA) else s.opinion,
        )

    def _work(self, hall: Hall, s: Scenery) -> None:
        """Kai works the override once he is there and it has charge, until it is spent or nothing is left to heal."""
        place = _before(hall, front(hall))
        there = s.kai_at is None or math.dist(s.kai_at, place) < _ARRIVED
        if s.act.kai == 0 or s.charge < _SPENT or s.seconds < s.act.kai_after:
            self.working = False
        elif there and s.glitch > _NEEDED and s.charge > _READY:
            self.working = True


def front(hall: Hall) -> tuple[float, float]:
    """Where the autopilot starts the override: strip metres, at the great mosaic."""
    return hall.length + hall.width / 2, 0.4 * hall.wall


def _calls(s: Scenery) -> bool:
    return s.finn > 0.5 and s.seconds % (_CALLING + _RESTING) > _RESTING


def _places(hall: Hall, s: Scenery) -> Floats:
    """(4, 2) where the autopilot has each of them go in this act."""
    w, end = hall.width, -hall.length
    nova = (0.0, end + _FOOT)
    of_act = {
        "unveiling": ((-0.3 * w, 0.12 * end), (-0.2 * w, 0.42 * end), (0.2 * w, 0.3 * end)),
        "glitch": (s.origin, (0.2 * w, 0.62 * end), (0.1 * w, 0.4 * end)),
        "confrontation": (_before(hall, front(hall)), (-0.2 * w, end + 9.0), s.trouble),
        "aftermath": ((0.3 * w, 0.55 * end), (0.0, 0.7 * end), (-0.2 * w, 0.5 * end)),
        "renaissance": ((_BESIDE, end + _FOOT), (-0.16 * w, end + 6.0), (0.0, 0.55 * end)),
    }
    return np.array([nova, *of_act[s.act.name]])


def _before(hall: Hall, where: tuple[float, float]) -> tuple[float, float]:
    """x, z on the floor before a place on the walls."""
    x, z = hall.before(min(max(where[0], 0.0), hall.strip_length), _FOOT)
    # Before Nova's own place there is room for one only: they stand beside her, on the left where it is the middle.
    beside = abs(x) < _BESIDE and z < _FOOT + 1.0 - hall.length
    return (math.copysign(_BESIDE, x or -1.0) if beside else x), z
