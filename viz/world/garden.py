"""What grows and hangs in the hall: where each frond stands and each lamp hangs. It follows from the hall alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from viz.world.hall import Floats, Hall

FROND, BELL, THREAD = 0, 1, 2
_A_CLUMP = 11
"""Fronds of a clump, about."""
_PETALS, _THREADS = 8, 6
"""Of a lamp."""
_GOLDEN = 2.399963229728653
"""The angle by which leaf follows leaf, so that none stands over another (H. Vogel 1979), in radians."""


@dataclass(frozen=True)
class Garden:
    """P ribbons."""

    root: Floats
    """(P, 4) x, y, z of the foot and length, metres."""
    habit: Floats
    """(P, 4) the way it leans (x, z), half its width in metres, kind."""


def plant(hall: Hall) -> Garden:
    """Set `hall.plants` fronds in clumps at the ribs' feet and along the walls, clear of doors and windows, and a lamp
    under every rib."""
    chance = np.random.default_rng(_A_CLUMP)
    beds = _beds(hall)
    rows: list[tuple[float, ...]] = []
    scale = hall.width / 13
    for frond in range(hall.plants):
        x, z = beds[(frond // _A_CLUMP) % len(beds)]
        turn, out = frond * _GOLDEN, 0.16 * min(scale, 0.4 * hall.bay) * float(np.sqrt(frond % _A_CLUMP + 0.5)) / 2
        # None leans into the wall.
        lean = (-np.sign(x) * (0.25 + abs(np.cos(turn))), np.sin(turn))
        length = scale * float(0.45 + 0.75 * chance.random() ** 2)
        along = min(max(z + np.sin(turn) * 2 * out, 0.1 - hall.length), -0.1)
        foot = (x - np.sign(x) * abs(np.cos(turn)) * out, 0.0, along)
        rows.append((*foot, length, *lean, 0.052 * scale * float(0.7 + 0.6 * chance.random()), FROND))
    if hall.plants:
        for rib in range(1, hall.bays):
            rows += _lamp(hall, -rib * hall.bay, rib % 2, scale)
    table = np.array(rows).reshape(-1, 8)
    return Garden(root=table[:, :4], habit=table[:, 4:])


def _beds(hall: Hall) -> list[tuple[float, float]]:
    """(x, z) of the clumps: both sides of every rib's foot that is no door, the farthest from each other first."""
    doors = {round(hall.bays * part / 3) for part in (1, 2)}
    scale, half = hall.width / 13, hall.width / 2
    ribs = [rib for rib in range(1, hall.bays) if rib not in doors]
    ribs = ribs[::2] + ribs[1::2]
    sides, reach = (-1, 1), half - 0.24 * scale
    feet = [
        (s * reach, -rib * hall.bay + on * 0.50 * min(scale, 0.4 * hall.bay))
        for on in sides
        for rib in ribs
        for s in sides
    ]
    # A hall so short that every rib stands over a door has them in the middle of its bays.
    return feet or [(s * reach, -(bay + 0.5) * hall.bay) for bay in range(hall.bays) for s in sides]


def _lamp(hall: Hall, z: float, turned: int, scale: float) -> list[tuple[float, ...]]:
    """A lamp under the crown of a rib: a bell, and threads that trail from it."""
    size, height = 0.55 * min(scale, 1.2 * hall.bay), hall.apex - (1.9 + 0.7 * turned) * scale
    x = (2 * turned - 1) * 0.11 * hall.width
    around = np.arange(_PETALS) * 2 * np.pi / _PETALS
    lamp: list[tuple[float, ...]] = [
        (x, height, z, size, float(np.cos(a)), float(np.sin(a)), 0.1, float(BELL)) for a in around
    ]
    around = np.arange(_THREADS) * 2 * np.pi / _THREADS + 0.3
    lamp += [
        (
            x + 0.6 * size * float(np.cos(a)),
            height - 0.5 * size,
            z + 0.6 * size * float(np.sin(a)),
            scale * (0.9 + 0.5 * (k % 3)),
            float(np.cos(a)),
            float(np.sin(a)),
            0.012 * scale,
            float(THREAD),
        )
        for k, a in enumerate(around)
    ]
    return lamp
