"""The exhibition hall's measures, and where each mosaic hangs in it.

World axes, metres: x to the right, y up, the visitor enters at z = 0 and walks toward -z, where Nova's great mosaic
fills the end wall. The walls unroll into one strip: left wall from the entrance, end wall, right wall back to the
entrance. On the strip (s, y) a viewer inside sees s grow to the right everywhere, so pictures are never mirrored and
the glitch can run round corners.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from viz.controls import Settings

Floats = NDArray[np.float64]


_WINDOWED = 6
"""A hall of fewer bays has no windows."""


@dataclass(frozen=True)
class Window:
    """A pointed opening in a side wall, in metres. Its head is two arcs, each struck from the foot of the other."""

    half: float
    """Half its width."""
    sill: float
    springing: float
    """Height at which it begins to narrow."""
    head: float


class Hall(Settings):
    """The building: fixed for a show, so part of the scene and no control."""

    width: float = Field(21.0, ge=6, le=40, title="Width", description="Wall to wall", json_schema_extra={"unit": "m"})
    length: float = Field(
        74.0, ge=12, le=200, title="Length", description="Entrance to end wall", json_schema_extra={"unit": "m"}
    )
    wall: float = Field(
        9.0,
        ge=3,
        le=20,
        title="Wall height",
        description="Floor to the springing of the vault",
        json_schema_extra={"unit": "m"},
    )
    apex: float = Field(
        17.0, ge=4, le=40, title="Apex", description="Floor to the crown of the vault", json_schema_extra={"unit": "m"}
    )
    bays: int = Field(9, ge=3, le=40, title="Bays", description="Spaces between ribs along the hall")
    windows: int = Field(
        3,
        ge=0,
        le=13,
        title="Windows",
        description="Bays of each side wall that are a tall window; at most every third, none in a hall of fewer than "
        "six bays",
    )
    plants: int = Field(
        264,
        ge=0,
        le=4000,
        title="Plants",
        description="Fronds that grow at the feet of the ribs; 0: none, and no lamps under their crowns either",
    )

    @property
    def strip_length(self) -> float:
        """Length of the unrolled walls in metres."""
        return 2 * self.length + self.width

    @property
    def bay(self) -> float:
        """Length of one bay in metres."""
        return self.length / self.bays

    @property
    def glazed(self) -> tuple[int, ...]:
        """The bays that are windows, counted from the entrance, spread evenly; nothing hangs there."""
        count = min(self.windows, self.bays // 3) if self.bays >= _WINDOWED else 0
        return tuple(math.floor((k + 0.5) * self.bays / count) for k in range(count))

    def walled(self, s: Floats) -> Floats:
        """Strip metres s (…,) without the bays that are windows: how far along the walls nanobots go to get there, for
        the bone around a window carries them across at once."""
        s = np.asarray(s, float)
        left = [bay * self.bay for bay in self.glazed]
        starts = [*left, *(self.strip_length - start - self.bay for start in left)]
        return s - sum((np.clip(s - start, 0.0, self.bay) for start in starts), np.zeros_like(s))

    @property
    def window(self) -> Window:
        """The opening that every window has. Doors stand at ribs, and it keeps clear of both ribs of its bay."""
        sill, head = 0.065 * self.wall, 0.945 * self.wall
        half = min(0.36 * self.bay, (head - sill) * 0.36)
        return Window(half, sill, head - math.sqrt(3) * half, head)

    def from_strip(self, s: Floats, y: Floats) -> Floats:
        """Points (…, 3) in the hall of strip coordinates s, y (…,) in metres."""
        s, y = np.broadcast_arrays(np.asarray(s, float), np.asarray(y, float))
        left, end = s < self.length, s < self.length + self.width
        x = np.where(left, -self.width / 2, np.where(end, s - self.length - self.width / 2, self.width / 2))
        z = np.where(left, -s, np.where(end, -self.length, s - self.strip_length))
        return np.stack([x, y, z], axis=-1)

    def before(self, s: float, out: float) -> tuple[float, float]:
        """x, z on the floor, so many metres out from the wall at s: one place in plain numbers, which are asked for in
        every tick."""
        if s < self.length:
            return out - self.width / 2, 0.0 - s
        if s < self.length + self.width:
            return s - self.length - self.width / 2, out - self.length
        return self.width / 2 - out, s - self.strip_length

    def facing(self, s: Floats) -> tuple[Floats, Floats]:
        """Unit normal (into the hall) and unit right (as a viewer sees it) of the wall at s, each (…, 3)."""
        s = np.asarray(s, float)
        left, end = s < self.length, s < self.length + self.width
        zero = np.zeros_like(s)
        normal = np.stack(
            [np.where(left, 1.0, np.where(end, 0.0, -1.0)), zero, np.where(left | ~end, 0.0, 1.0)], axis=-1
        )
        right = np.stack(
            [np.where(left | ~end, 0.0, 1.0), zero, np.where(left, -1.0, np.where(end, 0.0, 1.0))], axis=-1
        )
        return normal, right

    def hit(self, origin: Floats, direction: Floats) -> tuple[float, float] | None:
        """Strip point (s, y) where a ray (3,), (3,) from inside meets a wall below the vault, or None."""
        half, nearest = self.width / 2, math.inf
        best: tuple[float, float] | None = None
        # Axis, where the wall stands on it, and the strip's s of a point (x, z) on it.
        walls = (
            (0, -half, lambda x, z: -z),
            (2, -self.length, lambda x, z: self.length + half + x),
            (0, half, lambda x, z: self.strip_length + z),
        )
        for axis, plane, along in walls:
            if abs(direction[axis]) < 1e-9:
                continue
            t = (plane - origin[axis]) / direction[axis]
            x, y, z = origin + t * np.asarray(direction, float)
            within = abs(x) <= half + 1e-6 and -self.length - 1e-6 <= z <= 0 and 0 <= y <= self.apex
            if 0 < t < nearest and within and (axis == 2 or y <= self.wall):
                nearest, best = t, (float(along(x, z)), float(y))
        return best


@dataclass(frozen=True)
class Hanging:
    """Where N mosaics hang. Mosaic 0 is Nova's, on the end wall."""

    strip: Floats
    """(N, 2) centres in strip metres (s, y)."""
    scale: Floats
    """(N,) hall metres per mosaic metre."""
    half: Floats
    """(N, 2) half width and height on the wall in metres."""
    hall: Hall

    @cached_property
    def centre(self) -> Floats:
        """(N, 3) centres in the hall, metres."""
        return self.hall.from_strip(self.strip[:, 0], self.strip[:, 1])

    def at(self, s: float, y: float) -> int | None:
        """The mosaic that covers the strip point, or None."""
        inside = (np.abs(self.strip - (s, y)) <= self.half).all(axis=1)
        hits = np.flatnonzero(inside)
        return int(hits[0]) if hits.size else None


