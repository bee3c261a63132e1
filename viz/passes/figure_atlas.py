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
    from viz.gpu.targets import Target

Floats = NDArray[np.float64]
CELL = (48, 128)
"""Texels of a cell."""
MARGIN = 2
"""Texels about a figure in its cell."""
PITCH = math.radians(9)
"""How far from above cells are seen."""
SHEETS = 4
"""Postures that stand side by side in the atlas."""
BAND = 2
"""Rows of the atlas that are drawn at a time."""
LEVELS = 6
"""Sizes of the atlas, each half the one before; in the smallest a cell is 2 × 4 texels, and none mixes two cells."""


@dataclass(frozen=True)
class Cells:
    """What is known of every cell: postures are counted build after build."""

    boxes: NDArray[np.float32]
    """(P, YAWS, 4) left, right, bottom, top of the whole cell in figure units, with the standing point at (0, 0)."""
    marks: NDArray[np.float32]
    """(P, YAWS, 4) where the breast (x, y) and the mouth (x, y) are seen."""


class FigureAtlas:
    """`texture` holds, for every cell, the normal's x and y as seen (halved, plus ½), the matter, and the cover, the
    first three times the cover."""

    def __init__(self, device: Device) -> None:
        figures = [_Posed.of(body) for body in builds()]
        self.postures = postures.ROWS * len(figures)
        self.cells = Cells(
            np.concatenate([one.boxes for one in figures]).astype(np.float32),
            np.concatenate([one.marks for one in figures]).astype(np.float32),
        )
        self.target = _bake(device, figures, self.cells.boxes)

    @property
    def texture(self) -> moderngl.Texture:
        """The atlas."""
        return self.target.color

    def release(self) -> None:
        """Give the texture back."""
        self.target.release()


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
        chest, head = BONES["chest"], BONES["head"]
        breast = joints[:, chest] + turned[:, chest] @ (0.0, 0.055, -0.066)
        mouth = joints[:, head] + turned[:, head] @ (0.0, 0.008, -0.060)
        ground = places[..., 1].min(axis=1)
        places[..., 1] -= ground[:, None]
        marks = np.stack([breast, mouth], axis=1)
        marks[..., 1] -= ground[:, None]
        x, y = _seen(places)
        boxes = _boxes(x, y)
        x, y = _seen(marks)
        return _Posed(body, places, normals, boxes, np.stack([x, y], -1).reshape(len(places), YAWS, 4))


def _seen(places: Floats) -> tuple[Floats, Floats]:
    """Across and up (P, YAWS, V) of places (P, V, 3), as a cell shows them."""
    angle = (np.arange(YAWS) * math.pi / (YAWS - 1))[:, None]
    x, y, z = (places[:, None, :, axis] for axis in range(3))
    toward = x * np.sin(angle) - z * np.cos(angle)
    return -x * np.cos(angle) - z * np.sin(angle), y * math.cos(PITCH) - toward * math.sin(PITCH)


def _boxes(x: Floats, y: Floats) -> Floats:
    """(P, YAWS, 4) what each cell covers: the figure and its margin."""
    boxes = np.stack([x.min(-1), x.max(-1), y.min(-1), y.max(-1)], -1)
    for low, texels in ((0, CELL[0]), (2, CELL[1])):
        margin = (boxes[..., low + 1] - boxes[..., low]) * (MARGIN / (texels - 2 * MARGIN))
        boxes[..., low] -= margin
        boxes[..., low + 1] += margin
    return boxes


def _bake(device: Device, figures: list[_Posed], boxes: NDArray[np.float32]) -> Target:
    """Draw all cells, a band of rows at a time at twice their breadth, and filter them down."""
    count = len(boxes)
    rows = -(-count // (SHEETS * BAND)) * BAND
    size = (SHEETS * YAWS * CELL[0], rows * CELL[1])
    atlas = device.target(size, [(4, "f1")], mipmaps=True, label="figures")
    band = device.target((2 * size[0], BAND * CELL[1]), [(4, "f1")], depth=True, label="figures' band")
    program, fold = device.program("figure_bake"), device.program("figure_fold")
    known = device.texture((YAWS, count), 4, "f4", boxes.tobytes(), linear=False, label="figures' boxes")
    vertices, triangles, starts = _gathered(figures)
    buffer, index = device.buffer(vertices, label="figures"), device.buffer(triangles, label="figures' triangles")
    mesh = device.vertex_array(program, [(buffer, "3f 3f 2f", "place", "normal", "kind")], index)
    down = device.fullscreen(fold)
    fold.bind(band=band)
    program.bind(boxes=known)
    program["pitch"] = (math.cos(PITCH), math.sin(PITCH))
    program["inside"] = (1.0, 1.0)
    for first in range(0, count, SHEETS * BAND):
        last = min(first + SHEETS * BAND, count)
        band.use()
        band.clear()
        device.state(depth=True, cull=True)
        program["grid"] = (SHEETS * YAWS, BAND, YAWS, first)
        mesh.render(vertices=int(starts[last] - starts[first]), instances=YAWS, first=int(starts[first]))
        atlas.use()
        device.ctx.viewport = (0, first // SHEETS * CELL[1], size[0], BAND * CELL[1])
        device.state()
        down()
    atlas.build_mipmaps()
    atlas.color.filter = (device.ctx.LINEAR_MIPMAP_NEAREST, device.ctx.LINEAR)
    for thing in (mesh, down, buffer, index, known, program, fold, band):
        device.release(thing)
    return atlas


def _gathered(figures: list[_Posed]) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    """Vertices and triangles of every posture of every build, and where each posture's triangles begin."""
    vertices, triangles, starts, base, posture = [], [], [0], 0, 0
    for one in figures:
        poses, points = one.places.shape[:2]
        made = np.empty((poses, points, 8), np.float32)
        made[..., :3], made[..., 3:6], made[..., 6] = one.places, one.normals, one.body.matter
        made[..., 7] = ((posture + np.arange(poses)) % (SHEETS * BAND))[:, None]
        vertices.append(made.reshape(-1, 8))
        of = base + np.arange(poses)[:, None] * points + one.body.triangles.reshape(1, -1)
        triangles.append(of.ravel())
        starts += [starts[-1] + one.body.triangles.size * (k + 1) for k in range(poses)]
        base, posture = base + poses * points, posture + poses
    return np.concatenate(vertices), np.concatenate(triangles).astype(np.int32), np.array(starts)
