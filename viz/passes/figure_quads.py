"""The quads that a crowd is drawn with, from the farthest person to the nearest: shade and light on the floor, light about
them, their body, and, where they pass from one posture into another, the second body over the first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.passes.figure_choice import (
    HEIGHT,
    OPINION,
    PANIC,
    ROLE,
    SUPPORT,
    VARIETY,
    VOICE,
    X,
    Z,
    choose,
)
from viz.passes.figure_wardrobe import OUTFITS

Floats = NDArray[np.float64]
BODY, FLOOR, UPRIGHT = 0.0, 1.0, 2.0
"""Kinds of quads: a cell of the atlas; light or shade that lies on the floor; light that stands in the air."""
CROSSING = 12.0
"""Metres from the eye within which two steps are shown one through the other; farther off the nearer one is enough."""
AURA = np.array(
    [(0, 0, 0), (0.80, 0.70, 0.95), (0.10, 0.75, 0.80), (0.80, 0.22, 0.75), (1.0, 0.48, 0.10), (0.34, 0.19, 0.07), (0, 0, 0)]
)
"""Light about people by role: nobody, Nova, Kai, Lumi, Finn, ToothPact, owner of a mosaic."""
_VOICE = np.array((0.20, 0.62, 0.70))


def quads(people: Floats, eye: tuple[float, float], spot: int, look: tuple[float, float, float]) -> NDArray[np.float32]:
    """(Q, 16) rows for people (M, 12) seen from (x, z): four texels each.

    Texels: x, z, height (of light: of its middle), hand | cell, how much of it, kind, the cell
    shown through | panic, support, opinion,
    voice (of light: rgb) | outfit, role (of light and shade: what it hides), half width (of bodies:
    how much of the cell shown through), half length.
    spot: the atlas's cell of light and shade. look: how dark shadows are, how strong auras and voices.
    """
    away = np.hypot(people[:, X] - eye[0], people[:, Z] - eye[1])
    order = np.argsort(-away, kind="stable")
    people, away = people[order], away[order]
    shadow, aura, voices = look
    role = people[:, ROLE].astype(int)
    bodies, seconds = _bodies(people, eye, away)
    lit = AURA[role] * aura
    shining = np.flatnonzero(lit.any(axis=1))
    speaking = np.flatnonzero(people[:, VOICE] * voices > 0.02)
    voice, mouth = people[speaking, VOICE, None] * _VOICE * voices, 0.93 * people[speaking, HEIGHT]
    everyone, fading = np.arange(len(people)), np.flatnonzero(seconds[:, 5] > 0)
    sets = [
        (everyone, _spots(people, FLOOR, 0.0, np.zeros(3), 0.60 * shadow, (0.38, 0.38), spot)),
        (shining, _spots(people[shining], FLOOR, 0.0, lit[shining] * 0.16, 0.0, (1.7, 1.7), spot)),
        (shining, _spots(people[shining], UPRIGHT, 1.10, lit[shining] * 0.13, 0.0, (0.62, 1.25), spot)),
        (everyone, bodies),
        (fading, seconds[fading]),
        (speaking, _spots(people[speaking], UPRIGHT, mouth, voice * 0.15, 0.0, (0.13, 0.24), spot)),
    ]
    owner = np.concatenate([who for who, _ in sets])
    return np.concatenate([rows for _, rows in sets])[np.argsort(owner, kind="stable")]


def _bodies(people: Floats, eye: tuple[float, float], away: Floats) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(M, 16) the body of each one, and (M, 16) the second one over it; where there is none, none of it is shown.

    The second fades in over the first, which then fades out under it: what is behind never shines through.
    """
    chosen = choose(people, eye)
    blend = np.where((away < CROSSING) | (chosen.second == chosen.first), chosen.blend, np.rint(chosen.blend))
    role = people[:, ROLE]
    rows = np.zeros((len(people), 16), np.float32)
    rows[:, :3], rows[:, 3] = people[:, [X, Z, HEIGHT]], chosen.hand
    rows[:, 8:12] = people[:, [PANIC, SUPPORT, OPINION, VOICE]]
    outfit = np.floor(np.remainder(people[:, VARIETY], 1.0) * OUTFITS)
    rows[:, 12] = np.where((role >= 1) & (role <= 4), OUTFITS + role - 1, outfit)
    rows[:, 13] = role
    over = rows.copy()
    alone = np.where(blend > 0.5, chosen.second, chosen.first)
    fading = (blend > 0) & (blend < 1) & (chosen.first != chosen.second)
    rows[:, 4], over[:, 4] = np.where(fading, chosen.first, alone), chosen.second
    rows[:, 7], over[:, 7] = np.where(fading, chosen.second, alone), chosen.first
    rows[:, 14], over[:, 14] = np.where(fading, blend, 0), 1 - blend
    rows[:, 5] = np.where(fading, np.clip(2 - 2 * blend, 0, 1), 1)
    over[:, 5] = np.where(fading, np.clip(2 * blend, 0, 1), 0)
    return rows, over


def _spots(
    people: Floats, kind: float, height: Floats | float, light: Floats, hides: float, half: tuple[float, float], spot: int
) -> NDArray[np.float32]:
    """(K, 16) a spot of light (K, 3) or (3,) or shade for each of these people."""
    rows = np.zeros((len(people), 16), np.float32)
    rows[:, :2], rows[:, 2], rows[:, 3] = people[:, [X, Z]], height, 1.0
    rows[:, 4], rows[:, 5], rows[:, 6] = spot, 1.0, kind
    rows[:, 8:11], rows[:, 13], rows[:, 14:] = light, hides, half
    return rows
