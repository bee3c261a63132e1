"""What people can have in mind to do, and where each of it takes them.

A plan is where n people go, what they look at there, and which mosaic that is. It follows from where they are, the
floor, and chances (6, n) of their own.
"""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from viz.world.floor import RING, SEATS, Floor
from viz.world.plane import far, length, unit

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

Plan = tuple[Floats, Floats, Indices]
"""Goals (n, 2), what to look at (n, 2), and the mosaic watched (n,); -1: none."""

_GROUP = 2.1
"""Metres from one group of people who hold together to the next."""


class Doing(IntEnum):
    """What somebody is about."""

    STROLL = 0
    OWN = 1
    """Goes to the mosaic they care for."""
    GATHER = 2
    """Comes before Nova's great mosaic."""
    DEBATE = 3
    SPEAK = 4
    """Speaks against Lumi, or for her, in a knot of people."""
    RALLY = 5
    CIRCLE = 6
    HOLD = 7
    """Stands close with others, face to face."""
    TERMINAL = 8
    HELP = 9
    FREEZE = 10
    FLEE = 11
    LEAVE = 12
    """Goes out by a door."""


def view(floor: Floor, place: Floats, chance: Floats) -> Plan:
    """Viewing places near where people are, at all distances from the walls up to the middle of the hall."""
    hall, columns = floor.hall, floor.columns
    here = np.floor(-place[:, 1] / hall.length * columns + (chance[0] - 0.5) * 5).astype(np.int64)
    column = np.minimum(np.maximum(here, 0), columns - 1)
    right = (place[:, 0] > 0) ^ (chance[1] < 0.2)
    side = np.where(right, 1.0, -1.0)
    centre = -(column + 0.5) * hall.length / columns
    away = 1.6 + (0.5 * hall.width - 1.6) * chance[2] ** 1.4
    goal = np.stack([side * (0.5 * hall.width - away), centre + (chance[3] - 0.5) * hall.length / columns], axis=-1)
    gaze = np.stack([side * hall.width / 2, centre], axis=-1)
    watch = floor.watched[right.astype(np.int64), column]
    # The last columns are for those who look at the great mosaic on the end wall.
    end = column >= columns - 2
    great = np.stack([(chance[3] - 0.5) * (hall.width - 3), 3.5 + 5 * chance[2] - hall.length], axis=-1)
    goal[end], gaze[end], watch[end] = great[end], floor.foot[0], 0
    return goal, gaze, watch


def own(floor: Floor, cares: Indices, chance: Floats) -> Plan:
    """Before the mosaic each cares for, some behind others."""
    foot = floor.foot[cares]
    out = floor.before[cares] - foot
    back = 0.75 + 0.85 * chance[2]
    aside = (chance[3] - 0.5) * 4.4
    way = unit(out)
    goal = foot + out * back[:, None] + aside[:, None] * np.stack([way[:, 1], -way[:, 0]], axis=-1)
    return goal, foot, cares


def gather(floor: Floor, place: Floats, chance: Floats, deep: float) -> Plan:
    """Toward the great mosaic: all move up into a part of the hall so deep (0..1), and leave Nova her room."""
    hall = floor.hall
    near = min(5.0, 0.3 * hall.length)
    z = near - hall.length + (place[:, 1] + hall.length) * deep + (chance[3] - 0.5)
    x = place[:, 0] * 0.95 + (chance[2] - 0.5)
    return np.stack([x, z], axis=-1), _all(floor.foot[0], place), np.zeros(len(place), np.int64)


def around(centre: Floats, place: Floats, chance: Floats, inner: float, area: Floats) -> Plan:
    """Round a speaker at centre (n, 2): on the side that each comes from, over so many square metres (n,)."""
    off = place - centre
    angle = np.arctan2(off[:, 0], off[:, 1]) + (chance[2] - 0.5) * 1.6
    radius = np.sqrt(inner * inner + chance[3] * area / math.pi)
    goal = centre + radius[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=-1)
    return goal, centre, np.full(len(place), -1)


def circle(floor: Floor, seat: Indices) -> Plan:
    """Those seats in sharing circles, eyes on each other."""
    centre = floor.circles[0][seat // SEATS]
    return floor.seats[seat], centre, np.full(len(seat), -1)


def listen(floor: Floor, goal: Floats, gaze: Floats, watch: Indices, chance: Floats) -> None:
    """Those who would stand amid a sharing circle stand behind it instead; half of them listen. In place."""
    nearest = floor.circles_near(goal)[:, 4]
    centre = floor.circles[0][nearest]
    off = goal - centre
    within = (nearest >= 0) & (length(off) < RING + 0.45)
    goal[within] = (centre + (RING + 0.6) * unit(off))[within]
    listens = within & (chance[0] < 0.5)
    gaze[listens], watch[listens] = centre[listens], -1


def hold(floor: Floor, place: Floats, chance: Floats) -> Plan:
    """Into the nearest small group, shoulder to shoulder, face to face."""
    lo = floor.free[0]
    cell = np.floor((place - lo) / _GROUP)
    mark = cell[:, 0] * 12.9898 + cell[:, 1] * 78.233
    jitter = 0.6 * np.stack([np.modf(np.abs(mark) * 0.7548776662)[0], np.modf(np.abs(mark) * 0.5698402910)[0]], axis=-1)
    spot = lo + (cell + 0.5) * _GROUP + jitter - 0.3
    goal, gaze, watch = around(spot, place, chance * 0.5 + 0.25, 0.55 * RING, np.full(len(place), 0.6))
    return goal, gaze, watch


def terminal(floor: Floor, place: Floats, chance: Floats) -> Plan:
    """To one of the terminals not far away."""
    if not len(floor.terminals):
        return view(floor, place, chance)
    away = far(floor.terminals[:, None], place) + 9.0 * chance[0] * (1 + chance[1])
    spot = floor.terminals[np.argmin(away, axis=0)]
    goal, gaze, watch = around(spot, place, chance, 0.8, np.full(len(place), 8.0))
    return goal, gaze, watch


def flee(floor: Floor, place: Floats, chance: Floats) -> Plan:
    """Off the walls and toward the entrance; eyes on the wall behind."""
    hall = floor.hall
    x = place[:, 0] * (0.25 + 0.4 * chance[0]) + (chance[1] - 0.5) * 3
    goal = np.stack([x, place[:, 1] + 3 + 12 * chance[2]], axis=-1)
    gaze = np.stack([np.where(place[:, 0] < 0, -0.5, 0.5) * hall.width, place[:, 1] - 6], axis=-1)
    return goal, gaze, np.full(len(place), -1)


def out(floor: Floor, lane: Indices) -> Plan:
    """To those lanes' mouths, eyes on the door."""
    begins, ways, _ = floor.lanes
    return begins[lane], begins[lane] + 2 * ways[lane], np.full(len(lane), -1)


def _all(point: Floats, place: Floats) -> Floats:
    return np.repeat(point[None], len(place), axis=0)
