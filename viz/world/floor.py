"""The floor plan: what the hall's floor offers to those who walk on it.

Places are (x, z) in hall metres. All of it follows from the hall and from where the mosaics hang, and stays the same
until they are hung anew.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from viz.world.chance import key_of, uniform
from viz.world.hall import Hall, Hanging
from viz.world.near import tally

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

MARGIN = 0.6
"""Metres that everybody keeps from the walls, but in a doorway."""
CROWDED = 2.2
"""The most people on a square metre who can still walk."""
SEATS = 8
"""People in a sharing circle."""
RING = 1.15
"""Radius of a sharing circle, metres."""
LANE = 0.9
"""Metres from lane to lane through a door."""
_STRETCH = 2.0
"""Metres of wall whose glitch is taken together."""


@dataclass(frozen=True)
class Floor:
    """The hall's floor as people use it: fixed until the mosaics are hung anew."""

    hanging: Hanging
    seed: int

    def joined(self, hanging: Hanging) -> Floor:
        """This floor once more mosaics hang, after all that hung: nobody has to look for another circle, and who comes
        to a newcomer shares the nearest."""
        floor = Floor(hanging, self.seed)
        centres = self.circles[0]
        apart = centres - floor.before[self.mosaics :, None]
        nearest = np.argmin((apart * apart).sum(axis=-1), axis=1)
        circle_of = np.concatenate([self.circle_of, np.stack([nearest, nearest], axis=1)])
        floor.__dict__.update(pairs=self.pairs, circles=self.circles, seats=self.seats, circle_of=circle_of)
        return floor

    @property
    def hall(self) -> Hall:
        """The building."""
        return self.hanging.hall

    @property
    def mosaics(self) -> int:
        """How many mosaics hang."""
        return len(self.hanging.strip)

    @cached_property
    def free(self) -> Floats:
        """(2, 2) least and greatest x, z of the floor that people walk on."""
        side = self.hall.width / 2 - MARGIN
        return np.array([[-side, MARGIN - self.hall.length], [side, -MARGIN]])

    @cached_property
    def capacity(self) -> int:
        """How many people can be inside."""
        return int(CROWDED * float(np.prod(self.free[1] - self.free[0])))

    @cached_property
    def doors(self) -> Floats:
        """(5, 2) the entrance first, then four side doors, each at a rib, where nothing hangs."""
        side, bays = self.hall.width / 2, self.hall.bays
        ribs = [-self.hall.bay * round(bays * part / 3) for part in (1, 2)]
        return np.array([(0.0, 0.0), *((x, z) for z in ribs for x in (-side, side))])

    @cached_property
    def lanes(self) -> tuple[Floats, Floats, Indices]:
        """The lanes through the doors, in which people go one behind the other.

        Returns where each begins inside (L, 2), its unit direction outward (L, 2), and its door (L,).
        """
        begins, ways, doors = [], [], []
        for door, (x, z) in enumerate(self.doors):
            way = np.array([0.0, 1.0]) if door == 0 else np.array([np.sign(x), 0.0])
            count = 4 if door == 0 else 2
            for lane in range(count):
                aside = (lane - (count - 1) / 2) * LANE
                begins.append(np.array([x, z]) - MARGIN * way + aside * way[::-1])
                ways.append(way)
                doors.append(door)
        return np.array(begins), np.array(ways), np.array(doors)

    @cached_property
    def foot(self) -> Floats:
        """(N, 2) where each mosaic's centre stands over the floor's edge: what one looks at."""
        return np.ascontiguousarray(self.hanging.centre[:, [0, 2]])

    @cached_property
    def before(self) -> Floats:
        """(N, 2) a place in front of each mosaic, from which all of it is seen."""
        normal, _ = self.hall.facing(self.hanging.strip[:, 0])
        back = np.minimum(1.9 + 1.2 * self.hanging.half[:, 0], 0.4 * self.hall.width)
        lo, hi = self.free
        return np.minimum(np.maximum(self.foot + back[:, None] * normal[:, [0, 2]], lo + 0.3), hi - 0.3)

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

    @cached_property
    def terminals(self) -> Floats:
        """(T, 2) where owners say what nanobots may do: before the ribs that have no door."""
        side = self.hall.width / 2 - 1.5
        taken = set(self.doors[1:, 1].tolist())
        ribs = [z for z in (-self.hall.bay * rib for rib in range(1, self.hall.bays)) if z not in taken]
        return np.array([(x, z) for z in ribs for x in (-side, side)]).reshape(-1, 2)

    @cached_property
    def knots(self) -> Floats:
        """(K, 2) where people come together to debate, at least eight metres from each other where the hall is."""
        lo, hi = self.free
        across = max(1, round(float(hi[0] - lo[0]) / 9.5))
        along = max(1, round(float(hi[1] - lo[1]) / 9.5))
        x = lo[0] + (np.arange(across) + 0.5) / across * (hi[0] - lo[0])
        z = lo[1] + (np.arange(along) + 0.5) / along * (hi[1] - lo[1])
        grid = np.stack(np.meshgrid(x, z, indexing="ij"), axis=-1).reshape(-1, 2)
        return grid + 1.6 * (self._chance("knots", len(grid), 2) - 0.5)

    @cached_property
    def pairs(self) -> Indices:
        """(P, 2) the mosaics of the side walls, each with its nearest neighbour that is still alone."""
        strip, found = self.hanging.strip, []
        right = strip[:, 0] > self.hall.length + self.hall.width
        for wall in (~right, right):
            left = [int(i) for i in np.flatnonzero(wall) if i > 0]
            left.sort(key=lambda i: (strip[i, 0], strip[i, 1]))
            while len(left) > 1:
                first, rest = left[0], np.array(left[1:])
                apart = strip[rest] - strip[first]
                second = int(rest[np.argmin((apart * apart).sum(axis=1))])
                left = [i for i in left if i not in (first, second)]
                found.append((first, second))
        return np.array(found, np.int64).reshape(-1, 2)

    @cached_property
    def circles(self) -> tuple[Floats, Indices]:
        """Sharing circles: their centres (C, 2), and the pair (C,) each is before; -1 where nothing hangs in pairs."""
        lo, hi = self.free
        across, along = self._rings
        x = lo[0] + (np.arange(across) + 0.5) / across * (hi[0] - lo[0])
        z = lo[1] + (np.arange(along) + 0.5) / along * (hi[1] - lo[1])
        centres = np.stack(np.meshgrid(x, z, indexing="ij"), axis=-1).reshape(-1, 2)
        centres = centres + 0.5 * (self._chance("circles", len(centres), 2) - 0.5)
        pair = np.full(len(centres), -1)
        if len(self.pairs):
            middle = self.before[self.pairs].mean(axis=1)
            load = np.zeros(len(middle))
            for i in np.argsort(-np.abs(centres[:, 0]), kind="stable"):  # those at the walls first
                away = np.hypot(*(middle - centres[i]).T) + 3.0 * load
                pair[i] = np.argmin(away)
                load[pair[i]] += 1
        return centres, pair

    @cached_property
    def _rings(self) -> tuple[int, int]:
        """How many sharing circles find room across and along the floor."""
        across, along = (int(float(span) / (2 * RING + 1.0)) for span in self.free[1] - self.free[0])
        return max(1, across), max(1, along)

    def circles_near(self, place: Floats) -> Indices:
        """(n, 9) the circles around places (n, 2), -1 where the hall ends."""
        lo, hi = self.free
        across, along = self._rings
        cell = (place - lo) / (hi - lo) * (across, along)
        found = []
        for dx in (-1, 0, 1):
            for dz in (-1, 0, 1):
                x, z = np.floor(cell + np.array([dx, dz])).astype(np.int64).T
                there = (x >= 0) & (x < across) & (z >= 0) & (z < along)
                found.append(np.where(there, x * along + z, -1))
        return np.stack(found, axis=-1)

    @cached_property
    def seats(self) -> Floats:
        """(C · SEATS, 2) the places in all sharing circles, circle after circle."""
        centres = self.circles[0]
        angle = (
            2 * math.pi * (np.arange(SEATS) + uniform(_keys("turn", self.seed), np.arange(len(centres)), 0)[:, None])
        )
        angle = angle / SEATS
        ring = RING * np.stack([np.sin(angle), np.cos(angle)], axis=-1)
        return (centres[:, None] + ring).reshape(-1, 2)

    @cached_property
    def circle_of(self) -> Indices:
        """(N, 2) circles that each mosaic's owner and admirers go to, the second perhaps the first again.

        A mosaic whose pair no circle is before shares the nearest; -1 where there is none for it.
        """
        centres, pair = self.circles
        found = np.full((self.mosaics, 2), -1)
        for i, both in enumerate(self.pairs):
            own = np.flatnonzero(pair == i)
            if not own.size:
                away = centres - self.before[both].mean(axis=0)
                own = np.array([np.argmin((away * away).sum(axis=1))])
            found[both] = own[0], own[-1]
        return found

    def standing(self, seats: Indices) -> Floats:
        """(N,) how full each mosaic's circle is, 0..1, when the given seats are taken."""
        full = np.bincount(seats // SEATS, minlength=len(self.circles[0])) / (SEATS - 1)
        best = np.maximum(full[self.circle_of[:, 0]], full[self.circle_of[:, 1]])
        return np.where(self.circle_of[:, 0] >= 0, np.minimum(best, 1.0), 0.0)

    @cached_property
    def _cells(self) -> tuple[int, int]:
        """Cells of about nine square metres, across and along the floor."""
        across, along = (max(1, round(float(span) / 3.0)) for span in self.free[1] - self.free[0])
        return across, along

    def cell(self, place: Floats) -> Indices:
        """(n,) the cells of the floor that places (n, 2) lie in."""
        lo, hi = self.free
        across, along = self._cells
        cell = ((place - lo) / (hi - lo) * (across, along)).astype(np.int64)
        x, z = np.minimum(np.maximum(cell, 0), (across - 1, along - 1)).T
        return x * along + z

    def density(self, place: Floats) -> Floats:
        """Of each cell: how many of places (n, 2) lie there on a square metre."""
        across, along = self._cells
        count = tally(self.cell(place), np.ones(len(place)), across * along)
        wide, deep = (float(span) for span in self.free[1] - self.free[0])
        return count * (across * along / (wide * deep))

    @cached_property
    def stretches(self) -> int:
        """Stretches of a side wall whose glitch is taken together."""
        return max(1, round(self.hall.length / _STRETCH))

    @cached_property
    def _stretch(self) -> Indices:
        """(N,) the stretch each mosaic hangs in: left wall, right wall, then one for the end wall."""
        depth = -self.foot[:, 1] / self.hall.length
        along = np.clip((depth * self.stretches).astype(np.int64), 0, self.stretches - 1)
        along += np.where(self.foot[:, 0] > 0, self.stretches, 0)
        along[0] = 2 * self.stretches
        return along

    @cached_property
    def _hung(self) -> Floats:
        """(2, stretches) how many mosaics hang near each stretch."""
        return np.maximum(self._near_wall(np.ones(self.mosaics)), 1e-9)

    def _near_wall(self, values: Floats) -> Floats:
        """(2, stretches) sums of the mosaics' values (N,) near each stretch of the side walls."""
        return _widen(tally(self._stretch, values, 2 * self.stretches + 1)[:-1].reshape(2, self.stretches))

    def seen(self, glitch: Floats, place: Floats) -> Floats:
        """(M,) how much glitch is seen from places (M, 2), 0..1: what is near counts most."""
        count = self.stretches
        walls = self._near_wall(glitch) / self._hung
        k = np.clip((-place[:, 1] / self.hall.length * count).astype(np.int64), 0, count - 1)
        side, end = self.hall.width / 2, self.hall.length + place[:, 1]
        left, right = np.exp(-(side + place[:, 0]) / 7.0), np.exp(-(side - place[:, 0]) / 7.0)
        return np.minimum(walls[0, k] * left + walls[1, k] * right + glitch[0] * np.exp(-end / 9.0), 1.0)

    def spread(self, count: int, seed: int) -> Floats:
        """(min(count, capacity), 2) places all over the floor: by chance, and nobody within half a metre of another.

        They are cells of a hexagonal lattice, taken by lot, and each moved within its cell.
        """
        lo, hi = self.free
        count = min(count, self.capacity)
        wide, deep = (float(d) for d in hi - lo)
        apart = 0.68
        columns, rows = int(wide / apart), int(deep / (apart * math.sqrt(0.75)))
        row, column = np.divmod(np.arange(columns * rows), columns)
        x = lo[0] + (column + 0.25 + 0.5 * (row % 2)) * (wide / columns)
        z = lo[1] + (row + 0.5) * (deep / rows)
        lot = uniform(_keys("places", seed), np.arange(len(row)), 0)
        taken = np.argsort(lot, kind="stable")[:count]
        nudge = np.stack([uniform(_keys("nudge", seed), taken, salt) for salt in (0, 1)], axis=-1) - 0.5
        return np.minimum(np.maximum(np.stack([x, z], axis=-1)[taken] + 0.12 * nudge, lo), hi)

    def _chance(self, what: str, count: int, each: int) -> Floats:
        """(count, each) uniform numbers of this floor's own."""
        keys = _keys(what, self.seed)
        return np.stack([uniform(keys, np.arange(count), salt) for salt in range(each)], axis=-1)


def _keys(what: str, seed: int) -> NDArray[np.uint64]:
    return np.array([key_of("floor", what, str(seed))], np.uint64)


def _widen(walls: Floats) -> Floats:
    """(2, K) sums over six metres to either side, weighted by nearness."""
    reach = 3
    wide = np.pad(walls, ((0, 0), (reach, reach)))
    count = walls.shape[1]
    total = np.zeros_like(walls)
    for k in range(-reach, reach + 1):
        total = total + (1 - abs(k) / (reach + 1)) * wide[:, reach + k : reach + k + count]
    return total
