"""Who speaks, sings or calls in the crowd, and how loudly."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from viz.clock import HZ
from viz.world.bodies import Bodies
from viz.world.cast import FINN, KAI, LUMI, NOVA
from viz.world.chance import uniform
from viz.world.felt import Felt
from viz.world.floor import SEATS
from viz.world.minds import Minds
from viz.world.moods import Moods
from viz.world.people import People
from viz.world.plane import far
from viz.world.plans import Doing

Floats = NDArray[np.float64]

_TURN = 4 * HZ
"""Ticks for which somebody has the word."""
_OFTEN = np.zeros(len(Doing))
_OFTEN[[Doing.DEBATE, Doing.SPEAK, Doing.FLEE, Doing.HELP, Doing.GATHER]] = 0.05, 0.8, 0.12, 0.4, 0.03
"""How likely somebody who does that has the word."""
_LOUD = np.zeros(len(Doing))
_LOUD[[Doing.DEBATE, Doing.SPEAK, Doing.FLEE, Doing.HELP, Doing.GATHER]] = 0.6, 0.9, 0.8, 0.5, 0.35
"""How loud they are then."""


def voices(people: People, bodies: Bodies, minds: Minds, moods: Moods, felt: Felt, before: Floats) -> Floats:
    """(M,) how loudly everybody is heard, 0..1: each voice swells and ebbs."""
    turn, doing = felt.tick // _TURN, minds.doing
    # Each has a time of their own, so that the room never changes speakers at one stroke.
    late = (people.variety * _TURN).astype(np.int64)
    lot = uniform(people.keys, (felt.tick + late) // _TURN, 75)
    loud = np.where(lot < _OFTEN[doing], _LOUD[doing], 0.0)
    seat = np.where(doing == Doing.CIRCLE, minds.post, -1)
    there = far(minds.goal, bodies.place) < 0.6
    tells = (seat >= 0) & there & ((seat % SEATS) == (turn + seat // SEATS) % SEATS)
    loud = np.where(tells, 0.8, np.where((seat >= 0) & there, 0.15, loud))
    loud = np.where(doing == Doing.HOLD, 0.3 * moods.support, loud)
    chorus = 0.5 + 0.35 * math.sin(2 * math.pi * felt.tick / (5 * HZ))
    loud = np.where(doing == Doing.RALLY, chorus, loud)
    loud[NOVA] = 0.4 if felt.act == "unveiling" and turn % 3 == 0 else 0.0
    loud[KAI] = 0.4 * felt.calming if turn % 2 else 0.0
    loud[LUMI] = felt.lumi
    loud[FINN] = max(0.9 * chorus if felt.rally else 0.0, 0.5 * felt.hands * (turn % 2))
    loud = loud * bodies.inside
    return before + (loud - before) * 0.2
