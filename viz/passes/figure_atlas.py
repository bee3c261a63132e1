"""The atlas of figures: every build in every posture from several sides, drawn once from real bodies.

Impostors after Tecchia, Loscos and Chrysanthou (2000), with normals in the cells as in Dobbyn et al. (2005), so that
the hall's light falls on them as it comes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viz.passes import figure_postures as postures
from viz.passes.figure_body import Body, builds
from viz.passes.figure_choice import YAWS
from viz.passes.figure_skeleton import BONES, move

if TYPE_CHECKING:
    import moderngl

    from viz.gpu.device import Device

Floats = NDArray[np.float64]
CELL = (128, 32)
"""Texels of a cell along a figure's height and breadth: figures lie on their sides, so that neighbours in memory are
neighbours on the screen, where a figure is high and narrow."""
MARGIN = 2
"""Texels about a figure in its cell."""
SLOPE = 0.16
"""How steeply from above cells are seen: the tangent of the angle. Upright lengths keep their measure."""
BAND = 4
"""Postures that are drawn at a time. Each has a row of the atlas, with its sides in it."""
SAMPLES = 4
"""Samples across a texel of a breadth: upright outlines are most of what one sees of people."""
LEVELS = 5
"""Sizes of a cell, each half the one before. They stand side by side in one texture with no mipmaps, which on a
software rasteriser is half the price; it is known how far off everyone is."""


class FigureAtlas:
    """`texture` holds, for every cell, the normal's x and y as seen (halved, plus ½), the matter, and the cover, the
    first three times the cover."""

    def __init__(self, device: Device) -> None:
        self._device = device
        figures = [_Posed.of(body) for body in builds()]
        boxes = np.concatenate([one.boxes for one in figures])
        marks = np.concatenate([one.marks for one in figures])
        self.texture = _bake(device, figures, boxes.astype(np.float32))
        self.known = np.concatenate([boxes, marks[:, :, 0], marks[:, :, 1]], axis=1).astype(np.float32)
        """(P, 3 · YAWS, 4) for every posture, build after build: left, right, bottom, top of the whole cell in figure
        units, with the standing point at (0, 0), for each side; then where the breast is seen, how much it faces the
        eye (-1..1), and nothing; then where the arm nearer to the eye is seen, and nothing."""

    def release(self) -> None:
        """Give the texture back."""
        self._device.release(self.texture)


@dataclass(frozen=True)
class _Posed:
    """A build in all postures, standing on the floor."""

    body: Body
    places: Floats
    normals: Floats
    boxes: Floats
    marks: Floats

    @staticmethod
    def of(body: Body) -> _Posed:
        turned, joints = move(postures.angles())
        places, normals = body.moved(turned, joints)
        chest = BONES["chest"]
        breast = joints[:, chest] + turned[:, chest] @ (0.0, 0.055, -0.066)
        ahead = turned[:, chest] @ (0.0, 0.0, -1.0)
        ground = _ground(places)
        places[..., 1] -= ground[:, None]
        breast[:, 1] -= ground
        arm = 0.45 * joints[:, BONES["right arm"]] + 0.55 * joints[:, BONES["right forearm"]]
        arm[:, 1] -= ground
        across, up, _ = _seen(places)
        boxes = _boxes(across, up)
        (x, y, _), (*_, toward), (beside, beside_up, _) = (_seen(one[:, None]) for one in (breast, ahead, arm))
        nothing = np.zeros_like(x)
        marks = np.concatenate([x, y, toward, nothing, beside, beside_up, nothing, nothing], axis=-1)
        return _Posed(body, places, normals, boxes, marks.reshape(len(places), YAWS, 2, 4))


def _ground(places: Floats) -> Floats:
    """(P,) how high the floor is under each posture (P, V, 3): at its lowest point; but who runs leaves it."""
    ground = places[..., 1].min(axis=1)
    for name in ("run", "flee"):
        kind = postures.KINDS[name]
        steps = slice(kind.first, kind.first + kind.count)
        ground[steps] += 0.8 * (ground[steps].min() - ground[steps])
    return ground


def _seen(places: Floats) -> tuple[Floats, Floats, Floats]:
    """Across, up and toward the eye (P, YAWS, V) of places (P, V, 3), as a cell shows them."""
    angle = (np.arange(YAWS) * math.pi / (YAWS - 1))[:, None]
    x, y, z = (places[:, None, :, axis] for axis in range(3))
    toward = x * np.sin(angle) - z * np.cos(angle)
    return -x * np.cos(angle) - z * np.sin(angle), y - toward * SLOPE, toward + y * SLOPE


def _boxes(x: Floats, y: Floats) -> Floats:
    """(P, YAWS, 4) what each cell covers: the figure and its margin."""
    boxes = np.stack([x.min(-1), x.max(-1), y.min(-1), y.max(-1)], -1)
    for low, texels in ((0, CELL[1]), (2, CELL[0])):
        margin = (boxes[..., low + 1] - boxes[..., low]) * (MARGIN / (texels - 2 * MARGIN))
        boxes[..., low] -= margin
        boxes[..., low + 1] += margin
    return boxes


def _bake(device: Device, figures: list[_Posed], boxes: NDArray[np.float32]) -> moderngl.Texture:
    """Draw all cells, a band of rows at a time at SAMPLES times their breadth, and filter them down to every level."""
    count = len(boxes)
    rows = -(-count // BAND) * BAND
    across, up = YAWS * CELL[0], rows * CELL[1]
    atlas = device.texture((across * 3 // 2, up), 4, label="figures")
    target = device.framebuffer([atlas], label="figures")
    band = device.target(
        (across, SAMPLES * BAND * CELL[1]), [(4, "f1")], depth=True, mipmaps=True, label="figures' band"
    )
    program, fold = device.program("figure_bake"), device.program("figure_fold")
    known = device.texture((YAWS, count), 4, "f4", boxes.tobytes(), linear=False, label="figures' boxes")
    vertices, triangles, starts = _gathered(figures)
    buffer, index = device.buffer(vertices, label="figures"), device.buffer(triangles, label="figures' triangles")
    mesh = device.vertex_array(program, [(buffer, "3f 3f 3f 1f", "place", "normal", "worn", "posture")], index)
    band.color.filter = (device.ctx.LINEAR_MIPMAP_NEAREST, device.ctx.LINEAR)
    down = device.fullscreen(fold)
    fold.bind(band=band)
    program.bind(boxes=known)
    program["slope"] = SLOPE
    for first in range(0, count, BAND):
        last = min(first + BAND, count)
        band.use()
        band.clear()
        device.state(depth=True, cull=True)
        program["grid"] = (YAWS, BAND, first)
        mesh.render(vertices=int(starts[last] - starts[first]), instances=YAWS, first=int(starts[first]))
        band.build_mipmaps()
        target.use()
        device.state()
        for level in range(LEVELS):
            size = (across >> level, BAND * CELL[1] >> level)
            left, bottom = (across, up - (up >> (level - 1))) if level else (0, 0)
            target.viewport = (left, bottom + (first * CELL[1] >> level), *size)
            fold["level"] = (level, float(1 << level) / band.size[1])
            down()
    for thing in (mesh, down, buffer, index, known, program, fold, band, target):
        device.release(thing)
    return atlas


def _gathered(figures: list[_Posed]) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    """Vertices and triangles of every posture of every build, and where each posture's triangles begin."""
    vertices, triangles, starts, base, posture = [], [], [0], 0, 0
    for one in figures:
        poses, points = one.places.shape[:2]
        made = np.empty((poses, points, 10), np.float32)
        made[..., :3], made[..., 3:6], made[..., 6] = one.places, one.normals, one.body.matter
        made[..., 7:9] = one.body.places[:, :2]
        made[..., 9] = ((posture + np.arange(poses)) % BAND)[:, None]
        vertices.append(made.reshape(-1, 10))
        of = base + np.arange(poses)[:, None] * points + one.body.triangles.reshape(1, -1)
        triangles.append(of.ravel())
        starts += [starts[-1] + one.body.triangles.size * (k + 1) for k in range(poses)]
        base, posture = base + poses * points, posture + poses
    return np.concatenate(vertices), np.concatenate(triangles).astype(np.int32), np.array(starts)
