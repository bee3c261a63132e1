"""Who may be near whom: a list of pairs, made in one go from where everybody stands.

People are sorted into square cells, row by row. In every row a person's neighbours then stand in one run, so that a
handful of runs a person holds all candidates, and numpy compares distances for all of them at once (Allen and
Tildesley, Computer Simulation of Liquids, 1987: cell and Verlet lists). The list holds everybody who can come within
reach before the next one is made. It follows from the places alone, and so does its order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_ROWS = 3
"""Rows of cells within reach: the more, the fewer candidates, but the more runs."""
_BLOCK = 2048
"""People whose candidates are compared at once: their numbers fit the processor's cache."""
_EDGE = 1e-9
"""Metres by which cells are larger than they need be, so that rounding loses nobody."""
_NONE = np.zeros(0, np.intp)


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of people, each pair once. The closest come first, so that a shorter range is a slice and no copy."""

    place: Floats
    """(M, 2) metres: where everybody stood when the list was made."""
    first: Indices
    second: Indices
    """(P,) the two of each pair."""
    touching: int
    """So many pairs, from the first on, may come within touch."""
    walking: int
    """So many may come within reach."""
    hearing: int
    """So many stood within hearing, which is settled when the list is made."""
    touch: float
    reach: float
    skin: float
    """Metres. Nobody within touch or reach is missed until two have together gone as far as the skin."""
    period: float
    """Metres after which a corridor along z begins again; 0: it does not."""

    @staticmethod
    def of(
        place: Floats,
        *,
        touch: float = 1.22,
        reach: float = 1.65,
        heard: float = 2.0,
        skin: float = 0.35,
        period: float = 0.0,
        present: NDArray[np.bool_] | None = None,
    ) -> Near:
        """The list for people at place (M, 2).

        touch, reach: metres within which bodies push, and within which walkers mind who is ahead; the defaults are
        those of viz.world.motion. heard: metres within which feelings pass. present (M,): who is there at all; by
        default everybody. Raises ValueError where a period is too short to tell a person from the same person once
        round.
        """
        edges = sorted({touch + skin, reach + skin, heard})
        if period and period < 2 * edges[-1]:
            raise ValueError(f"a period of {period:g} m is shorter than twice the range of {edges[-1]:g} m")
        # numpy takes rows by number many times faster than by a mask.
        there = place if present is None else place.take(np.flatnonzero(present), axis=0)
        rings = _rings(there, edges, period) if len(there) > 1 else [(_NONE, _NONE)] * len(edges)
        first, second = (np.concatenate(each) for each in zip(*rings, strict=True))
        if present is not None:
            who = np.flatnonzero(present)
            first, second = who.take(first), who.take(second)
        counts = dict(zip(edges, np.cumsum([len(ring[0]) for ring in rings]).tolist(), strict=True))
        touching, walking, hearing = (counts[edge] for edge in (touch + skin, reach + skin, heard))
        return Near(place, first, second, touching, walking, hearing, touch, reach, skin, period)

    def sums(self, *values: Floats) -> list[Floats]:
        """For each of the values (M,), everybody's sum (M,) over those within hearing, themselves not among them."""
        count, first, second = len(self.place), self.first[: self.hearing], self.second[: self.hearing]
        return [tally(first, each.take(second), count) + tally(second, each.take(first), count) for each in values]


def tally(who: Indices, values: Floats, count: int) -> Floats:
    """(count,) sums of the values (P,) that each of them is given, in the order of the list."""
    return np.asarray(np.bincount(who, values, count), np.float64)


def _rings(place: Floats, edges: list[float], period: float) -> list[tuple[Indices, Indices]]:
    """For each of the rising edges, the pairs whose distance lies between it and the one before."""
    found: list[list[tuple[Indices, Indices]]] = [[] for _ in edges]
    sort = _Sorted.of(place, edges[-1], period)
    for block in range(0, len(place), _BLOCK):
        first, second, apart = sort.candidates(block, block + _BLOCK)
        least = -1.0
        for edge, ring in zip(edges, found, strict=True):
            among = np.flatnonzero((apart > least) & (apart <= edge * edge))
            ring.append((sort.who.take(first.take(among)), sort.who.take(second.take(among))))
            least = edge * edge
    return [(np.concatenate([a for a, _ in ring]), np.concatenate([b for _, b in ring])) for ring in found]


@dataclass(frozen=True, slots=True)
class _Sorted:
    """People in the order of their cells. In a corridor with a period, those at its beginning come again after its
    end."""

    x: Floats
    z: Floats
    who: Indices
    cell: Indices
    """(S,) metres, person, and cell, of each place in this order."""
    own: Indices
    """(M,) places that are people's own, and not their coming again."""
    begin: Indices
    """(cells + 1,) the first place in each cell."""
    across: int
    """Cells in a row."""

    @staticmethod
    def of(place: Floats, far: float, period: float) -> _Sorted:
        """Cells so large that those within far of each other are at most _ROWS rows and columns apart."""
        side = far / _ROWS + _EDGE
        x, z, who = place[:, 0] - place[:, 0].min(), place[:, 1] - place[:, 1].min(), np.arange(len(place))
        column, row = (x / side).astype(np.intp) + _ROWS, (z / side).astype(np.intp)
        if period:
            rows = int(period / side)
            z = place[:, 1] % period
            row = np.minimum((z * (rows / period)).astype(np.intp), rows - 1)
            again = np.flatnonzero(row <= _ROWS)
            x, z = np.append(x, x.take(again)), np.append(z, z.take(again) + period)
            who, column, row = (
                np.append(who, again),
                np.append(column, column.take(again)),
                np.append(row, row[again] + rows),
            )
        across = int(column.max()) + _ROWS + 2
        cell = row * across + column
        count = np.bincount(cell, minlength=(int(row.max()) + _ROWS + 1) * across)
        # With its index in the low bits no key is like another: the sort has one result, whatever its method.
        bits = len(who).bit_length()
        order = np.sort(cell << bits | np.arange(len(who))) & ((1 << bits) - 1)
        own = np.flatnonzero(order < len(place))
        begin = np.append(0, np.cumsum(count))
        return _Sorted(x.take(order), z.take(order), who.take(order), cell.take(order), own, begin, across)

    def candidates(self, start: int, stop: int) -> tuple[Indices, Indices, Floats]:
        """(C,) pairs of places, of each of own[start:stop] with those after it within reach, and distances squared."""
        own = self.own[start:stop]
        cell = self.cell.take(own)
        begins, ends = [own + 1], [self.begin.take(cell + (_ROWS + 1))]
        for ahead in range(1, _ROWS + 1):
            # Half a chord of the circle within reach, where the row begins.
            wide = int(np.ceil(np.sqrt(_ROWS**2 - (ahead - 1) ** 2)))
            begins.append(self.begin.take(cell + (ahead * self.across - wide)))
            ends.append(self.begin.take(cell + (ahead * self.across + wide + 1)))
        begin = np.concatenate(begins)
        length = np.concatenate(ends) - begin
        run = np.repeat(np.arange(len(length)), length)
        first = np.tile(own, _ROWS + 1).take(run)
        begin -= np.cumsum(length) - length
        second = begin.take(run)
        second += np.arange(len(run))
        dx, dz = self.x.take(second), self.z.take(second)
        dx -= self.x.take(first)
        dz -= self.z.take(first)
        dx *= dx
        dz *= dz
        dx += dz
        return first, second, dx
