"""Which cells of the atlas show a person: a posture by what they feel and do, a side by where the eye is.

Nobody jumps from one cell to the next: about each border between two both are shown, one through the other.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viz.passes.figure_postures import KINDS, MIRRORED, ROWS

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

BUILDS, YAWS = 3, 9
"""Bodies in the atlas; sides of each, from the front (0) to the back. From the other hand one is a mirror image."""
TURNING = 0.3
"""Share of the way from one side to the next on which both are shown."""
X, Z, HEADING, HEIGHT, PANIC, SUPPORT, OPINION, GAIT, PACE, VOICE, ROLE, VARIETY = range(12)
"""Columns of `Frame.people`."""
_NAMES = tuple(KINDS)
_FIRST, _COUNT, _STEPPING = (np.array([getattr(KINDS[n], of) for n in _NAMES]) for of in ("first", "count", "stepping"))
_STILL, _AFRAID, _TOGETHER, _SPEAK, _WALK, _RUN, _FLEE = range(len(_NAMES))
_ROLE_BUILD = np.array([-1, 0, 1, 2, 1, -1, -1])
"""Nova in a long coat, Kai and Finn in jackets, Lumi in a dress; everybody else as it comes."""


class Chosen(NamedTuple):
    """Cells of M people. A cell's number is (build · ROWS + row) · YAWS + side."""

    first: Indices
    second: Indices
    blend: Floats
    """(M,) how much of the second is shown through the first, 0..1."""
    hand: Floats
    """(M,) 1, or -1 where the cells' mirror images are shown."""


def choose(people: Floats, eye: tuple[float, float]) -> Chosen:
    """The cells for people (M, 12), as in `Frame.people`, seen from an eye at (x, z)."""
    kind, other, change = _kinds(people)
    side, aside, turn, hand = _sides(people, eye)
    row, following, share = _rows(kind, people)
    nearest = np.where(share > 0.5, following, row)
    changing, turning = change > 0, turn > 0
    other_row, other_following, other_share = _rows(other, people)
    second = np.where(changing, np.where(other_share > 0.5, other_following, other_row), nearest)
    stepping = ~changing & ~turning
    first, second = np.where(stepping, row, nearest), np.where(stepping, following, second)
    first, second = (np.where(hand < 0, MIRRORED[rows], rows) for rows in (first, second))
    build = np.floor(np.remainder(people[:, VARIETY] * 37.31, 1.0) * BUILDS).astype(int)
    own = _ROLE_BUILD[people[:, ROLE].astype(int)]
    start = np.where(own < 0, build, own) * ROWS
    return Chosen(
        (start + first) * YAWS + side,
        (start + second) * YAWS + np.where(turning & ~changing, aside, side),
        np.where(changing, change, np.where(turning, turn, _eased(share))),
        hand,
    )


def _kinds(people: Floats) -> tuple[Indices, Indices, Floats]:
    """What each one does (M,), what they are about to do or have just done (M,), and how much of it shows, 0..½."""
    own = people[:, VARIETY]
    odd = np.remainder(own * 61.7, 1.0)
    # How far beyond each threshold, in widths of the passage; people differ in when they change.
    beyond = np.stack(
        [
            (people[:, PACE] - 0.22 - 0.16 * odd) / 0.08,
            (people[:, PACE] - 1.8) / 0.12,
            (people[:, PANIC] - 0.42 - 0.26 * odd) / 0.05,
            (people[:, SUPPORT] - 0.58 - 0.30 * own) / 0.05,
            (people[:, VOICE] - np.where(people[:, ROLE] > 0, 0.25, 0.35 + 1.3 * odd)) / 0.08,
        ]
    )
    now = beyond > 0
    border = np.argmin(np.abs(beyond), axis=0)
    across = now ^ (np.arange(len(beyond))[:, None] == border)
    kind, other = _kind(*now), _kind(*across)
    near = 0.5 * np.clip(1 - np.abs(beyond).min(axis=0), 0, 1)
    return kind, other, np.where(kind == other, 0.0, near)


def _kind(moving: Indices, fast: Indices, afraid: Indices, together: Indices, speaking: Indices) -> Indices:
    going = np.where(afraid, _FLEE, np.where(fast, _RUN, _WALK))
    calm = np.where(speaking, _SPEAK, np.where(together, _TOGETHER, _STILL))
    return np.where(moving, going, np.where(afraid, _AFRAID, calm))


def _rows(kind: Indices, people: Floats) -> tuple[Indices, Indices, Floats]:
    """The row of each one (M,), the one after it in their step, and how far they are on the way to it, 0..1."""
    first, count, stepping = _FIRST[kind], _COUNT[kind], _STEPPING[kind]
    variants = np.where(kind == _SPEAK, count // 2, count)
    variant = np.floor(np.remainder(people[:, VARIETY] * 13.7, 1.0) * variants)
    at = np.where(stepping, np.remainder(people[:, GAIT] / (2 * math.pi), 1.0) * count, variant)
    now = np.minimum(np.floor(at).astype(int), count - 1)
    return first + now, first + np.where(stepping, (now + 1) % count, now), at - now


def _sides(people: Floats, eye: tuple[float, float]) -> tuple[Indices, Indices, Floats, Floats]:
    """The side that each one shows (M,), the next nearest, how much of it shows (0..½), and ±1 (M,): their hand."""
    toward = np.stack([eye[0] - people[:, X], eye[1] - people[:, Z]])
    ahead = np.stack([np.sin(people[:, HEADING]), -np.cos(people[:, HEADING])])
    angle = np.arctan2(ahead[0] * toward[1] - ahead[1] * toward[0], (ahead * toward).sum(axis=0))
    at = np.abs(angle) / math.pi * (YAWS - 1)
    side = np.rint(at)
    off = at - side
    shown = 0.5 * np.clip((np.abs(off) - 0.5) / (0.5 * TURNING) + 1, 0, 1)
    aside = np.clip(side + np.sign(off), 0, YAWS - 1)
    return side.astype(int), aside.astype(int), shown, np.where(angle < 0, -1.0, 1.0)


def _eased(share: Floats) -> Floats:
    """0..1 to 0..1, level but for the middle: for most of the time one step alone is enough."""
    share = np.clip((share - 0.3) / 0.4, 0, 1)
    return share * share * (3 - 2 * share)
