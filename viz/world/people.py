"""Where the attendees stand and walk: places before mosaics, strolls between them, and keeping one another's distance.

Positions are (x, z) in hall metres. A heading is the yaw in radians: 0 faces the end wall, π/2 the right wall.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from viz.clock import TICK
from viz.world.chance import bell, key_of, uniform
from viz.world.hall import Hall, Hanging

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

_MARGIN = 0.6
"""Metres that everybody keeps from the walls."""
_REACH, _TOUCH = 0.85, 0.5
"""Metres within which people make room for each other, and within which they hurry to."""
_STRIDE = 1.45
"""Metres of a double step."""
_PAIRING = 10
"""Ticks for which a list of who is near whom is kept."""


@dataclass(frozen=True)
class Room:
    """The hall as people use it: fixed until the mosaics are hung anew."""

    hanging: Hanging
    seed: int

    @property
    def hall(self) -> Hall:
        """The building."""
        return self.hanging.hall

    @cached_property
    def free(self) -> Floats:
        """(2, 2) least and greatest x, z that people go to."""
        side = self.hall.width / 2 - _MARGIN
        return np.array([[-side, _MARGIN - self.hall.length], [side, -_MARGIN]])

    @property
    def columns(self) -> int:
        """Viewing places along each side wall."""
        return 2 * self.hall.bays

    @cached_property
    def watched(self) -> Indices:
        """(2, columns) the mosaic that one looks at from a viewing place, left wall first."""
        along = (np.arange(self.columns) + 0.5) * self.hall.length / self.columns
        strip = self.hanging.strip
        if len(strip) == 1:
            return np.zeros((2, self.columns), np.int64)
        places = np.stack([along, self.hall.strip_length - along])
        away = np.hypot(strip[1:, 0] - places[..., None], 1.5 * (strip[1:, 1] - 2.0))
        return 1 + np.argmin(away, axis=-1)


@dataclass(frozen=True, slots=True)
class Moment:
    """What the people go by in a tick."""

    tick: int
    act: int
    turned: bool
    """Whether the act began in this tick."""
    camera: tuple[float, float]
    """x, z of the camera, which people leave room for."""


@dataclass(frozen=True)
class People:
    """M people. Arrays are replaced, never written into, so that a reference is a snapshot."""

    keys: NDArray[np.uint64]
    """(M,) of each one's chances."""
    pace: Floats
    """(M,) free strolling speed, m/s."""
    height: Floats
    """(M,) metres."""
    place: Floats
    place_before: Floats
    """(M, 2) now, and one tick ago."""
    heading: Floats
    heading_before: Floats
    """(M,) not wrapped, so that they can be interpolated."""
    gait: Floats
    gait_before: Floats
    """(M,) double steps walked."""
    velocity: Floats
    """(M, 2) m/s."""
    goal: Floats
    """(M, 2) where each is going."""
    gaze: Floats
    """(M, 2) what each looks at when standing."""
    watch: Indices
    """(M,) the mosaic that each looks at when standing; -1: none."""
    wait: Floats
    """(M,) seconds until each thinks of somewhere else to go."""
    draws: Indices
    """(M,) how often each has thought."""
    alarmed: NDArray[np.bool_]
    """(M,) whether each is driven by fear."""
    pairs: tuple[Indices, Indices]
    """Who may be near whom, by index."""

    @staticmethod
    def gather(room: Room, count: int, seed: int) -> People:
        """That many people, each at the first place they thought of."""
        keys = np.array([key_of("person", str(seed), str(i)) for i in range(count)], np.uint64)
        none, zero = np.zeros(count, int), np.zeros(count)
        pace = np.clip(0.95 + 0.16 * bell(keys, none, 90), 0.5, 1.4)
        height = np.clip(1.70 + 0.09 * bell(keys, none, 91), 1.48, 1.95)
        nowhere = np.zeros((count, 2))
        people = People(
            keys=keys,
            pace=pace,
            height=height,
            place=nowhere,
            place_before=nowhere,
            heading=zero,
            heading_before=zero,
            gait=zero,
            gait_before=zero,
            velocity=nowhere,
            goal=nowhere,
            gaze=nowhere,
            watch=none - 1,
            wait=zero,
            draws=none,
            alarmed=np.zeros(count, bool),
            pairs=(none[:0], none[:0]),
        )
        # Spread over the whole hall first: nobody walks in from a corner at the first light.
        along = np.stack([zero, -room.hall.length * (0.06 + 0.88 * uniform(keys, none, 92))], axis=-1)
        people = replace(people, place=along)._think(room, np.arange(count), 0)
        heading = _yaw(people.gaze - people.goal)
        return replace(
            people, place=people.goal, place_before=people.goal, heading=heading, heading_before=heading
        )._make_room()

    def step(self, room: Room, panic: Floats, moment: Moment) -> People:
        """The people one tick later; panic is (M,)."""
        people = self._decide(room, panic, moment)
        return people._walk(room, panic, moment)

    def watching(self, count: int) -> Floats:
        """(count,) how many people stand and look at each mosaic."""
        still = (self.velocity * self.velocity).sum(axis=1) < 0.09
        looks = self.watch[still & (self.watch >= 0)]
        return np.bincount(looks, minlength=count).astype(float)

    def shown(self, alpha: float) -> tuple[Floats, Floats, Floats]:
        """Places (M, 2), headings (M,) and gait phases (M,) in radians, at alpha (0 … 1) of the last tick."""
        place = self.place_before + (self.place - self.place_before) * alpha
        heading = self.heading_before + (self.heading - self.heading_before) * alpha
        gait = self.gait_before + (self.gait - self.gait_before) * alpha
        return place, np.remainder(heading + math.pi, 2 * math.pi) - math.pi, 2 * math.pi * (gait % 1.0)

    def _decide(self, room: Room, panic: Floats, moment: Moment) -> People:
        """Let those think who were frightened or calmed, or who have stood long enough."""
        alarmed = np.where(self.alarmed, panic > 0.35, panic > 0.55)
        wait = self.wait - TICK
        turns = alarmed != self.alarmed
        if moment.turned:
            turns = np.ones_like(turns)
        if turns.any():  # not all in the same breath
            delay = 3.0 * uniform(self.keys, self.draws, 93)
            wait = np.where(turns, np.minimum(wait, delay), wait)
        people = replace(self, alarmed=alarmed, wait=wait)
        due = np.flatnonzero(wait <= 0)
        return people._think(room, due, moment.act) if due.size else people

    def _think(self, room: Room, who: Indices, act: int) -> People:
        """New goals for those people."""
        chance = np.stack([uniform(self.keys[who], self.draws[who], salt) for salt in range(5)])
        alarmed = self.alarmed[who]
        goal, gaze, watch = _view(room, self.place[who, 1], chance, 0.55 if act == 1 else 0.0)
        if act in (2, 3):
            rally = chance[4] < (0.85 if act == 2 else 0.55)
            _overlay(rally & ~alarmed, (goal, gaze, watch), _rally(room, who, len(self.keys)))
        if act == 4:
            share = chance[4] < 0.7
            _overlay(share, (goal, gaze, watch), _circle(room, who, len(self.keys)))
        _overlay(alarmed, (goal, gaze, watch), _flee(room, self.place[who], chance))
        goal = np.clip(goal, room.free[0] + 0.2, room.free[1] - 0.2)
        way = np.sqrt(((goal - self.place[who]) ** 2).sum(axis=1))
        stay = np.where(alarmed, 2 + 4 * chance[2], 9 + 22 * chance[2])
        fresh = {"goal": goal, "gaze": gaze, "watch": watch, "wait": way / self.pace[who] + stay}
        fresh["draws"] = self.draws[who] + 1
        changed = {name: getattr(self, name).copy() for name in fresh}
        for name, values in fresh.items():
            changed[name][who] = values
        return replace(self, **changed)

    def _walk(self, room: Room, panic: Floats, moment: Moment) -> People:
        """One tick of walking toward the goals, making room for others, and turning."""
        people = self if moment.tick % _PAIRING else self._make_room()
        way = people.goal - people.place
        far = np.sqrt((way * way).sum(axis=1))
        speed = np.where(people.alarmed, (1 - panic) * people.pace + panic * 2.2, people.pace)
        speed = speed * np.minimum(far / 0.7, 1.0) * (far > 0.15)
        wish = way * (speed / np.maximum(far, 1e-9))[:, None] + people._push(moment.camera)
        velocity = people.velocity + (wish - people.velocity) * (TICK / 0.25)
        pace = np.sqrt((velocity * velocity).sum(axis=1))
        velocity = velocity * np.minimum(1.0, 2.4 / np.maximum(pace, 1e-9))[:, None]
        place = np.minimum(np.maximum(people.place + TICK * velocity, room.free[0]), room.free[1])
        facing = np.where((pace > 0.3)[:, None], velocity, people.gaze - place)
        turn = np.remainder(_yaw(facing) - people.heading + math.pi, 2 * math.pi) - math.pi
        heading = people.heading + np.clip(turn * (TICK / 0.2), -4 * TICK, 4 * TICK)
        return replace(
            people,
            place=place,
            place_before=people.place,
            heading=heading,
            heading_before=people.heading,
            gait=people.gait + pace * np.where(pace > 0.15, TICK / _STRIDE, 0.0),
            gait_before=people.gait,
            velocity=velocity,
        )

    def _make_room(self) -> People:
        """List the pairs that can come near each other before the next list."""
        apart = 2 * 2.4 * _PAIRING * TICK + _REACH
        x, z = np.ascontiguousarray(self.place.T)
        near = (x[:, None] - x) ** 2 + (z[:, None] - z) ** 2 < apart * apart
        first, second = np.nonzero(np.triu(near, 1))
        return replace(self, pairs=(first, second))

    def _push(self, camera: tuple[float, float]) -> Floats:
        """(M, 2) m/s by which people give way to each other and to the camera, a little to the right."""
        first, second = self.pairs
        apart = self.place[first] - self.place[second]
        far = np.sqrt((apart * apart).sum(axis=1))
        haste = 2.2 * np.maximum(1 - far / _REACH, 0.0) + 8.0 * np.maximum(_TOUCH - far, 0.0)
        push = apart * (haste / np.maximum(far, 0.05))[:, None]
        x, z = push[:, 0] + 0.35 * push[:, 1], push[:, 1] - 0.35 * push[:, 0]
        count = len(self.keys)
        given = np.stack(
            [np.bincount(first, values, count) - np.bincount(second, values, count) for values in (x, z)],
            axis=-1,
        )
        aside = self.place - camera
        far = np.sqrt((aside * aside).sum(axis=1))
        return given + aside * (2.5 * np.maximum(1 - far / 2.2, 0.0) / np.maximum(far, 0.05))[:, None]


