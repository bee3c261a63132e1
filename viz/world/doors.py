"""The doors: who goes out by them, and who comes back in, one behind the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from viz.clock import TICK
from viz.world.bodies import THRESHOLD, Bodies
from viz.world.floor import LANE, Floor
from viz.world.plane import along, far

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]

_SWING = 1.5
"""Seconds that a door takes to open or close."""
_MOUTH = 0.6
"""Metres round the mouth of a lane that whoever uses it needs for themselves."""


@dataclass(frozen=True)
class Doors:
    """The state of D doors. Arrays are replaced, never written into."""

    open: Floats
    """(D,) how far each stands open, 0..1."""
    wanted: Floats
    """(D,) 1 for a door that is to be open."""

    @staticmethod
    def begin(floor: Floor) -> Doors:
        """The entrance stands open, the side doors do not."""
        entrance = np.zeros(len(floor.doors))
        entrance[0] = 1.0
        return Doors(entrance, entrance)

    @property
    def usable(self) -> Bools:
        """(D,) by which doors one can go out."""
        return (self.open > 0.5) & (self.wanted > 0)

    def swing(self) -> Doors:
        """One tick of opening and closing."""
        if (self.open == self.wanted).all():
            return self
        way = np.minimum(np.maximum(self.wanted - self.open, -TICK / _SWING), TICK / _SWING)
        return replace(self, open=self.open + way)

    def opened(self, floor: Floor, where: tuple[float, float]) -> Doors:
        """The door nearest to a place is to open."""
        wanted = self.wanted.copy()
        wanted[np.argmin(far(floor.doors, where))] = 1.0
        return replace(self, wanted=wanted)

    def closed(self) -> Doors:
        """All are to close."""
        return replace(self, wanted=np.zeros_like(self.wanted))


def pass_through(bodies: Bodies, floor: Floor, doors: Doors, leaving: Indices, ready: Indices) -> Bodies:
    """Let people begin and end their way through the doors.

    leaving (M,): the lane by which each wants out, -1: none. ready: people outside who would come in, the first first.
    """
    begins, ways, door = floor.lanes
    passing, inside, lane, place = bodies.passing.copy(), bodies.inside.copy(), bodies.lane.copy(), bodies.place
    through = np.flatnonzero(passing != 0)
    depth = along(place[through] - begins[lane[through]], ways[lane[through]])
    clear, quiet = ~mouths(bodies, floor), _quiet(bodies, floor, leaving)
    for i, out in zip(through, depth, strict=True):
        if passing[i] < 0 and out > THRESHOLD - 0.05:
            passing[i], inside[i] = 0, False
        elif passing[i] > 0 and out < 0.05 and clear[lane[i]]:
            passing[i], clear[lane[i]] = 0, False
        elif passing[i] > 0 and out > 0.5 and not quiet[lane[i]]:
            passing[i] = -1  # nobody goes in where others press out
    coming, last = np.zeros(len(begins), bool), np.full(len(begins), np.inf)
    for i, out in zip(through, depth, strict=True):
        if passing[i] > 0:
            coming[lane[i]] = True
        elif passing[i] < 0:
            last[lane[i]] = min(last[lane[i]], out)
    usable = doors.usable[door]
    wants = np.flatnonzero(bodies.inside & (passing == 0) & (leaving >= 0))
    wants = wants[far(place[wants], begins[leaving[wants]]) < 4 * LANE]
    gaps = np.where(door == door[leaving[wants], None], far(place[wants, None], begins), np.inf)
    gap, lanes = gaps.min(axis=1, initial=np.inf), gaps.argmin(axis=1)
    for k in np.argsort(gap, kind="stable")[: int((gap < _MOUTH).sum())]:
        i, at = wants[k], lanes[k]
        if usable[at] and not coming[at] and last[at] > _MOUTH:
            passing[i], lane[i], last[at] = -1, at, 0.0
    room = floor.capacity - int(inside.sum())
    free = quiet & ~coming & np.isinf(last)
    moved = place
    for i in ready[: 4 * len(begins)]:
        same = np.flatnonzero(free & (door == door[lane[i]]))
        if room > 0 and same.size:
            at = same[0]
            free[at], room = False, room - 1
            moved = moved.copy() if moved is place else moved
            passing[i], inside[i], lane[i], moved[i] = 1, True, at, begins[at] + THRESHOLD * ways[at]
    bodies = replace(bodies, passing=passing, inside=inside, lane=lane)
    if moved is place:
        return bodies
    # Whoever appears at a door was not elsewhere a moment ago.
    new = (moved != place).any(axis=1)
    before = np.where(new[:, None], moved, bodies.before)
    heading = np.where(new, np.arctan2(-ways[lane, 0], ways[lane, 1]), bodies.heading)
    heading_before = np.where(new, heading, bodies.heading_before)
    velocity = np.where(new[:, None], 0.0, bodies.velocity)
    return replace(
        bodies, place=moved, before=before, heading=heading, heading_before=heading_before, velocity=velocity
    )


def mouths(bodies: Bodies, floor: Floor) -> Bools:
    """(L,) lanes in whose mouth somebody stands."""
    return _anybody(bodies.place.take(np.flatnonzero(bodies.walking), axis=0), floor, _MOUTH)


def _quiet(bodies: Bodies, floor: Floor, leaving: Indices) -> Bools:
    """(L,) lanes by which nobody nearby wants out."""
    return ~_anybody(bodies.place.take(np.flatnonzero(bodies.walking & (leaving >= 0)), axis=0), floor, 3.0)


def _anybody(place: Floats, floor: Floor, reach: float) -> Bools:
    """(L,) lanes whose mouths some of places (n, 2) lie within reach of."""
    begins, _, _ = floor.lanes
    lo, hi = floor.free
    x, z = place[:, 0], place[:, 1]
    edge = np.flatnonzero((x - lo[0] < reach) | (hi[0] - x < reach) | (hi[1] - z < reach))
    return np.asarray((far(begins[:, None], place.take(edge, axis=0)) < reach).any(axis=1))
