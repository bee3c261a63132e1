"""The atlas holds a figure in every cell, apart from its neighbours at every size, and makes the same one each time."""

import numpy as np
import pytest

from viz.passes.figure_atlas import CELL, LEVELS, FigureAtlas
from viz.passes.figure_choice import BUILDS, YAWS
from viz.passes.figure_postures import KINDS, ROWS


@pytest.fixture(scope="module")
def baked(_shared_device):
    """The atlas as numbers: (rows, columns, 4) 0..1, and what is known of its cells."""
    _shared_device.make_current()
    atlas = FigureAtlas(_shared_device)
    width, height = atlas.texture.size
    texels = np.frombuffer(atlas.texture.read(alignment=1), np.uint8).reshape(height, width, 4) / 255.0
    known = atlas.known
    atlas.release()
    _shared_device.let_go()
    return texels, known


def cells(texels, level=0):
    """(P, YAWS, breadth, height, 4) every cell of a level; breadth from right to left."""
    across, up = texels.shape[1] * 2 // 3, texels.shape[0]
    left, bottom = (across, up - (up >> (level - 1))) if level else (0, 0)
    high, broad = CELL[0] >> level, CELL[1] >> level
    part = texels[bottom : bottom + (up >> level), left : left + (across >> level)]
    return part.reshape(-1, broad, YAWS, high, 4).swapaxes(1, 2)[: BUILDS * ROWS]


def test_every_cell_holds_a_whole_figure_and_a_bare_margin(baked):
    cover = cells(baked[0])[..., 3]
    assert (cover.reshape(*cover.shape[:2], -1).mean(axis=-1) > 0.15).all()
    for edge in (cover[:, :, 0], cover[:, :, -1], cover[..., 0], cover[..., -1]):
        assert not edge.any()
    # Feet, head, and both sides all but touch the margin: no texels are wasted.
    high, broad = cover.any(axis=2), cover.any(axis=3)
    assert high[..., 3].all() and high[..., -4].all() and broad[..., 3].all() and broad[..., -4].all()


@pytest.mark.parametrize("level", range(1, LEVELS))
def test_a_smaller_cell_is_the_mean_of_the_larger_one(baked, level):
    whole, small = cells(baked[0]), cells(baked[0], level)
    step = 1 << level
    boxes = whole.reshape(*whole.shape[:2], CELL[1] // step, step, CELL[0] // step, step, 4).mean(axis=(3, 5))
    assert np.abs(boxes - small).max() < 0.03


def test_normals_and_matter_are_weighted_by_cover(baked):
    texels = cells(baked[0])
    assert (texels[..., :3] <= texels[..., 3:] + 0.01).all()
    whole = texels[texels[..., 3] == 1]
    normal = whole[:, :2] * 2 - 1
    assert (np.linalg.norm(normal, axis=1) < 1.35).all()
    assert normal[:, 0].min() < -0.8 and normal[:, 0].max() > 0.8, "no sides"
    assert whole[:, 2].min() == 0 and whole[:, 2].max() > 0.99, "no cloth or no skin"


def test_the_face_is_seen_from_the_front_and_hair_from_behind(baked):
    texels = cells(baked[0])
    head = texels[KINDS["still"].first, :, :, -14:-5]
    skin = (head[..., 2] > 0.8).sum(axis=(1, 2))
    assert skin[0] > 20 and skin[-1] < 8


def test_boxes_and_badges_lie_where_the_figure_is(baked):
    boxes, marks = baked[1][:-1, :YAWS], baked[1][:-1, YAWS : 2 * YAWS]
    assert (boxes[..., 0] < 0).all() and (boxes[..., 1] > 0).all()
    assert (boxes[..., 3] < 1.3).all() and (boxes[..., 3] > 0.75).all()
    assert (marks[..., 1] > 0.5).all() and (marks[..., 1] < 0.9).all()
    assert (marks[:, 0, 2] > 0.7).all() and (marks[:, -1, 2] < 0).all()


def test_a_second_bake_is_the_same_to_the_bit_and_leaves_only_its_texture(device, baked):
    before = device.labels()
    atlas = FigureAtlas(device)
    assert device.labels() - before == {"texture figures": 1}
    height, width = baked[0].shape[:2]
    again = np.frombuffer(atlas.texture.read(alignment=1), np.uint8).reshape(height, width, 4)
    assert np.array_equal(again / 255.0, baked[0])
    atlas.release()
