"""Walks of the nanobots: even over the mosaics, from seam to seam, and over bare wall only between them."""

import numpy as np
import pytest
from tiles import laid, mosaics_of

from viz.world.hall import Hall, hang
from viz.world.seams import STEPS, walks

HALL = Hall(width=13, length=46, wall=5.6, apex=10.5, bays=6)


@pytest.fixture(scope="module")
def drawn():
    mosaics = laid(3, 12, 6000)
    hanging = hang(mosaics.size, HALL)
    return mosaics, hanging, walks(mosaics, hanging, 2048)


def test_there_are_as_many_on_each_mosaic_as_its_tiles_are_large(drawn):
    mosaics, hanging, found = drawn
    owner = np.repeat(np.arange(len(hanging.scale)), np.diff(mosaics.first))
    area = np.bincount(owner, mosaics.half.prod(axis=1) * hanging.scale[owner] ** 2 * np.where(owner == 0, 1.6, 1.0))
    share = np.bincount(found.mosaic, minlength=len(area)) / len(found.mosaic)
    assert np.abs(share - area / area.sum()).max() < 0.01


def test_they_go_from_tile_to_tile_and_stay_on_their_mosaic(drawn):
    mosaics, hanging, found = drawn
    on = ~(found.rib | found.bare)
    assert on.mean() > 0.9
    point, own = found.point[on], found.mosaic[on]
    assert (np.abs(point - hanging.strip[own][:, None]) <= hanging.half[own][:, None]).all()
    edge = np.sqrt(4 * mosaics.half.prod(axis=1).max()) * hanging.scale.max()
    stride = np.hypot(*np.moveaxis(np.diff(point, axis=1), -1, 0))
    assert stride.max() < 4 * edge
    assert (stride > 0.1 * np.median(stride)).mean() > 0.95, "they stand still"
    assert np.ptp(point, axis=1).max(axis=1).min() > 0, "one never leaves its place"


def test_a_few_cross_the_bare_wall_and_a_few_climb(drawn):
    _, hanging, found = drawn
    for point in (
        found.point[found.bare][:, 0],
        found.point[found.bare][:, STEPS // 2],
        found.point[found.bare][:, -1],
    ):
        inside = (np.abs(point[:, None] - hanging.strip) < hanging.half - 0.12).all(axis=2)
        assert inside.any(axis=1).mean() < 0.2
    s = found.point[found.rib][..., 0]
    depth = np.minimum(s, HALL.strip_length - s)
    assert np.abs(depth / HALL.bay - np.rint(depth / HALL.bay)).max() * HALL.bay <= 0.12 + 1e-9
    assert (np.diff(found.point[found.rib][..., 1], axis=1) > 0).all()
    assert 0.02 < found.rib.mean() < 0.06 and 0.02 < found.bare.mean() < 0.06


def test_tiles_with_no_row_are_walked_round_and_none_is_an_error():
    one = mosaics_of([((2.0, 1.0), np.zeros((1, 2)), np.full((1, 2), 0.2), np.zeros(1))])
    found = walks(one, hang(one.size, HALL), 32)
    assert np.isfinite(found.point).all() and not found.bare.any()
    none = mosaics_of([((2.0, 1.0), np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0))])
    with pytest.raises(ValueError, match="no tile"):
        walks(none, hang(none.size, HALL), 32)
