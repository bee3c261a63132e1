"""Where nanobots walk: seam after seam along the rows of tiles, round the teeth, now and then over the bare wall to a
neighbour, or up a rib.

Walks are drawn once for a hanging. Whoever follows one needs no more than its number and how far along it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.world import chance
from viz.world.hall import Hanging
from viz.world.mosaic import PITTED, Mosaics

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEPS = 40
"""Seams in a walk."""
_GREAT = 1.6
"""How many times as many walk on a square metre of the great mosaic as on another."""
_LEAVE = 24
"""One walk in so many crosses to a neighbour, and another one climbs a rib."""
_NEAR = 2.3
"""Tile lengths between which a step from row to row may go."""
_RIB_STEP, _RIB_HALF = 0.09, 0.12
"""Metres up in a step on a rib; and half the rib's breadth that is walked on, in a hall 13 m wide."""


@dataclass(frozen=True)
class Walks:
    """K walks of STEPS seams each, evenly over the tiles' area, mosaic after mosaic."""

    point: Floats
    """(K, STEPS + 1, 2) strip metres; above the springing y goes on along the vault."""
    mosaic: Ints
    """(K,) whose nanobots they are."""
    rib: NDArray[np.bool_]
    """(K,) whether it goes up a rib."""
    bare: NDArray[np.bool_]
    """(K,) whether it crosses bare wall."""


@dataclass(frozen=True)
class _Rows:
    """Tiles of all mosaics on the strip, and which row each belongs to."""

    owner: Ints
    centre: Floats
    across: Floats
    """(T, 2) from a tile's middle to the seam beside it."""
    edge: Floats
    row: Ints
    first: Ints
    """(R,) the first tile of each row."""
    last: Ints


def walks(mosaics: Mosaics, hanging: Hanging, count: int) -> Walks:
    """Draw `count` walks over mosaics where they hang. Raises ValueError if no mosaic has a tile."""
    if not len(mosaics.angle):
        raise ValueError("there is no tile to walk on")
    rows = _rows(mosaics, hanging)
    area = rows.edge**2 * np.where(rows.owner == 0, _GREAT, 1.0)
    reached = np.cumsum(area)
    tile = np.searchsorted(reached, (np.arange(count) + 0.5) / count * reached[-1])
    tile = np.minimum(tile, len(area) - 1)
    point, mosaic = _seams(rows, tile), rows.owner[tile]
    number = np.arange(count)
    rib, bare = number % _LEAVE == 17, (number % _LEAVE == 5) & (len(hanging.scale) > 1)
    if bare.any():
        point[bare] = _crossings(hanging, mosaic[bare], number[bare], len(hanging.scale))
    point[rib] = _climbs(hanging, point[rib, 0, 0], number[rib])
    return Walks(point, mosaic, rib, bare)


def carried(drawn: Walks, before: Hanging, after: Hanging, which: Ints) -> Walks:
    """Of walks drawn in one hanging those (C,) where the same mosaics hang in another: on tiles they go with them, over
    bare wall they are found anew. None of them may go up a rib, for those stay."""
    whose, bare = drawn.mosaic[which], drawn.bare[which]
    grown = (after.scale[: len(before.scale)] / before.scale)[whose, None, None]
    point = after.strip[whose, None] + (drawn.point[which] - before.strip[whose, None]) * grown
    if bare.any():
        point[bare] = _crossings(after, whose[bare], which[bare], len(before.scale))
    return Walks(point, whose, drawn.rib[which], bare)


def _rows(mosaics: Mosaics, hanging: Hanging) -> _Rows:
    owner = np.repeat(np.arange(len(hanging.scale)), np.diff(mosaics.first))
    scale = hanging.scale[owner, None]
    centre = hanging.strip[owner] + mosaics.centre * scale
    half = mosaics.half / np.where(mosaics.pitted, PITTED, 1.0)[:, None] * scale
    edge = 2 * np.sqrt(half[:, 0] * half[:, 1])
    across = np.stack([-np.sin(mosaics.angle), np.cos(mosaics.angle)], axis=1) * (1.07 * half[:, 1:])
    # Tiles stand row after row, and in each their order grows.
    far = np.abs(np.diff(centre, axis=0)).sum(axis=1) > 3 * np.maximum(edge[1:], edge[:-1])
    begins = np.concatenate([[True], (np.diff(mosaics.order) <= 0) | (np.diff(owner) > 0) | far])
    first = np.flatnonzero(begins)
    return _Rows(owner, centre, across, edge, np.cumsum(begins) - 1, first, np.append(first[1:], len(owner)) - 1)


