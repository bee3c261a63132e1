"""The bodies that people are drawn with: a few builds of simple tubes about a skeleton, each tube weighted to bones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viz.passes.figure_skeleton import BONES, JOINTS, Floats

Indices = NDArray[np.int32]

LOWER, UPPER, HAIR, SKIN = 0.0, 1 / 3, 2 / 3, 1.0
"""What a surface is made of. Cells are filtered, so hair, which is dark, stands between cloth and skin: a seam where
they meet looks like its shadow. Shoes are as dark as hair."""


@dataclass(frozen=True)
class Body:
    """V vertices and T triangles of a build, standing upright with its arms down, one unit tall."""

    places: Floats
    """(V, 3)"""
    normals: Floats
    """(V, 3) outward, of unit length."""
    matter: Floats
    """(V,) LOWER, UPPER, HAIR or SKIN."""
    weights: Floats
    """(V, B) how much each vertex goes with each bone; rows add up to 1."""
    triangles: Indices
    """(T, 3) anticlockwise as seen from outside."""

    def moved(self, turned: Floats, joints: Floats) -> tuple[Floats, Floats]:
        """Places and normals (P, V, 3) in P postures given as `figure_skeleton.move` returns them.

        Linear blend skinning: each vertex takes the weighted mean of its bones' motions.
        """
        shift = joints - np.einsum("pbij,bj->pbi", turned, JOINTS)
        motion = np.concatenate([turned.reshape(*turned.shape[:2], 9), shift], axis=-1)
        mixed = self.weights @ motion
        turn = mixed[..., :9].reshape(*mixed.shape[:2], 3, 3)
        places = np.einsum("pvij,vj->pvi", turn, self.places) + mixed[..., 9:]
        return places, np.einsum("pvij,vj->pvi", turn, self.normals)


Ring = tuple[float, float, float, float, float]
"""x, y, z of its middle, and its half widths across and ahead."""


def _tube(
    rings: list[Ring],
    bones: list[dict[str, float]],
    matter: float | list[float],
    around: int = 8,
    square: float = 2.0,
    lid: bool = False,
) -> Body:
    """A tube through rings from the top down, each ring bound to bones by weights.

    square: 2 for ellipses; more for a fuller outline (a superellipse). lid: closed at the top; the lower end, which
    nobody sees, is always open.
    """
    angle = (np.arange(around) + 0.5) * 2 * np.pi / around
    cosine, sine = np.cos(angle), np.sin(angle)
    outline = np.stack([np.sign(cosine) * np.abs(cosine) ** (2 / square), np.sign(sine) * np.abs(sine) ** (2 / square)])
    ring = np.array(rings)
    places = np.empty((len(ring), around, 3))
    places[..., 0] = ring[:, :1] + ring[:, 3:4] * outline[0]
    places[..., 1] = ring[:, 1:2]
    places[..., 2] = ring[:, 2:3] - ring[:, 4:5] * outline[1]
    weights = np.zeros((len(ring), len(BONES)))
    for row, bound in enumerate(bones):
        for name, share in bound.items():
            weights[row, BONES[name]] = share
    made = np.broadcast_to(np.asarray(matter, float), len(ring))
    which = np.repeat(np.arange(len(ring)), around)
    every, triangles = places.reshape(-1, 3), _tube_triangles(len(ring), around)
    if lid:
        every, which = np.concatenate([every, ring[:1, :3]]), np.append(which, 0)
        j = np.arange(around)
        top = np.stack([np.full(around, len(every) - 1), j, (j + 1) % around], -1)
        triangles = np.concatenate([triangles, top.astype(np.int32)])
    return Body(every, _normals(every, triangles), made[which], weights[which], triangles)


def _tube_triangles(rings: int, around: int) -> Indices:
    """Triangles between that many rings."""
    i, j = np.meshgrid(np.arange(rings - 1), np.arange(around), indexing="ij")
    here, there = i * around + j, i * around + (j + 1) % around
    return (
        np.stack([here, here + around, there, there, here + around, there + around], -1).reshape(-1, 3).astype(np.int32)
    )


def _normals(places: Floats, triangles: Indices) -> Floats:
    """(V, 3) the mean direction of the triangles about each vertex, weighted by their areas."""
    a, b, c = (places[triangles[:, k]] for k in range(3))
    facing = np.cross(b - a, c - a)
    normals = np.zeros_like(places)
    for k in range(3):
        np.add.at(normals, triangles[:, k], facing)
    return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)


def _joined(parts: list[Body]) -> Body:
    """Several bodies as one."""
    starts = np.cumsum([0] + [len(part.places) for part in parts[:-1]])
    return Body(
        np.concatenate([part.places for part in parts]),
        np.concatenate([part.normals for part in parts]),
        np.concatenate([part.matter for part in parts]),
        np.concatenate([part.weights for part in parts]),
        np.concatenate([part.triangles + np.int32(start) for part, start in zip(parts, starts, strict=True)]),
    )


def _both(make: Callable[..., Body], *given: float) -> list[Body]:
    """The same limb on the right and on the left."""
    return [make(side, sign, *given) for side, sign in (("right", 1.0), ("left", -1.0))]


def _arm(side: str, sign: float, fullness: float, cuff: float) -> Body:
    """An arm in its sleeve, and the hand."""
    upper, lower, hand = f"{side} arm", f"{side} forearm", f"{side} hand"
    f = fullness
    rings: list[Ring] = [
        (sign * 0.086, 0.832, 0.004, 0.016 * f, 0.022 * f),
        (sign * 0.099, 0.812, 0.004, 0.029 * f, 0.034 * f),
        (sign * 0.106, 0.740, 0.005, 0.028 * f, 0.032 * f),
        (sign * 0.111, 0.640, 0.006, 0.025 * f, 0.027 * f),
        (sign * 0.114, 0.508, -0.002, cuff, cuff),
        (sign * 0.114, 0.500, -0.003, 0.014, 0.016),
        (sign * 0.112, 0.462, -0.007, 0.012, 0.022),
        (sign * 0.110, 0.420, -0.010, 0.006, 0.012),
    ]
    bones: list[dict[str, float]] = [
        {"chest": 0.6, upper: 0.4},
        {"chest": 0.2, upper: 0.8},
        {upper: 1.0},
        {upper: 0.5, lower: 0.5},
        {lower: 1.0},
        {lower: 0.5, hand: 0.5},
        {hand: 1.0},
        {hand: 1.0},
    ]
    return _tube(rings, bones, [UPPER] * 5 + [SKIN] * 3, 6, lid=True)


def _leg(side: str, sign: float, fullness: float, hem: float, shin: float, bare: int = 0) -> Body:
    """A leg in trousers or stockings (`shin` is what it is made of below the knee), and the shoe.

    bare: how many rings from the hip down are left out, for a skirt hides them.
    """
    thigh, lower, foot = f"{side} thigh", f"{side} shin", f"{side} foot"
    f = fullness
    rings: list[Ring] = [
        (sign * 0.044, 0.545, 0.002, 0.046 * f, 0.056 * f),
        (sign * 0.048, 0.460, 0.000, 0.045 * f, 0.052 * f),
        (sign * 0.046, 0.285, -0.003, 0.033 * f, 0.037 * f),
        (sign * 0.046, 0.190, 0.006, 0.031 * f, 0.037 * f),
        (sign * 0.046, 0.062, 0.010, hem, hem * 1.1),
        (sign * 0.047, 0.048, 0.000, 0.023, 0.038),
        (sign * 0.048, 0.026, -0.018, 0.027, 0.062),
        (sign * 0.048, 0.000, -0.022, 0.029, 0.070),
    ]
    bones: list[dict[str, float]] = [
        {"pelvis": 0.5, thigh: 0.5},
        {thigh: 1.0},
        {thigh: 0.5, lower: 0.5},
        {lower: 1.0},
        {lower: 1.0},
        {lower: 0.4, foot: 0.6},
        {foot: 1.0},
        {foot: 1.0},
    ]
    matter = [LOWER] * 3 + [shin] * 2 + [HAIR] * 3
    return _tube(rings[bare:], bones[bare:], matter[bare:], 6)


def _torso(breadth: float, waist: float, collar: float, hips: bool = True) -> Body:
    """From the neck over the shoulders to the waist or the hips; `collar` is what goes about the neck."""
    b = breadth
    rings: list[Ring] = [
        (0.0, 0.885, 0.000, 0.027, 0.031),
        (0.0, 0.848, 0.006, 0.031, 0.035),
        (0.0, 0.834, 0.007, 0.060 * b, 0.042),
        (0.0, 0.808, 0.005, 0.094 * b, 0.054),
        (0.0, 0.735, 0.001, 0.094 * b, 0.064),
        (0.0, 0.625, 0.000, 0.076 * waist, 0.054),
        (0.0, 0.555, 0.002, 0.088 * waist, 0.063),
        (0.0, 0.500, 0.002, 0.086 * waist, 0.062),
    ]
    bones: list[dict[str, float]] = [
        {"neck": 0.5, "head": 0.5},
        {"neck": 1.0},
        {"chest": 0.8, "neck": 0.2},
        {"chest": 1.0},
        {"chest": 0.9, "waist": 0.1},
        {"waist": 0.8, "pelvis": 0.2},
        {"pelvis": 1.0},
        {"pelvis": 1.0},
    ]
    end = len(rings) if hips else len(rings) - 2
    return _tube(rings[:end], bones[:end], ([SKIN, collar] + [UPPER] * 6)[:end], 10, 2.4)


def _skirt(hem: float, flare: float, matter: float) -> Body:
    """A coat's skirts or a dress from the waist down: they go with the thighs, and lower down with the shins too."""
    levels = np.linspace(0.645, hem, 6)
    fall = (levels[0] - levels) / (levels[0] - 0.1)
    rings: list[Ring] = [
        (0.0, float(y), 0.002, 0.080 + flare * float(t), 0.062 + flare * 0.9 * float(t))
        for y, t in zip(levels, fall, strict=True)
    ]
    body = _tube(rings, [{"pelvis": 1.0}] * len(rings), matter, 10, 2.2)
    weights = np.zeros_like(body.weights)
    down = np.clip((0.60 - body.places[:, 1]) / 0.25, 0, 1) * 0.92
    shin = np.clip((0.30 - body.places[:, 1]) / 0.22, 0, 1) * 0.45
    right = 0.5 + 0.5 * np.clip(body.places[:, 0] / 0.06, -1, 1)
    weights[:, BONES["pelvis"]] = 1 - down
    for side, share in (("right", right), ("left", 1 - right)):
        weights[:, BONES[f"{side} thigh"]] = down * share * (1 - shin)
        weights[:, BONES[f"{side} shin"]] = down * share * shin
    return Body(body.places, body.normals, body.matter, weights, body.triangles)


