"""Postures that people are drawn in: still, walking, running, afraid, fleeing, holding together, speaking.

Angles are degrees as `figure_skeleton.move` takes them: bend, tilt, turn.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.passes.figure_skeleton import BONES

Floats = NDArray[np.float64]
Angles = dict[str, tuple[float, float, float]]


@dataclass(frozen=True)
class Kind:
    """Rows of the atlas that show one thing: phases of a double step, or variants of a posture."""

    first: int
    count: int
    stepping: bool


def _even(limbs: Angles) -> Angles:
    """Right limbs as given, and left ones alike."""
    right = {f"right {name}": angles for name, angles in limbs.items()}
    return {**right, **_mirrored(right)}


def _mirrored(angles: Angles) -> Angles:
    """The same posture with left and right exchanged."""
    swap = {"right": "left", "left": "right"}
    other = {}
    for name, (bend, tilt, turn) in angles.items():
        side, _, rest = name.partition(" ")
        other[f"{swap[side]} {rest}" if side in swap else name] = (bend, -tilt, -turn)
    return other


def _still() -> list[Angles]:
    """Weight on one leg; a hand at the chin; hands clasped before the body; hands behind the back, head up."""
    hip: Angles = {
        "right arm": (4, 7, 0),
        "left arm": (-2, -8, 0),
        "right forearm": (12, 0, 0),
        "left forearm": (16, 0, 0),
        "pelvis": (0, 4, 0),
        "waist": (0, -5, 0),
        "neck": (3, 0, 0),
        "head": (3, 2, 8),
        "right thigh": (0, -3, -8),
        "left thigh": (9, -9, 12),
        "left shin": (-16, 0, 0),
        "left foot": (7, 0, 0),
    }
    chin: Angles = {
        "right arm": (34, -6, 40),
        "right forearm": (134, 6, 30),
        "left arm": (18, 6, -50),
        "left forearm": (78, 20, -10),
        "chest": (3, 0, 0),
        "neck": (5, 0, 0),
        "head": (8, 3, 0),
        "left thigh": (5, -6, 8),
        "left shin": (-8, 0, 0),
    }
    clasped = _even({"arm": (12, 11, 30), "forearm": (62, -29, 30), "thigh": (2, 3, -8)})
    behind = _even({"arm": (-24, 9, -10), "forearm": (30, -34, 0), "thigh": (1, 4, -10)})
    return [
        hip,
        chin,
        _mirrored(hip),
        _mirrored(chin),
        {**clasped, "head": (4, 0, 0)},
        {**behind, "chest": (4, 0, 0), "neck": (6, 0, 0), "head": (11, 0, 0)},
    ]


def _leg(side: str, phase: float, swing: float, offset: float, fold: float, least: float) -> Angles:
    """A leg in its step: forward while the cosine is positive, with the knee folded meanwhile."""
    thigh = offset + swing * math.sin(phase)
    knee = least + fold * max(0.0, math.cos(phase + 0.45)) ** 1.4
    level = -0.62 * (thigh - knee)
    return {f"{side} thigh": (thigh, 0, 0), f"{side} shin": (-knee, 0, 0), f"{side} foot": (level, 0, 0)}


def _walking(phase: float) -> Angles:
    sway = math.sin(phase)
    return {
        **_leg("right", phase, 24, 3, 50, 5),
        **_leg("left", phase + math.pi, 24, 3, 50, 5),
        "pelvis": (0, 2.5 * math.cos(phase), 5 * sway),
        "waist": (-3, -2.5 * math.cos(phase), -4 * sway),
        "chest": (0, 0, -8 * sway),
        "head": (1, 0, 6 * sway),
        "right arm": (-2 - 21 * sway, 6, 0),
        "left arm": (-2 + 21 * sway, -6, 0),
        "right forearm": (20 - 12 * sway, 0, 0),
        "left forearm": (20 + 12 * sway, 0, 0),
    }


def _running(phase: float) -> Angles:
    sway = math.sin(phase)
    return {
        **_leg("right", phase, 38, 14, 78, 18),
        **_leg("left", phase + math.pi, 38, 14, 78, 18),
        "pelvis": (-4, 0, 7 * sway),
        "waist": (-7, 0, -6 * sway),
        "chest": (-5, 0, -12 * sway),
        "neck": (3, 0, 4 * sway),
        "head": (8, 0, 6 * sway),
        "right arm": (-6 - 38 * sway, 9, 0),
        "left arm": (-6 + 38 * sway, -9, 0),
        "right forearm": (82 - 12 * sway, -8, 0),
        "left forearm": (82 + 12 * sway, 8, 0),
    }


def _afraid() -> list[Angles]:
    """Hands to the head, knees giving way; arms wrapped about the body."""
    bent = _even({"thigh": (18, 2, -6), "shin": (-28, 0, 0), "foot": (10, 0, 0)})
    stoop: Angles = {**bent, "waist": (-10, 0, 0), "chest": (-16, 0, 0), "neck": (-12, 0, 0), "head": (-9, 0, 0)}
    hands = _even({"arm": (104, 30, 24), "forearm": (128, -22, 0)})
    wrapped = _even({"arm": (26, -4, 62), "forearm": (84, -12, 0)})
    return [{**stoop, **hands}, {**stoop, **wrapped}]


def _fleeing(phase: float) -> Angles:
    sway = math.sin(phase)
    arms: Angles = {
        "right arm": (80 - 24 * sway, 26, 24),
        "left arm": (80 + 24 * sway, -26, -24),
        "right forearm": (118, -22, 0),
        "left forearm": (118, 22, 0),
    }
    return {
        **_running(phase),
        **arms,
        **_leg("right", phase, 34, 20, 70, 24),
        **_leg("left", phase + math.pi, 34, 20, 70, 24),
        "waist": (-14, 0, -6 * sway),
        "chest": (-17, 0, -10 * sway),
        "neck": (-6, 0, 4 * sway),
        "head": (4, 0, 6 * sway),
    }


def _together() -> list[Angles]:
    """Arms out to the neighbours: hand in hand; about their shoulders."""
    hands = _even({"arm": (8, 36, 0), "forearm": (14, 6, 0), "thigh": (0, 5, -6)})
    shoulders = _even({"arm": (16, 46, 0), "forearm": (34, 30, 0), "thigh": (0, 6, -6)})
    return [
        {**hands, "chest": (3, 0, 0), "head": (5, 0, 0)},
        {**shoulders, "chest": (2, 0, 0), "head": (3, 0, 0)},
    ]


def _speaking() -> list[Angles]:
    """An arm thrown up to rally; an arm held out to say something."""
    rally: Angles = {
        "right arm": (158, 18, 0),
        "right forearm": (16, 0, 0),
        "left arm": (18, -20, 0),
        "left forearm": (52, 8, 0),
        "chest": (5, 4, 6),
        "head": (12, 0, 0),
        "right thigh": (-6, 3, -8),
        "left thigh": (12, -4, 8),
        "left shin": (-8, 0, 0),
    }
    address: Angles = {
        "right arm": (68, 34, 0),
        "right forearm": (38, 0, 0),
        "left arm": (10, -12, 0),
        "left forearm": (70, 18, 0),
        "chest": (2, 0, -6),
        "head": (7, 0, -6),
        "right thigh": (8, 3, -6),
        "left thigh": (-4, -4, 8),
    }
    return [rally, address]


def _steps(stride: Callable[[float], Angles], count: int) -> list[Angles]:
    """A double step in so many phases."""
    return [stride(2 * math.pi * i / count) for i in range(count)]


_SPEAKING = _speaking()
_KINDS: dict[str, tuple[list[Angles], list[int]]] = {
    "still": (_still(), [2, 3, 0, 1, 4, 5]),
    "afraid": (_afraid(), [0, 1]),
    "together": (_together(), [0, 1]),
    "speak": (_SPEAKING + [_mirrored(one) for one in _SPEAKING], [2, 3, 0, 1]),
    "walk": (_steps(_walking, 8), [4, 5, 6, 7, 0, 1, 2, 3]),
    "run": (_steps(_running, 6), [3, 4, 5, 0, 1, 2]),
    "flee": (_steps(_fleeing, 6), [3, 4, 5, 0, 1, 2]),
}
"""Rows of each kind, and which of them is each one's mirror image: the other leg, half a double step later."""
_STARTS = dict(zip(_KINDS, np.cumsum([0, *(len(rows) for rows, _ in _KINDS.values())]).tolist(), strict=False))
KINDS = {name: Kind(_STARTS[name], len(rows), name in ("walk", "run", "flee")) for name, (rows, _) in _KINDS.items()}
ROWS = sum(kind.count for kind in KINDS.values())
"""Rows of the atlas for one figure: every posture in every phase."""
MIRRORED = np.concatenate([np.array(of) + _STARTS[name] for name, (_, of) in _KINDS.items()])
"""(ROWS,) the row that is each row's mirror image."""


def angles() -> Floats:
    """(ROWS, B, 3) radians of every row's posture."""
    made = np.zeros((ROWS, len(BONES), 3))
    for row, posture in enumerate(posture for rows, _ in _KINDS.values() for posture in rows):
        for name, turned in posture.items():
            made[row, BONES[name]] = turned
    return np.radians(made)