Plan = tuple[Floats, Floats, Indices]
"""Goals (n, 2), what to look at (n, 2), and the mosaic watched (n,)."""


def _view(room: Room, z: Floats, chance: Floats, back: float) -> Plan:
    """Viewing places near where people are; back, 0..1, moves them off the walls."""
    hall, columns = room.hall, room.columns
    here = np.floor(-z / hall.length * columns + (chance[0] - 0.5) * 7).astype(int)
    column = np.clip(here, 0, columns - 1)
    right = chance[1] > 0.5
    side = np.where(right, 1.0, -1.0)
    centre = -(column + 0.5) * hall.length / columns
    away = 1.5 + 1.9 * chance[2] + back * (hall.width / 2 - 3.0)
    goal = np.stack([side * (hall.width / 2 - away), centre + (chance[3] - 0.5) * 1.8], axis=-1)
    gaze = np.stack([side * hall.width / 2, centre], axis=-1)
    watch = room.watched[right.astype(int), column]
    # The last columns are for those who look at the great mosaic on the end wall.
    end = column >= columns - 2
    great = np.stack([(chance[3] - 0.5) * (hall.width - 3), -hall.length + 3.5 + 5 * chance[2]], axis=-1)
    goal[end], gaze[end], watch[end] = great[end], (0.0, -hall.length), 0
    return goal, gaze, watch


