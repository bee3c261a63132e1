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

_ROWS = 4
"""Rows of cells within reach: the more, the fewer candidates, but the more runs."""
_EDGE = 1e-9
"""Metres by which cells are larger than they need be, so that rounding loses nobody."""


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of people, each pair once. The closest come first, so that a shorter range is a slice and no copy."""

    place: Floats
    """(M, 2) metres: where everybody stood when the list was made."""
    first: Indices
    second: Indices
    """(P,) the two of each pair."""
    close: int
    """So many pairs, from the first on, may come within bodily distance."""
    heard: int
    """So many pairs, from the first on, stood within hearing."""
    skin: float
    """Metres added to both other ranges; nobody is missed until two have together gone as far as this."""
    period: float
    """Metres after which a corridor along z begins again; 0: it does not."""

    @staticmethod
    def of(
        place: Floats,
        *,
        reach: float = 2.6,
        close: float = 1.2,
        heard: float = 2.0,
        skin: float = 0.3,
        period: float = 0.0,
        present: NDArray[np.bool_] | None = None,
    ) -> Near:
        """The list for people at place (M, 2).

        reach: metres at which the farthest matter, as 0.4 m + 1 s x 2.2 m/s do to a walker. close: metres at which
        bodies push. heard: metres at which feelings pass; hearing is settled when the list is made and has no skin.
        present (M,): who is there at all; by default everybody. Raises ValueError where close or heard exceeds reach,
        or a period is too short to tell a person from the same person once round.
        """
        far = reach + skin
        if not 0 <= skin < close + skin <= heard <= far:
            raise ValueError(f"close {close:g} m, heard {heard:g} m, reach {reach:g} m: must grow by the skin or more")
        if period and period < 2 * far:
            raise ValueError(f"a period of {period:g} m is shorter than twice the reach of {far:g} m")
        who = np.arange(len(place)) if present is None else np.flatnonzero(present)
        first, second, apart = _candidates(place[who], far, period)
        within = apart <= far * far
        near, hears = apart <= (close + skin) ** 2, apart <= heard * heard
        parts = [np.flatnonzero(part) for part in (near, hears & ~near, within & ~hears)]
        order = np.concatenate(parts)
        return Near(
            place=place,
            first=who.take(first.take(order)),
            second=who.take(second.take(order)),
            close=len(parts[0]),
            heard=len(parts[0]) + len(parts[1]),
            skin=skin,
            period=period,
        )

    def sums(self, *values: Floats) -> list[Floats]:
        """For each of the values (M,), everybody's sum (M,) over those within hearing, themselves not among them."""
        count, first, second = len(self.place), self.first[: self.heard], self.second[: self.heard]
        return [tally(first, each.take(second), count) + tally(second, each.take(first), count) for each in values]


def tally(who: Indices, values: Floats, count: int) -> Floats:
    """(count,) sums of the values (P,) that each of them is given, in the order of the list."""
    return np.asarray(np.bincount(who, values, count), np.float64)


def _candidates(place: Floats, far: float, period: float) -> tuple[Indices, Indices, Floats]:
    """(C,) pairs that hold all within far of each other, as rows of place, and their distances squared."""
    count = len(place)
    none = np.zeros(0, np.intp)
    if count < 2:
        return none, none, np.zeros(0)
    cell = far / _ROWS + _EDGE
    deep = period / int(period / cell) if period else cell
    x, z = place[:, 0] - place[:, 0].min(), place[:, 1] - place[:, 1].min()
    column, row = (x / cell).astype(np.intp) + _ROWS, (z / deep).astype(np.intp)
    who = np.arange(count)
    if period:  # those at the beginning come once more beyond the end
        z = place[:, 1] % period
        row = np.minimum((z / deep).astype(np.intp), round(period / deep) - 1)
        again = np.flatnonzero(row <= _ROWS)
        who, x, z = (np.concatenate([each, each.take(again)]) for each in (who, x, z))
        z[count:] += period
        column = np.concatenate([column, column.take(again)])
        row = np.concatenate([row, row.take(again) + round(period / deep)])
    across = int(column.max()) + _ROWS + 2
    cells = row * across + column
    total = (int(row.max()) + _ROWS + 1) * across
    # The index in the low bits makes all keys different: the sort has one result whatever its method.
    bits = len(who).bit_length()
    order = np.sort(cells << bits | np.arange(len(who))) & ((1 << bits) - 1)
    begin = np.concatenate([[0], np.cumsum(np.bincount(cells, minlength=total))])
    x, z, who, cells = x.take(order), z.take(order), who.take(order), cells.take(order)
    mine = np.flatnonzero(order < count)
    first, second = _runs(begin, cells.take(mine), mine, across)
    dx, dz = x.take(second) - x.take(first), z.take(second) - z.take(first)
    return who.take(first), who.take(second), dx * dx + dz * dz


def _runs(begin: Indices, cells: Indices, mine: Indices, across: int) -> tuple[Indices, Indices]:
    """Pairs of places in the sorted order: each of mine with those after it in its row, and those in the rows that
    follow."""
    start, stop = [mine + 1], [begin.take(cells + (_ROWS + 1))]
    for ahead in range(1, _ROWS + 1):
        # Cells whose nearest corner is within reach: half a chord of the circle, at the near edge of the row.
        wide = int(np.ceil(np.sqrt(_ROWS**2 - (ahead - 1) ** 2)))
        start.append(begin.take(cells + (ahead * across - wide)))
        stop.append(begin.take(cells + (ahead * across + wide + 1)))
    starts, length = np.concatenate(start), np.concatenate(stop) - np.concatenate(start)
    run = np.repeat(np.arange(len(length)), length)
    shift = starts - (np.cumsum(length) - length)
    first = np.tile(mine, _ROWS + 1).take(run)
    return first, np.arange(len(run)) + shift.take(run)
