"""How the tiles of a tooth flow: rows laid as strands, and strands cut into tiles by length.

Every tooth begins with a ring along its outline. Inside, more rings follow down to the medial core (opus
vermiculatum), or a family of parallel curves fills it. Rings are the outline drawn together toward the middle of its
box, each axis by as much as the rows are wide: that never crosses itself, keeps corners round, and narrows the rows
at the neck, as growth lines do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.world.tooth import POINTS, Crowns

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_STEPS = 13
"""Points along a row that is not closed."""
_FRAMED = 3
"""Rows across a tooth, below which there is no room for anything but rings."""


@dataclass(frozen=True)
class Course:
    """For K teeth, the family of curves that fills them inside the first ring.

    All (K,). Lengths are shares of the half extent.
    """

    ring: NDArray[np.bool_]
    """Rings all the way; the rest is not used then."""
    turn: Floats
    """Radians from the tooth's own x axis to the rows."""
    bow: Floats
    """Radius in mm of the row through the middle; rows are arcs about one centre, so they keep their width."""
    wave: Floats
    """Height of a wave along a row, mm."""
    length: Floats
    """Waves along a half extent."""
    phase: Floats
    taper: Floats
    """How far the rows draw together toward one end."""
    stretch: Floats
    """Length of a tile along its row against its width."""


@dataclass(frozen=True)
class Tiles:
    """Tiles in their tooth's own axes, mm; sorted by tooth."""

    tooth: Ints
    centre: Floats
    """(T, 2)."""
    axis: Floats
    """(T, 2) half the tile along its row."""
    across: Floats
    """Half the tile across its row."""
    row: Ints
    """0 the ring along the outline, 1, 2, … inward, or the row's number from one side."""
    order: Floats
    """0–1 along the row."""


