"""The debate: knots of people round those who speak, and Lumi in the midst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viz.world.bodies import Bodies
from viz.world.cast import FINN, LUMI
from viz.world.felt import Felt
from viz.world.floor import Floor
from viz.world.moods import Moods
from viz.world.opinions import Voice
from viz.world.people import VOLUNTEER, People
from viz.world.plane import far, square
from viz.world.plans import Doing

if TYPE_CHECKING:
    from viz.world.minds import Minds

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]

_LEANS = 0.42
"""Opinion below which somebody speaks for the nanobots, and above which against them."""
_ROOM = 7.0
"""Metres from Lumi within which nobody else gathers people."""
_TALKING = np.array([Doing.DEBATE, Doing.SPEAK, Doing.CIRCLE, Doing.RALLY, Doing.TERMINAL])


def centres(floor: Floor, felt: Felt) -> Floats:
    """(K, 2) where knots of people are: the last one's is Lumi's."""
    return np.concatenate([floor.knots, felt.goals[[LUMI]]])


def appoint(speakers: Indices, people: People, bodies: Bodies, moods: Moods, floor: Floor, felt: Felt) -> Indices:
    """(K,) who speaks in each knot: Lumi in hers, in the others somebody near, by turns for and against; -1: nobody.

    Without her words few speak against the nanobots. The same array while nothing changes.
    """
    knots = floor.knots
    if felt.act != "confrontation":
        return np.full(len(knots) + 1, -1) if len(speakers) != len(knots) + 1 or speakers.max() >= 0 else speakers
    if len(speakers) == len(knots) + 1 and speakers.max() >= 0:
        return speakers
    fit = bodies.walking & people.attendees & (people.role != VOLUNTEER)
    leans = moods.opinion < _LEANS
    found = np.full(len(knots) + 1, -1)
    found[-1] = LUMI
    for i, knot in enumerate(knots):
        for_them = bool(i % 2) or (not felt.heeded and i % 4 > 0)
        away = np.where(fit & (leans == for_them), far(bodies.place, knot), np.inf)
        best = int(np.argmin(away))
        if np.isfinite(away[best]) and far(knot, felt.goals[LUMI]) > _ROOM:
            found[i] = best
            fit[best] = False
    return found


def join(minds: Minds, floor: Floor, felt: Felt, who: Indices, place: Floats, chance: Floats) -> Indices:
    """(n,) the knot that each joins: the nearest, or Lumi's, who is heard farther; speakers have their own."""
    speakers = minds.speakers
    away = far(centres(floor, felt)[:, None], place) + 3.0 * chance[1]
    members = np.bincount(minds.post[minds.doing == Doing.DEBATE] + 1, minlength=len(speakers) + 1)[1:]
    away += 0.06 * members[:, None]
    away[-1] -= 7.0 * felt.lumi
    away[:-1] += np.where(speakers[:-1] >= 0, 0.0, 1e9)[:, None]
    speaks = speakers[:, None] == who
    return np.where(speaks.any(axis=0), np.argmax(speaks, axis=0), np.argmin(away, axis=0))


def talking(bodies: Bodies, minds: Minds, words: list[Voice]) -> Bools:
    """(M,) whose opinion can change just now: who stands in talk with others, or hears a speaker."""
    heard = np.zeros(len(minds.doing))
    for voice in words:
        heard = heard + voice.loud
    return (np.isin(minds.doing, _TALKING) & bodies.walking) | (heard > 0.5)


def words(people: People, bodies: Bodies, minds: Minds, moods: Moods, felt: Felt) -> list[Voice]:
    """Who is heard by more than those at their side: Lumi, Finn when he calls, and each knot's speaker in theirs."""
    found = []
    for row, strength in ((LUMI, felt.lumi), (FINN, 0.15 * felt.rally)):
        if strength > 0.02:
            near = np.exp(-square(bodies.place - bodies.place[row]) / 8.5**2) * bodies.walking
            # A speaker is heeded by people whom a mere neighbour of that opinion would not reach.
            found.append(Voice(float(moods.opinion[row]), 40.0 * strength * near, 0.75))
    speakers, post = minds.speakers, minds.post
    heard = np.flatnonzero((minds.doing == Doing.DEBATE) & (post >= 0) & (post < len(speakers) - 1))
    heard = heard[speakers[post[heard]] >= 0]
    if heard.size:
        speaker = speakers[post[heard]]
        loud, said = np.zeros(len(people)), moods.opinion.copy()
        loud[heard] = 6.0 * np.exp(-square(bodies.place[heard] - bodies.place[speaker]) / 4.0**2)
        said[heard] = moods.opinion[speaker]
        found.append(Voice(said, loud, 0.4))
    return found