def _seams(rows: _Rows, tile: Ints) -> Floats:
    """(K, STEPS + 1, 2) walks that begin at tiles (K,), a tile further in each step."""
    number, keys = np.arange(len(tile)), np.array([chance.key_of("seams")], np.uint64)
    way = np.where(chance.uniform(keys, number, 0) < 0.5, -1, 1)
    side = np.where(chance.uniform(keys, number, 1) < 0.5, -1.0, 1.0)
    point = np.empty((len(tile), STEPS + 1, 2))
    for step in range(STEPS + 1):
        point[:, step] = rows.centre[tile] + side[:, None] * rows.across[tile]
        draw = chance.uniform(keys, number, 2 + step)
        tile, way, side = _step(rows, tile, way, side, draw)
    return point


def _step(rows: _Rows, tile: Ints, way: Ints, side: Floats, draw: Floats) -> tuple[Ints, Ints, Floats]:
    """On along the row; at its end round the ring, into the next row, or back on the other side of this one."""
    row = rows.row[tile]
    first, last = rows.first[row], rows.last[row]
    ends = tile == np.where(way > 0, last, first)
    round_to = np.where(way > 0, first, last)
    other = np.clip(row + np.where(draw < 0.5, -1, 1), 0, len(rows.first) - 1)
    ahead, behind = rows.first[other], rows.last[other]
    into = np.where(_apart(rows, tile, ahead) < _apart(rows, tile, behind), ahead, behind)
    closes = ends & (last - first > 3) & (_apart(rows, tile, round_to) < _NEAR)
    enters = ends & ~closes & (other != row) & (_apart(rows, tile, into) < _NEAR)
    turns = ends & ~closes & ~enters
    onward = np.where(closes, round_to, np.where(enters, into, np.where(turns, tile, tile + way)))
    way = np.where(enters, np.where(into == ahead, 1, -1), np.where(turns, -way, way))
    return onward, way, np.where(turns | (draw > 0.95), -side, side)


def _apart(rows: _Rows, one: Ints, other: Ints) -> Floats:
    """Distance of tiles in tile lengths; those of two mosaics are far apart."""
    away = rows.centre[one] - rows.centre[other]
    apart = np.hypot(away[:, 0], away[:, 1]) / np.maximum(rows.edge[one], 1e-9)
    return np.where(rows.owner[one] == rows.owner[other], apart, np.inf)


def _crossings(hanging: Hanging, start: Ints, number: Ints, count: int) -> Floats:
    """(C, STEPS + 1, 2) over the bare wall from the border of each mosaic (C,) to that of the nearest other one of the
    first `count`."""
    strip, half = hanging.strip[:count], hanging.half[:count]
    away = strip[None] - strip[start][:, None]
    gap = np.maximum(np.abs(away) - half[None] - half[start][:, None], 0.0)
    distance = np.hypot(gap[..., 0], gap[..., 1]) + 0.05 * np.hypot(away[..., 0], away[..., 1])
    distance[np.arange(len(start)), start] = np.inf
    goal = distance.argmin(axis=1)
    keys = np.array([chance.key_of("crossings")], np.uint64)
    shift = np.stack([chance.uniform(keys, number, salt) for salt in (0, 1)], axis=1) - 0.5
    inner, outer = strip[start] + shift * half[start], strip[goal] + shift * half[goal]
    begin, end = _border(inner, outer, strip[start], half[start]), _border(outer, inner, strip[goal], half[goal])
    along = np.linspace(0, 1, STEPS + 1)
    run = end - begin
    wobble = 0.10 * np.sin(np.pi * along) * np.sin(2 * np.pi * (2.5 * along + shift[:, :1]))
    return (
        begin[:, None]
        + run[:, None] * along[:, None]
        + wobble[..., None] * np.stack([-run[:, 1], run[:, 0]], 1)[:, None]
    )


def _border(inside: Floats, outside: Floats, middle: Floats, half: Floats) -> Floats:
    """Where the line from a point inside each box to one outside leaves it."""
    run = outside - inside
    room = middle + np.sign(run) * half - inside
    share = np.where(np.abs(run) > 1e-9, room / np.where(np.abs(run) > 1e-9, run, 1.0), np.inf).min(axis=1)
    return inside + run * np.clip(share, 0.0, 1.0)[:, None]


def _climbs(hanging: Hanging, s: Floats, number: Ints) -> Floats:
    """(C, STEPS + 1, 2) up the rib that is nearest to each place s (C,) on the strip."""
    hall = hanging.hall
    left = s < hall.length + hall.width / 2
    depth = np.where(left, s, hall.strip_length - s)
    foot = np.clip(np.rint(depth / hall.bay), 1, hall.bays - 1) * hall.bay
    foot = np.where(left, foot, hall.strip_length - foot)
    keys = np.array([chance.key_of("climbs")], np.uint64)
    start, sway = (chance.uniform(keys, number, salt) for salt in (0, 1))
    along = np.arange(STEPS + 1)
    half = _RIB_HALF * hall.width / 13.0
    across = half * np.sin(2 * np.pi * (along / STEPS * (0.5 + sway[:, None]) + start[:, None] * 7))
    up = 0.3 + start[:, None] * (hall.wall + 2.0) + _RIB_STEP * along
    return np.stack([foot[:, None] + across, up], axis=-1)
