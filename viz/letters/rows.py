"""A text in rows, balanced, as captions are read."""

from __future__ import annotations

import itertools
import math

from viz.letters.breaks import SPLIT, chances
from viz.letters.shaping import Row, Text

_Way = tuple[float, tuple[int, ...]]
"""What rows cost up to a place, and the places at which they broke."""


def balanced(text: Text, measure: float, single: float = math.inf) -> list[Row]:
    """A text in as few rows as fit the measure, all about as long, and rather broken where its sense breaks.

    A single row is no wider than `single`, ems as the measure: longer ones are read faster as two. Only what cannot be
    broken is wider than the measure.
    """
    places, costs = _places(text, measure)
    last = len(places) - 1

    def row(start: int, end: int) -> float:
        wide = text.length(places[start], places[end])
        return wide * wide if wide <= measure or end == start + 1 else math.inf

    if last == 1 or text.length(0, places[last]) <= min(measure, single):
        return [text.row(0, places[last])]
    best: list[_Way] = [(math.inf, ()), *((row(0, end), ()) for end in range(1, last + 1))]
    while True:
        following: list[_Way] = [(math.inf, ())]
        for end in range(1, last + 1):
            way: _Way = (math.inf, ())
            for cut in range(end - 1, 0, -1):
                area = row(cut, end)
                if area == math.inf:
                    break
                cost, breaks = best[cut]
                way = min(way, (cost + costs[cut] + area, (*breaks, cut)))
            following.append(way)
        best = following
        if best[last][0] < math.inf:
            cuts = [0, *(places[cut] for cut in best[last][1]), places[last]]
            return [text.row(a, b) for a, b in itertools.pairwise(cuts)]


def _places(text: Text, measure: float) -> tuple[list[int], list[float]]:
    """Where rows may begin and end, and what a break costs there: within words only where one is too wide for a row."""
    offered = [(0, 0.0), *chances(text.signs), (len(text.signs), 0.0)]
    kept: list[tuple[int, float]] = []
    held: list[tuple[int, float]] = []
    for place, cost in offered:
        if cost >= SPLIT:
            held.append((place, cost))
            continue
        if kept and text.length(kept[-1][0], place) > measure:
            kept += held
        kept.append((place, cost))
        held = []
    return [place for place, _ in kept], [cost for _, cost in kept]
