"""The crowd: the characters and the attendees, each with a body, feelings and a mind of their own.

Bodies step at 30 Hz, on even ticks; feelings, thoughts and the list of who is near whom at 10 Hz, each on an odd tick
of its own, so that no tick is dear. Panic, support and opinion of the crowd are means over its people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import DTypeLike, NDArray
from pydantic import Field

from viz.controls import Point, Settings
from viz.world import debates, motion, speech
from viz.world.bodies import THRESHOLD, Bodies
from viz.world.cast import CAST
from viz.world.chance import key_of, uniform
from viz.world.choices import Around
from viz.world.doors import Doors, mouths, pass_through
from viz.world.felt import Felt
from viz.world.floor import Floor
from viz.world.minds import BEAT, Minds
from viz.world.moods import Moods
from viz.world.near import Near
from viz.world.people import People
from viz.world.plane import far, length, unit
from viz.world.plans import Doing

__all__ = ["Crowd", "CrowdControls", "Felt", "Floor"]

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]

_BEAT, _FEEL, _MEET, _THINK = 6, 1, 3, 5
"""Ticks from beat to beat, and those of a beat on which people feel, are listed, and think."""
_SKIN = 0.45
"""Metres that two can together come nearer between two lists."""
_ANNOUNCED, _HEARD = 20.0, 8.0
"""Seconds for which an announcement is heeded, and metres to which it is heard."""
_EVERYWHERE = 0.45
"""How much the most reassuring words to the whole hall do of what an announcement does."""
_RUMOUR = 3.0
"""Metres within which people hear a rumour."""
_SILENT = ((0.0, 0.0, 0.0),) * 4
"""No announcements: place and seconds left of each."""


class CrowdControls(Settings):
    """What is done for the people in the hall."""

    people: int = Field(
        2000, ge=0, le=20_000, title="People", description="How many attendees", json_schema_extra={"hidden": True}
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


@dataclass(frozen=True)
class Meeting:
    """Who is near whom, as of the last beat. It follows from the places alone, so snapshots need not keep the list."""

    place: Floats
    """(M, 2) where everybody stood."""
    walking: Bools
    """(M,) who was there at all."""

    @cached_property
    def near(self) -> Near:
        """The list."""
        return Near.of(self.place, skin=_SKIN, present=self.walking)


@dataclass
class Crowd:
    """The crowd's state. Parts and arrays are replaced, never written into, so that a shallow copy is a snapshot."""

    people: People
    bodies: Bodies
    moods: Moods
    minds: Minds
    meeting: Meeting
    wish: Floats
    """(M, 2) the direction in which each would go, with the others' where fear makes them follow."""
    doors: Doors
    voice: Floats
    """(M,) how loudly each speaks, sings or calls now, 0..1."""
    circles: Floats
    """(N,) how far people stand in a circle before each mosaic, 0..1."""
    eyes: Floats
    """(N,) how many people look at each mosaic."""
    announced: tuple[tuple[float, float, float], ...] = _SILENT
    """Place and seconds left of each announcement."""
    called: tuple[float, float] = (0.0, 0.0)
    """Where the operator called ToothPact to."""
    tick: int = 0

    @staticmethod
    def gather(floor: Floor, mosaics: int, people: int, seed: int) -> Crowd:
        """The characters and that many attendees, spread over the floor as at the beginning of an evening.

        Who finds no room waits outside. With nobody to watch, the characters stay away too.
        """
        who = People.of(people, mosaics, seed)
        count = len(who)
        spots = floor.spread(count, seed)
        inside = np.arange(count) < len(spots)
        lane = _lots(count, seed, len(floor.lanes[0]))
        begins, _, door = floor.lanes
        # Half of those who wait do so at the entrance.
        lane = np.where(uniform(who.keys, np.zeros(count, np.int64), 60) < 0.5, lane % int((door == 0).sum()), lane)
        place = begins[lane] + THRESHOLD * floor.lanes[1][lane]
        place[: len(spots)] = _seated(spots, floor) if count else spots
        minds = Minds.idle(who, floor, place)
        heading = np.arctan2(*(minds.gaze - place).T * np.array([[1.0], [-1.0]]))
        bodies = Bodies.standing(place, heading, inside, lane)
        zero = np.zeros(mosaics)
        wish = np.zeros_like(place)
        meeting = Meeting(place, bodies.walking)
        silent = np.zeros(count)
        return Crowd(who, bodies, Moods.calm(who), minds, meeting, wish, Doors.begin(floor), silent, zero, zero)

    def joined(self, mosaics: int) -> None:
        """So many mosaics hang now; somebody in the crowd is each newcomer's owner."""
        more = np.zeros(mosaics - len(self.eyes))
        for mosaic in range(len(self.eyes), mosaics):
            self.people = self.people.joined(mosaic)
        self.circles, self.eyes = np.append(self.circles, more), np.append(self.eyes, more)

    def __copy__(self) -> Crowd:
        """A crowd that goes on by itself; it makes its list of who is near whom anew when it needs it."""
        parts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return Crowd(**parts | {"meeting": replace(self.meeting)})

    def step(self, floor: Floor, controls: CrowdControls, felt: Felt) -> None:
        """Go on by one tick, to felt.tick."""
        self.tick = felt.tick
        self._hear(floor, controls, felt)
        self.doors = self.doors.swing()
        if not len(self.people):
            return
        beat = felt.tick % _BEAT
        if beat % 2 == 0:
            self._walk(floor, felt)
        elif beat == _FEEL:
            self._feel(floor, controls, felt)
        elif beat == _MEET:
            self._meet(floor)
        else:
            self._think(floor, felt)

    def shown(self, alpha: float, kind: DTypeLike = np.float64) -> NDArray:
        """(n, 12) of everyone inside, as in Frame.people, at alpha (0 … 1) of the way from the tick before."""
        part = 0.5 * (alpha + self.tick % 2)
        place, heading, gait = self.bodies.shown(part)
        moods, people, inside = self.moods, self.people, self.bodies.inside
        rows = np.empty((len(people), 12), kind)
        rows[:, :2] = place
        columns = (heading, people.height, moods.panic, moods.support, moods.opinion, gait)
        for column, values in enumerate((*columns, self.bodies.pace, self.voice, people.role, people.variety), 2):
            rows[:, column] = values
        return rows if inside.all() else rows.take(np.flatnonzero(inside), axis=0)

    @property
    def panic(self) -> float:
        """Mean panic of the attendees, inside and outside."""
        return self.moods.means[0]

    @property
    def support(self) -> float:
        """Mean support that attendees feel."""
        return self.moods.means[1]

    @property
    def opinion(self) -> float:
        """Mean opinion of the attendees: 0 dependency … 1 authenticity."""
        return self.moods.means[2]

    @property
    def outside(self) -> int:
        """How many people are out in the street."""
        return int((~self.bodies.inside).sum())

    def owners(self, mosaics: int) -> Indices:
        """(N,) the row of each mosaic's owner; -1: it has none."""
        return self.people.owners(mosaics)

    def owner_feelings(self, mosaics: int) -> Floats:
        """(N, 3) panic, support and opinion of each mosaic's owner; of the whole crowd where it has none."""
        owners = self.owners(mosaics)
        moods = self.moods
        means = np.array(moods.means)
        if not len(self.people):
            return np.repeat(means[None], mosaics, axis=0)
        each = np.stack([feeling[owners] for feeling in (moods.panic, moods.support, moods.opinion)], axis=-1)
        return np.where((owners >= 0)[:, None], each, means)

    def _hear(self, floor: Floor, controls: CrowdControls, felt: Felt) -> None:
        """What the operator does at a place, in the tick in which it is done."""
        if controls.open_door:
            self.doors = self.doors.opened(floor, controls.where)
        if controls.close_doors:
            self.doors = self.doors.closed()
        if felt.turned and felt.evening > 0 and felt.act == "unveiling":
            self.doors = replace(self.doors, wanted=Doors.begin(floor).wanted)
        if felt.toothpact:
            self.called = controls.where
            self.minds = self.minds.call(self.people, self.bodies, controls.where)
        if controls.announce:
            self.announced = ((*controls.where, _ANNOUNCED), *self.announced[:-1])
        if controls.rumour and len(self.people):
            near = far(self.bodies.place, controls.where) < _RUMOUR
            self.moods = self.moods.frighten(near & self.bodies.walking & self.people.attendees)

    def _walk(self, floor: Floor, felt: Felt) -> None:
        minds, bodies = self.minds, self.bodies
        way = minds.goal - bodies.place
        away = length(way)
        speed = np.where(_BRISK[minds.doing], self.people.free, self.people.stroll)
        speed = motion.hurry(speed, np.where(minds.alarmed, self.moods.panic, 0.0))
        speed[: len(CAST)] = felt.hurry
        speed = speed * np.minimum(away / 0.7, 1.0) * (away > 0.15)
        follows = minds.alarmed & (away > 1.0) & self.people.attendees
        wish = way / np.maximum(away, 1e-9)[:, None]
        lost = np.flatnonzero(follows)
        wish[lost] = self.wish.take(lost, axis=0)
        held = mouths(bodies, floor) if (bodies.passing > 0).any() else np.zeros(len(floor.lanes[0]), bool)
        self.bodies = bodies.step(floor, self.meeting.near, wish, speed, minds.gaze, held)

    def _feel(self, floor: Floor, controls: CrowdControls, felt: Felt) -> None:
        people, bodies, minds = self.people, self.bodies, self.minds
        ease = np.full(len(people), _EVERYWHERE * controls.calm)
        for x, z, left in self.announced:
            if left > 0:
                reach = np.minimum(np.maximum(_HEARD + 0.5 - far(bodies.place, (x, z)), 0.0), 1.0) * bodies.inside
                ease = np.maximum(ease, reach * min(1.0, 1.5 * left / _ANNOUNCED))
        self.announced = tuple((x, z, max(0.0, left - BEAT)) for x, z, left in self.announced)
        words = debates.words(people, bodies, minds, self.moods, felt)
        talking = debates.talking(bodies, minds, words)
        working = minds.working(people, felt.hands)
        self.moods = self.moods.step(
            people, bodies, floor, felt, self.meeting.near, working, ease, words, talking, BEAT
        )

    def _meet(self, floor: Floor) -> None:
        minds = self.minds
        out = (minds.doing == Doing.LEAVE) | (minds.doing == Doing.FLEE)
        leaving = np.where(out, minds.post, -1)
        ready = np.flatnonzero(~self.bodies.inside & (minds.wait <= 0) & (self.moods.panic < 0.2))
        ready = ready[np.argsort(minds.wait[ready], kind="stable")]
        before = self.bodies
        self.bodies = pass_through(before, floor, self.doors, leaving, ready)
        self.minds = minds.passed(self.people, floor, before, self.bodies)
        self.meeting = meeting = Meeting(self.bodies.place, self.bodies.walking)
        assert meeting.near is not None  # the list is made now, on a tick that has little else to do

    def _think(self, floor: Floor, felt: Felt) -> None:
        waits = len(self.people) > floor.capacity and int(self.bodies.inside.sum()) >= floor.capacity
        around = Around(floor, felt, self.doors.usable, waits, self.called)
        minds = self.minds = self.minds.think(self.people, self.bodies, self.moods, around)
        bodies = self.bodies
        wish = unit(minds.goal - bodies.place)
        if minds.alarmed.any():
            pace = np.maximum(bodies.pace, 1e-9)[:, None]
            goes = np.where(pace > 0.2, bodies.velocity / pace, 0.0)
            wish = motion.herd(wish, goes, 0.6 * self.moods.panic, self.meeting.near)
        self.wish = wish
        still = (bodies.pace < 0.3) & bodies.walking
        looks = minds.watch[still & (minds.watch >= 0)]
        self.eyes = np.bincount(looks, minlength=floor.mosaics).astype(float)
        there = (minds.doing == Doing.CIRCLE) & (minds.post >= 0) & (far(minds.goal, bodies.place) < 0.6)
        self.circles = floor.standing(minds.post[there & bodies.walking])
        self.voice = speech.voices(self.people, bodies, minds, self.moods, felt, self.voice)


_BRISK = np.isin(np.arange(len(Doing)), [Doing.RALLY, Doing.HELP, Doing.FLEE, Doing.SPEAK])
"""What people do at their full pace, by number of Doing."""


def _seated(spots: Floats, floor: Floor) -> Floats:
    """The places with those first where the characters wait for their scene: the nearest that there are."""
    length = floor.hall.length
    order = np.arange(len(spots))
    for row, wanted in enumerate([(0.0, 2.5 - length), (1.0, -1.5), (-3.0, -0.7 * length), (3.0, -0.5 * length)]):
        off = spots[order[row:]] - wanted
        best = row + int(np.argmin((off * off).sum(axis=1)))
        order[[row, best]] = order[[best, row]]
    return spots[order]


def _lots(count: int, seed: int, among: int) -> Indices:
    """(count,) whole numbers below among, by lot."""
    key = np.array([key_of("lane", str(seed))], np.uint64)
    return (uniform(key, np.arange(count), 0) * among).astype(np.int64)