def lay_tiles(crown: Crowns, outline: Floats, side: Floats, course: Course) -> Tiles:
    """Tiles about `side` (K,) mm large on K crowns with their outlines (K, P, 2)."""
    half = np.stack([crown.half_width, crown.half_height], axis=1)
    least = half.min(axis=1)
    across = np.maximum(1, np.rint(2 * least / side)).astype(np.int64)
    width = 2 * least / across
    rings_only = course.ring | (across < _FRAMED + 1)
    rings = np.where(rings_only, across // 2, 1)
    parts = [_rings(outline, half, rings, width, side)]
    core = np.flatnonzero(rings_only & (across % 2 == 1))
    if core.size:
        parts.append(_cores(half[core], width[core], side[core], rings[core], core))
    filled = np.flatnonzero(~rings_only)
    if filled.size:
        parts.append(
            _rows(
                crown[filled], half[filled], outline[filled], width[filled], side[filled], _of(course, filled), filled
            )
        )
    joined = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    by_tooth = np.argsort(joined[0], kind="stable")
    return Tiles(*(column[by_tooth] for column in joined))


def _rings(outline: Floats, half: Floats, rings: Ints, width: Floats, side: Floats) -> tuple[NDArray, ...]:
    tooth = np.repeat(np.arange(len(outline)), rings)
    row = np.arange(len(tooth)) - np.repeat(np.cumsum(rings) - rings, rings)
    deep = ((row + 0.5) * width[tooth])[:, None, None]
    points = outline[tooth] * (1 - deep / half[tooth][:, None, :])
    # How far one row's width moves the outline inward along its normal is how wide the row is there.
    ahead = np.roll(points, -1, axis=1) - np.roll(points, 1, axis=1)
    move = outline[tooth] / half[tooth][:, None, :]
    thick = (ahead[..., 1] * move[..., 0] - ahead[..., 0] * move[..., 1]) / np.maximum(
        np.hypot(ahead[..., 0], ahead[..., 1]), 1e-9
    )
    thick = np.clip(thick, 0.35, 1.15) * width[tooth][:, None]
    closed = np.concatenate([points, points[:, :1]], axis=1)
    return _cut(
        closed,
        np.concatenate([thick, thick[:, :1]], axis=1),
        side[tooth],
        tooth,
        row,
        phase=0.25 + 0.5 * (row % 2),
        loop=True,
    )


def _cores(half: Floats, width: Floats, side: Floats, row: Ints, tooth: Ints) -> tuple[NDArray, ...]:
    """The line left in the middle when an odd number of rows goes across."""
    tall = half[:, 1] > half[:, 0]
    reach = np.abs(half[:, 1] - half[:, 0]) + 0.42 * width
    ends = np.linspace(-1, 1, 3)[None, :] * reach[:, None]
    zero = np.zeros_like(ends)
    points = np.where(tall[:, None, None], np.stack([zero, -ends], -1), np.stack([ends, zero], -1))
    thick = np.repeat(0.9 * width[:, None], 3, axis=1)
    return _cut(points, thick, side, tooth, row, phase=np.zeros(len(row)), loop=False)


def _rows(
    crown: Crowns, half: Floats, outline: Floats, width: Floats, side: Floats, course: Course, tooth: Ints
) -> tuple[NDArray, ...]:
    """Rows across what the first ring leaves, each from edge to edge of it."""
    shrink = 1 - width[:, None] / half
    inner = outline * shrink[:, None, :]
    e1 = np.stack([np.cos(course.turn), np.sin(course.turn)], axis=-1)
    e2 = np.stack([-e1[:, 1], e1[:, 0]], axis=-1)
    along, up = np.einsum("kpi,ki->kp", inner, e1), np.einsum("kpi,ki->kp", inner, e2)
    reach = np.abs(along).max(axis=1)
    at, bow = along / reach[:, None], course.bow[:, None]
    offset = (np.hypot(along, up - _wave(at, course)[0] + bow) - bow) / (1 + course.taper[:, None] * at)
    # Rows are counted out between the crown's ends on the family's axis, so that one lies along each; flanks may need
    # more.
    axial = np.abs(at) < 0.2
    foot, head = np.where(axial, offset, np.inf).min(axis=1), np.where(axial, offset, -np.inf).max(axis=1)
    # A wave's rows are narrower on its slopes; there are fewer of them, so that their mean width is a tile's.
    steep = 2 * np.pi * course.length * course.wave / reach
    narrow, long = side / np.sqrt(course.stretch), side * np.sqrt(course.stretch)
    pitch = (head - foot) / np.maximum(1, np.rint((head - foot) / narrow / np.sqrt(1 + 0.5 * steep**2)))
    below = np.ceil((foot - offset.min(axis=1)) / pitch - 0.3)
    count = np.rint((head - foot) / pitch) + below + np.ceil((offset.max(axis=1) - head) / pitch - 0.3)
    count = count.astype(np.int64)
    of = np.repeat(np.arange(len(count)), count)
    row = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    level = foot[of] + (row + 0.5 - below[of]) * pitch[of]
    mine = _of(course, of)

    def curve(t: Floats, shift: Floats | float = 0.0) -> Floats:
        x, bow = t * reach[of][:, None], mine.bow[:, None]
        radius = bow + (level[:, None] + shift) * (1 + mine.taper[:, None] * t)
        y = np.sqrt(np.maximum(radius**2 - x**2, 0.0)) - bow + _wave(t, mine)[0]
        return x[..., None] * e1[of][:, None] + y[..., None] * e2[of][:, None]

    t = np.broadcast_to(np.linspace(-1, 1, 2 * _STEPS), (len(of), 2 * _STEPS))
    inside = np.ones(t.shape, bool)
    for shift in (-0.2, 0.2):
        p = curve(t, shift * pitch[of][:, None]) / shrink[of][:, None]
        inside &= crown[of].inside(p[..., 0], p[..., 1])
    # A bent row may leave the tooth and come back: every run of points inside is a strand of its own.
    edge = np.zeros((len(of), 1), bool)
    outside = np.concatenate([edge, inside, edge], axis=1)
    strand, begin = np.nonzero(outside[:, 1:-1] & ~outside[:, :-2])
    _, last = np.nonzero(outside[:, 1:-1] & ~outside[:, 2:])
    step = 2.0 / (2 * _STEPS - 1)
    start, end = t[0, begin] - 0.5 * step, t[0, last] + 0.5 * step
    of, row, level, mine = of[strand], row[strand], level[strand], _of(mine, strand)
    fine = start[:, None] + (end - start)[:, None] * np.linspace(0, 1, _STEPS)
    points = curve(fine)
    run = np.diff(points, axis=1)
    length = np.hypot(run[..., 0], run[..., 1]).sum(axis=1)
    keep = length > 0.45 * narrow[of]
    slope = _wave(fine, mine)[1] / reach[of][:, None]
    thick = pitch[of][:, None] * (1 + mine.taper[:, None] * fine) / np.sqrt(1 + slope**2)
    of, row = of[keep], row[keep]
    return _cut(points[keep], thick[keep], long[of], tooth[of], row + 1, np.zeros(len(of)), loop=False)


def _wave(t: Floats, course: Course) -> tuple[Floats, Floats]:
    """How far rows stand off their arc at t (K, …), mm, and how that grows with t."""
    pace = 2 * np.pi * course.length[:, None]
    angle = pace * t + course.phase[:, None]
    return course.wave[:, None] * np.sin(angle), course.wave[:, None] * pace * np.cos(angle)


def _of(course: Course, index: NDArray[np.integer]) -> Course:
    return Course(**{name: getattr(course, name)[index] for name in course.__dataclass_fields__})


def _cut(
    points: Floats, thick: Floats, side: Floats, tooth: Ints, row: Ints, phase: NDArray[np.floating], loop: bool
) -> tuple[NDArray, ...]:
    """Cut strands (S, M, 2) into tiles as long as wide, by length along them.

    In a loop the first begins `phase` tiles on.
    """
    run = np.diff(points, axis=1)
    # Shorter tiles where the strand is narrow, so that they stay near square.
    usual = np.sqrt(thick.mean(axis=1, keepdims=True))
    share = np.hypot(run[..., 0], run[..., 1]) / np.sqrt(0.5 * (thick[:, 1:] + thick[:, :-1])) * usual
    length = np.concatenate([np.zeros((len(points), 1)), np.cumsum(share, axis=1)], axis=1)
    count = np.maximum(3 if loop else 1, np.rint(length[:, -1] / side)).astype(np.int64)
    place = length / np.maximum(length[:, -1:], 1e-12)
    strand = np.repeat(np.arange(len(points)), count)
    nth = np.arange(len(strand)) - np.repeat(np.cumsum(count) - count, count)
    begin = (nth + phase[strand]) / count[strand]
    end = begin + 1 / count[strand]
    middle = begin + 0.5 / count[strand]
    a, b, m = (_at(points, place, strand, (v % 1.0 if loop else v)) for v in (begin, end, middle))
    wide = _between(thick, place, strand, middle % 1.0 if loop else middle)
    axis = _spare_corners((b - a) / 2, wide / 2, nth, count[strand], loop)
    # The chord's middle lies inside the arc's: halfway keeps both ends near the row's line.
    return tooth[strand], (a + b + 2 * m) / 4, axis, wide / 2, row[strand], (nth + 0.5) / count[strand]


def _spare_corners(axis: Floats, half: Floats, nth: Ints, count: Ints, loop: bool) -> Floats:
    """Half axes (T, 2) shortened where a strand turns, so that neighbours' inner corners do not run into each other."""
    here = np.arange(len(axis))
    after = np.where(nth == count - 1, here - count + 1 if loop else here, here + 1)
    before = np.where(nth == 0, here + count - 1 if loop else here, here - 1)
    length = np.maximum(np.hypot(axis[:, 0], axis[:, 1]), 1e-9)
    unit = axis / length[:, None]
    spare = np.zeros(len(axis))
    for other in (after, before):
        cos = np.clip((unit * unit[other]).sum(axis=1), -0.5, 1.0)
        spare += 0.5 * half * np.sqrt((1 - cos) / (1 + cos))
    return unit * np.maximum(length - 0.1 * spare, 0.72 * length)[:, None]


def _seek(place: Floats, strand: Ints, at: Floats) -> tuple[Ints, Floats]:
    """Segment (flat) and share of it at shares `at` of strands (S, M), whose points stand at shares `place`.

    Found by halving, within each strand alone: what comes of a strand never depends on those before it.
    """
    points = place.shape[1]
    first, flat = strand * points, place.ravel()
    at = np.clip(at, 0.0, 1.0)
    k, step = first.copy(), 1 << (points - 2).bit_length()
    while step := step >> 1:
        further = np.minimum(k + step, first + points - 2)
        k = np.where(flat[further] <= at, further, k)
    low = flat[k]
    return k, np.clip((at - low) / np.maximum(flat[k + 1] - low, 1e-12), 0.0, 1.0)


def _at(points: Floats, place: Floats, strand: Ints, at: Floats) -> Floats:
    k, f = _seek(place, strand, at)
    flat = points.reshape(-1, 2)
    return flat[k] + f[:, None] * (flat[k + 1] - flat[k])


def _between(values: Floats, place: Floats, strand: Ints, at: Floats) -> Floats:
    k, f = _seek(place, strand, at)
    flat = values.ravel()
    return flat[k] + f * (flat[k + 1] - flat[k])


assert POINTS > _STEPS