def _rally(room: Room, who: Indices, count: int) -> Plan:
    """Before the great mosaic, as round a speaker, everybody with a little less than a square metre and a half."""
    width = room.hall.width - 2 * _MARGIN - 0.8
    deep = min(max(1.35 * count / width, 4.0), 0.6 * room.hall.length)
    # Roberts's R2 sequence: spread evenly, yet in no rows.
    across, along = (who * 0.7548776662466927) % 1.0, (who * 0.5698402909980532) % 1.0
    goal = np.stack([(across - 0.5) * width, 3.6 + along * deep - room.hall.length], axis=-1)
    gaze = np.broadcast_to([0.0, -room.hall.length], goal.shape)
    return goal, gaze, np.zeros(len(who), np.int64)


def _circle(room: Room, who: Indices, count: int) -> Plan:
    """Small circles of people who face each other, down the whole hall."""
    circles = max(1, math.ceil(count / 7))
    circle, seat = who % circles, who // circles
    along = -room.hall.length * (0.08 + 0.84 * (circle + 0.5) / circles)
    centre = np.stack([np.where(circle % 2, 0.22, -0.22) * room.hall.width, along], axis=-1)
    angle = seat * (2 * math.pi / 7) + circle
    goal = centre + 1.15 * np.stack([np.sin(angle), np.cos(angle)], axis=-1)
    column = np.clip((-along / room.hall.length * room.columns).astype(int), 0, room.columns - 1)
    return goal, centre, room.watched[circle % 2, column]


def _flee(room: Room, place: Floats, chance: Floats) -> Plan:
    """Off the walls, and toward the entrance; eyes on the wall behind."""
    hall = room.hall
    retreat = 0.5 * place[:, 1] - 0.5 * hall.length * (0.04 + 0.6 * chance[1])
    goal = np.stack([(chance[0] - 0.5) * 0.7 * hall.width, retreat], axis=-1)
    gaze = np.stack([np.sign(place[:, 0] + 1e-9) * hall.width / 2, place[:, 1] - 6], axis=-1)
    return goal, gaze, np.full(len(place), -1)


def _overlay(where: NDArray[np.bool_], under: Plan, over: Plan) -> None:
    for low, high in zip(under, over, strict=True):
        low[where] = high[where]


def _yaw(way: Floats) -> Floats:
    return np.arctan2(way[:, 0], -way[:, 1])