def _head() -> Body:
    """A head with its face; hair covers it above the brow and behind."""
    rings: list[Ring] = [
        (0.0, 0.999, 0.008, 0.009, 0.012),
        (0.0, 0.990, 0.007, 0.026, 0.034),
        (0.0, 0.974, 0.006, 0.039, 0.050),
        (0.0, 0.952, 0.006, 0.0455, 0.059),
        (0.0, 0.925, 0.003, 0.0440, 0.057),
        (0.0, 0.895, -0.006, 0.036, 0.046),
        (0.0, 0.868, -0.018, 0.021, 0.027),
    ]
    body = _tube(rings, [{"head": 1.0}] * len(rings), SKIN, 12, lid=True)
    x, y, z = body.places.T
    covered = (y > 0.950) | (z > 0.010 - 0.25 * (y - 0.90)) | ((np.abs(x) > 0.042) & (y > 0.91))
    places = body.places.copy()
    places[(np.abs(x) < 0.016) & (z < -0.03) & (np.abs(y - 0.895) < 0.004), 2] -= 0.008
    return Body(
        places,
        _normals(places, body.triangles),
        np.where(covered & (y > 0.880), HAIR, SKIN),
        body.weights,
        body.triangles,
    )


def _hair(length: float, width: float) -> Body:
    """Hair that lies round the skull and falls behind to a height."""
    levels = np.array([1.001, 0.990, 0.972, 0.940, 0.890, 0.5 * (0.890 + length), length])
    across, deep = (0.20, 0.58, 0.86, 1.0, 0.92, 0.96, 0.42), (0.20, 0.60, 0.86, 1.0, 0.90, 0.72, 0.36)
    rings: list[Ring] = [
        (0.0, float(y), 0.014 + 0.020 * i / 6, width * wide, 0.046 * thick)
        for i, (y, wide, thick) in enumerate(zip(levels, across, deep, strict=True))
    ]
    bones: list[dict[str, float]] = [
        {"head": float(share), "chest": float(1 - share)} for share in np.clip((levels - 0.80) / 0.09, 0.25, 1)
    ]
    return _tube(rings, bones, HAIR, 8, lid=True)


