"""How the people in the hall stand, walk and turn: thirty times a second, shown smoothly in between.

Attendees walk by the collision-free speed model (see motion); the characters make their way through the crowd, which
gives them room. A heading is the yaw in radians: 0 faces the end wall, π/2 the right wall.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from viz.clock import TICK
from viz.world import motion
from viz.world.cast import CAST
from viz.world.floor import Floor
from viz.world.near import Near
from viz.world.plane import along, beside, length, square, unit

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Bools = NDArray[np.bool_]

STEP = 2 * TICK
"""Seconds of one step of everybody."""
THRESHOLD = 1.3
"""Metres beyond the free floor at which whoever goes out is out."""
FASTEST = 3.0
"""m/s, the fastest that anybody runs: Kai."""
_STRIDE = 1.45
"""Metres of a double step."""
_TURN = 4.0
"""rad/s, the fastest that anybody turns."""
_COUNT = len(CAST)
_ROOM, _WAY = 1.0, 2.8
"""Metres that people keep from a character who stands, and from one who comes running."""


@dataclass(frozen=True)
class Bodies:
    """M people's bodies. Arrays are replaced, never written into, so that a reference is a snapshot."""

    place: Floats
    before: Floats
    """(M, 2) now, and one step ago."""
    heading: Floats
    heading_before: Floats
    """(M,) not wrapped, so that they can be interpolated."""
    gait: Floats
    gait_before: Floats
    """(M,) double steps walked."""
    velocity: Floats
    """(M, 2) m/s, over the last quarter of a second."""
    inside: Bools
    """(M,) who is in the hall, or in a doorway."""
    passing: Indices
    """(M,) 1: coming in through a door, -1: going out, 0: neither."""
    lane: Indices
    """(M,) the lane each goes in or out by; for those outside, the one to come back by."""

    @staticmethod
    def standing(place: Floats, heading: Floats, inside: Bools, lane: Indices) -> Bodies:
        """People who stand at place (M, 2) with headings (M,); those not inside wait before their lanes (M,)."""
        zero = np.zeros(len(place))
        return Bodies(
            place=place,
            before=place,
            heading=heading,
            heading_before=heading,
            gait=zero,
            gait_before=zero,
            velocity=np.zeros_like(place),
            inside=inside,
            passing=np.zeros(len(place), np.int64),
            lane=lane,
        )

    @property
    def walking(self) -> Bools:
        """(M,) who moves about in the hall: inside, and in no doorway."""
        return self.inside & (self.passing == 0)

    @property
    def pace(self) -> Floats:
        """(M,) m/s."""
        return length(self.velocity)

    def step(self, floor: Floor, near: Near, wish: Floats, speed: Floats, gaze: Floats, held: Bools) -> Bodies:
        """One step of everybody.

        wish (M, 2), speed (M,): unit vectors and m/s to where each wants to go; gaze (M, 2): what those who stand look
        at; held (L,): lanes whose mouth somebody stands in, so that nobody comes in by them.
        """
        lo, hi = floor.free
        wish, aside = self._give_way(wish, speed)
        place, _, _ = motion.walk(self.place, wish, np.maximum(speed, aside), near, lo, hi, STEP)
        place[:_COUNT] = self._make_way(wish[:_COUNT], speed[:_COUNT], lo, hi)
        walking = self.walking
        if not walking.all():
            place = np.where(walking[:, None], place, self._pass(floor, held))
        return self._turn(place, gaze)

    def _turn(self, place: Floats, gaze: Floats) -> Bodies:
        """Everybody at their new place (M, 2), turned as they go, or toward what they look at."""
        went = place - self.place
        velocity = self.velocity + (went / STEP - self.velocity) * (STEP / 0.25)
        fast = np.flatnonzero(square(velocity) > 0.25**2)
        facing = gaze - place
        facing[fast] = velocity.take(fast, axis=0)
        turn = np.remainder(np.arctan2(facing[:, 0], -facing[:, 1]) - self.heading + math.pi, 2 * math.pi) - math.pi
        return replace(
            self,
            place=place,
            before=self.place,
            heading=self.heading + np.minimum(np.maximum(turn * (STEP / 0.25), -_TURN * STEP), _TURN * STEP),
            heading_before=self.heading,
            gait=self.gait + length(went) / _STRIDE,
            gait_before=self.gait,
            velocity=velocity,
        )

    def shown(self, part: float) -> tuple[Floats, Floats, Floats]:
        """Places (M, 2), headings (M,) and gait phases (M,) in radians, at part (0 … 1) of the last step."""
        place = self.before + (self.place - self.before) * part
        heading = self.heading_before + (self.heading - self.heading_before) * part
        gait = self.gait_before + (self.gait - self.gait_before) * part
        # By rounding: numpy's remainders of a crowd take longer than all the rest of what is shown of it.
        heading = heading - 2 * math.pi * np.rint(heading * (0.5 / math.pi))
        heading = np.minimum(np.maximum(heading, -math.pi), math.pi)
        return place, heading, 2 * math.pi * (gait - np.floor(gait))

    def _give_way(self, wish: Floats, speed: Floats) -> tuple[Floats, Floats]:
        """Wishes (M, 2) of those who make room for a character, and how fast (M,) they do."""
        close = [beside(self.place, self.place[row], _WAY) for row in range(_COUNT)]
        who = np.concatenate(close)
        whom = np.repeat(np.arange(_COUNT), [len(each) for each in close])
        apart = self.place[who] - self.place[whom]
        gap = length(apart)
        # Who stands in the way of somebody who runs steps out of it to their side; the others keep off.
        ahead = along(apart, wish[whom]) * (speed[whom] > 0)
        hinders = ahead > 0.5 * gap
        reach = np.where(hinders, np.maximum(_WAY * np.minimum(speed[whom] / 2.0, 1.0), _ROOM), _ROOM)
        near = np.flatnonzero((gap < reach) & (who >= _COUNT))
        who, whom, apart, hinders = who[near], whom[near], apart[near], hinders[near]
        to_side = apart - ahead[near, None] * wish[whom] + 0.1 * apart[:, ::-1] * (1, -1)
        off = unit(np.where(hinders[:, None], to_side, apart))
        wish, aside = wish.copy(), np.zeros(len(speed))
        wish[who] = off
        np.maximum.at(aside, who, 1.5 - 1.2 * gap[near] / reach[near])
        return wish, aside

    def _make_way(self, wish: Floats, speed: Floats, lo: Floats, hi: Floats) -> Floats:
        """(4, 2) the characters' next places: each goes as straight and as fast as the people ahead let them."""
        moved = self.place[:_COUNT].copy()
        for row in range(_COUNT):
            if speed[row] <= 0:
                continue
            who = beside(self.place, self.place[row], 1.5)
            who = who[self.inside[who] & (who != row)]
            apart = self.place[who] - self.place[row]
            push = unit(apart) * (2.0 * np.exp((0.45 - length(apart)) / 0.2))[:, None]
            way = unit(wish[row] - push.sum(axis=0))
            ahead, across = along(apart, way), np.abs(along(apart, np.array([way[1], -way[0]])))
            ahead = ahead[(ahead > 0) & (across < 0.34)]
            room = max(float(ahead.min()) - 0.42, 0.0) if ahead.size else math.inf
            moved[row] += STEP * min(float(speed[row]), room / 0.35, FASTEST) * way
        return np.minimum(np.maximum(moved, lo), hi)

    def _pass(self, floor: Floor, held: Bools) -> Floats:
        """(M, 2) next places of those in doorways: along their lane, one behind the other."""
        begins, ways, _ = floor.lanes
        begin, way = begins[self.lane], ways[self.lane]
        off = self.place - begin
        out = along(off, way)
        aside = off - out[:, None] * way
        goal = np.where(self.passing > 0, np.where(held[self.lane] & (out > 0.55), 0.6, 0.0), THRESHOLD)
        reach = 1.1 * STEP
        out = out + np.minimum(np.maximum(goal - out, -reach), reach)
        moved = begin + out[:, None] * way + aside * (1 - STEP / 0.5)
        return np.where((self.passing != 0)[:, None], moved, self.place)