def hang(sizes: Floats, hall: Hall) -> Hanging:
    """Hang mosaics of sizes (N, 2), in metres, N ≥ 1: the first on the end wall, the others in rows between the ribs
    of the bays that are no windows.

    Every story finds its place: bays share them out evenly, rows and columns grow with their number, mosaics shrink;
    they never overlap and never cross a rib. Who hangs stays when another comes after, but where its bay is full and
    makes room.
    """
    places, rooms = _places(len(sizes) - 1, hall)
    strip = np.concatenate([[(hall.length + hall.width / 2, 0.60 * hall.wall)], places])
    room = np.concatenate([[(0.74 * hall.width, 0.92 * hall.wall)], rooms])
    scale = (room / sizes).min(axis=1)
    return Hanging(strip=strip, scale=scale, half=0.5 * sizes * scale[:, None], hall=hall)


def moved(before: Hanging, after: Hanging) -> NDArray[np.int64]:
    """The mosaics of the later hanging that hung elsewhere, or not at all, in the one before."""
    shared = min(len(before.scale), len(after.scale))
    same = (before.strip[:shared] == after.strip[:shared]).all(axis=1)
    same &= (before.half[:shared] == after.half[:shared]).all(axis=1)
    return np.append(np.flatnonzero(~same), np.arange(shared, len(after.scale)))


def _places(count: int, hall: Hall) -> tuple[Floats, Floats]:
    """Centres and rooms, (count, 2) each: one in every bay, left and right, before the second in any of them."""
    glazed = hall.glazed
    plastered = np.array([bay for bay in range(hall.bays) if bay not in glazed])
    walls = len(plastered)
    round_, turn = np.divmod(np.arange(count), 2 * walls)
    left, nth = turn % 2 == 0, _order(walls)[turn // 2]
    nth = np.where(left, nth, walls - 1 - nth)
    wall = 2 * nth + ~left
    hung = np.bincount(wall, minlength=2 * walls)
    slots = {n: _salon(_room_for(n), hall) for n in set(hung.tolist())}
    places = [slots[n][r] for n, r in zip(hung[wall].tolist(), round_.tolist(), strict=True)]
    along, height, wide, high = np.array(places).reshape(-1, 4).T
    start = plastered[nth] * hall.bay
    s = np.where(left, start + along, hall.strip_length - start - hall.bay + along)
    return np.stack([s, height], axis=1), np.stack([wide, high], axis=1)


def _order(bays: int) -> NDArray[np.int64]:
    """(bays,) in which order bays of the left wall take one more mosaic, those of the right one being mirrored: the
    middle one first, and any number strewn evenly about it, as multiples of the golden section lie about whole numbers.
    """
    strewn = (np.arange(bays) - (bays - 1) // 2) * (0.5 * (math.sqrt(5.0) - 1.0))
    return np.argsort(np.abs(strewn - np.rint(strewn)), kind="stable")


def _room_for(count: int) -> int:
    """Places that a bay keeps for so many mosaics: when it is full, it makes room for more than one."""
    room = min(count, 1)
    while room < count:
        # Four hang as five would, two above two, with a heart left free; seven as eight, in even rows.
        room += 2 if room in (3, 6) else max(1, room // 6)
    return room


def _salon(count: int, hall: Hall) -> list[tuple[float, float, float, float]]:
    """A bay's hang: (metres along the bay, height, width and height of the room) of each mosaic, in rows as even as
    can be, as large as can be. The corners come first, the middle last: what is free yet is the bay's heart."""
    foot, head, rib = 0.85, hall.wall - 0.35, 0.95
    width, height, aspect = hall.bay - rib, head - foot, 1.75

    def largest(rows: int) -> float:
        return min(width / -(-count // rows) / aspect, height / rows)

    rows = max(range(1, count + 1), key=largest, default=0)
    hung = []
    for row in range(rows):
        # The fuller rows stand at the outside, so that five hang as two, one, two.
        order = sorted(range(rows), key=lambda r: -abs(r - (rows - 1) / 2))
        in_row = count // rows + (order.index(row) < count % rows)
        room = (0.92 * width / in_row, 0.86 * height / rows)
        for column in range(in_row):
            hung.append((rib / 2 + (column + 0.5) * width / in_row, foot + (row + 0.5) * height / rows, *room))
    middle = (0.5 * hall.bay, 0.5 * (foot + head))
    return sorted(hung, key=lambda place: -round(math.dist(place[:2], middle), 6))