def _bun() -> Body:
    """Hair tied up behind."""
    rings: list[Ring] = [
        (0.0, 0.990, 0.058, 0.010, 0.010),
        (0.0, 0.976, 0.064, 0.025, 0.023),
        (0.0, 0.955, 0.066, 0.027, 0.025),
        (0.0, 0.936, 0.060, 0.012, 0.012),
    ]
    return _tube(rings, [{"head": 1.0}] * 4, HAIR, 7, lid=True)


def _collar(height: float) -> Body:
    """A coat's standing collar."""
    rings: list[Ring] = [
        (0.0, height, 0.006, 0.045, 0.047),
        (0.0, 0.845, 0.006, 0.049, 0.047),
        (0.0, 0.822, 0.004, 0.076, 0.053),
    ]
    return _tube(rings, [{"neck": 0.6, "chest": 0.4}, {"chest": 1.0}, {"chest": 1.0}], UPPER, 9)


def builds() -> list[Body]:
    """The builds: a long coat and short hair; jacket, trousers and long hair; a dress and hair tied up."""
    coat = [_torso(1.06, 1.06, UPPER, hips=False), _skirt(0.26, 0.052, UPPER), _collar(0.870), _head()]
    jacket = [_torso(1.0, 0.96, SKIN), _head(), _hair(0.80, 0.048)]
    dress = [_torso(0.93, 0.86, SKIN, hips=False), _skirt(0.13, 0.062, LOWER), _head(), _bun()]
    return [
        _joined(coat + _both(_arm, 1.12, 0.021) + _both(_leg, 1.0, 0.028, LOWER, 2)),
        _joined(jacket + _both(_arm, 1.0, 0.018) + _both(_leg, 1.04, 0.032, LOWER)),
        _joined(dress + _both(_arm, 0.90, 0.016) + _both(_leg, 0.9, 0.020, SKIN, 3)),
    ]
