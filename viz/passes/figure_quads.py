"""The quads that a crowd is drawn with: shade and light on the floor, then, from the farthest person to the nearest,
light about them, their body, and, where they pass from one posture into another, the second body over the first.
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
SHADED, REFLECTED = 400, 700
"""How many of the nearest throw a shadow that one sees, and are seen in the floor."""
AURA = np.array(
    [
        (0, 0, 0),
        (0.80, 0.70, 0.95),
        (0.10, 0.75, 0.80),
        (0.80, 0.22, 0.75),
        (1.0, 0.48, 0.10),
        (0.34, 0.19, 0.07),
        (0, 0, 0),
    ]
)
"""Light about people by role: nobody, Nova, Kai, Lumi, Finn, ToothPact, owner of a mosaic."""
_VOICE = np.array((0.20, 0.62, 0.70))


def quads(
    people: Floats, eye: tuple[float, float], spot: int, look: tuple[float, float, float]
) -> tuple[NDArray[np.float32], int]:
    """(Q, 16) rows of four texels each for people (M, 12) seen from (x, z), and the first row that the mirror shows.

    Texels: x, z, height (of light: of its middle), hand | cell, how much of it, kind, the cell shown through | panic,
    support, opinion, voice (of light: rgb) | outfit, role (of light and shade: what it hides), half width (of bodies:
    how much of the cell shown through), half length.

    spot: the atlas's cell of light and shade. look: how dark shadows are, how strong auras and voices.
    """
    away = np.hypot(people[:, X] - eye[0], people[:, Z] - eye[1])
    order = np.argsort(-away, kind="stable")
    people, away = people[order], away[order]
    floor = np.concatenate([_shadows(people, away, spot, look[0]), _pools(people, spot, look[1])])
    bodies, seconds = _bodies(people, eye, away)
    fading = np.flatnonzero(seconds[:, 5] > 0)
    sets = [
        _halos(people, spot, look[1]),
        (np.arange(len(people)), bodies),
        (fading, seconds[fading]),
        _voices(people, spot, look[2]),
    ]
    owner = np.concatenate([who for who, _ in sets])
    order = np.argsort(owner, kind="stable")
    reflected = len(floor) + np.searchsorted(owner[order], max(len(people) - REFLECTED, 0))
    return np.concatenate([floor, np.concatenate([rows for _, rows in sets])[order]]), int(reflected)


def _shadows(people: Floats, away: Floats, spot: int, dark: float) -> NDArray[np.float32]:
    """(K, 16) shade under the nearest people, fainter toward the last of them."""
    first = max(len(people) - SHADED, 0)
    edge = away[first] if first else np.inf
    hides = 0.60 * dark * np.clip(4 * (1 - away[first:] / edge), 0, 1)
    return _spots(people[first:], FLOOR, 0.0, np.zeros(3), hides, (0.38, 0.38), spot)


def _pools(people: Floats, spot: int, aura: float) -> NDArray[np.float32]:
    """(K, 16) light on the floor about those whom one shall find."""
    light = AURA[people[:, ROLE].astype(int)] * aura
    who = np.flatnonzero(light.any(axis=1))
    return _spots(people[who], FLOOR, 0.0, light[who] * 0.16, 0.0, (1.7, 1.7), spot)


def _halos(people: Floats, spot: int, aura: float) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Whose they are, and (K, 16) light in the air about those whom one shall find."""
    light = AURA[people[:, ROLE].astype(int)] * aura
    who = np.flatnonzero(light.any(axis=1))
    return who, _spots(people[who], UPRIGHT, 1.10, light[who] * 0.09, 0.0, (0.62, 1.25), spot)


def _voices(people: Floats, spot: int, voices: float) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Whose they are, and (K, 16) light that rises before the mouths of those who speak."""
    loud = people[:, VOICE] * voices
    who = np.flatnonzero(loud > 0.02)
    light, mouth = loud[who, None] * _VOICE * 0.08, 0.93 * people[who, HEIGHT]
    return who, _spots(people[who], UPRIGHT, mouth, light, 0.0, (0.13, 0.24), spot)


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
    people: Floats,
    kind: float,
    height: Floats | float,
    light: Floats,
    hides: Floats | float,
    half: tuple[float, float],
    spot: int,
) -> NDArray[np.float32]:
    """(K, 16) a spot of light (K, 3) or (3,) or shade for each of these people."""
    rows = np.zeros((len(people), 16), np.float32)
    rows[:, :2], rows[:, 2], rows[:, 3] = people[:, [X, Z]], height, 1.0
    rows[:, 4], rows[:, 5], rows[:, 6] = spot, 1.0, kind
    rows[:, 8:11], rows[:, 13], rows[:, 14:] = light, hides, half
    return rows
