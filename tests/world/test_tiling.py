"""Whoever looks a place up in the tiling finds the tile that covers it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiles import beyond, laid, mosaics_of, scattered

from viz.world.tiling import CANDIDATES, NONE, tiling

MARGIN = 0.42
seeds = st.integers(0, 2**32 - 1)


def looked_up(mosaics, cells, i, points):
    """(P,) the cell of mosaic i that holds each point, as a shader finds it."""
    at = (points + mosaics.size[i] / 2) / cells.pitch[i]
    column, row = np.minimum(np.maximum(at, 0), cells.shape[i] - 0.5).astype(np.int64).T
    return cells.first[i] + row * cells.shape[i, 0] + column


def middle(mosaics, cells, i, cell):
    """(P, 2) middles of cells, mosaic metres."""
    row, column = np.divmod(cell - cells.first[i], cells.shape[i, 0])
    return (np.stack([column, row], 1) + 0.5) * cells.pitch[i] - mosaics.size[i] / 2


def check_points(mosaics, rng, points=300):
    """Brute force: whatever can come to cover a point stands among its cell's candidates, or the cell is full of
    tiles that are as near to its middle."""
    cells = tiling(mosaics, MARGIN)
    for i in range(len(mosaics.size)):
        tiles = np.arange(mosaics.first[i], mosaics.first[i + 1])
        places = (rng.random((points, 2)) - 0.5) * mosaics.size[i]
        cell = looked_up(mosaics, cells, i, places)
        reach = MARGIN * 2 * np.sqrt(mosaics.half[tiles].prod(axis=1))
        covering = np.hypot(*np.moveaxis(np.maximum(beyond(mosaics, tiles, places), 0), -1, 0)) < 0.99 * reach
        found = (cells.cells[cell][:, :, None] == tiles).any(axis=1)
        near = beyond(mosaics, tiles, middle(mosaics, cells, i, cell)).max(axis=-1)
        for point, tile in np.argwhere(covering & ~found):
            full = found[point].sum() == CANDIDATES
            farthest = near[point][found[point]].max(initial=-np.inf)
            assert full and farthest <= near[point, tile] + 0.01 * cells.pitch[i], (
                f"tile {tiles[tile]} can cover {places[point]} of mosaic {i}, and its cell does not know it"
            )


def check_table(mosaics):
    """Candidates are tiles of the mosaic the cell is of, each once, and NONE only after them."""
    cells = tiling(mosaics)
    assert cells.cells.shape == (cells.first[-1], CANDIDATES)
    assert np.array_equal(np.diff(cells.first), cells.shape.prod(axis=1))
    assert (cells.shape * cells.pitch[:, None] >= mosaics.size * (1 - 1e-12)).all(), "cells leave an edge bare"
    empty = cells.cells == NONE
    assert not (empty[:, :-1] & ~empty[:, 1:]).any(), "a candidate stands behind NONE"
    ordered = np.sort(np.where(empty, -1 - np.arange(CANDIDATES), cells.cells.astype(np.int64)), axis=1)
    assert (np.diff(ordered, axis=1) > 0).all(), "a tile stands twice in a cell"
    owner = np.repeat(np.arange(len(mosaics.size)), np.diff(cells.first))[:, None]
    low, high = mosaics.first[owner], mosaics.first[owner + 1]
    assert (empty | ((cells.cells >= low) & (cells.cells < high))).all(), "a cell lends another mosaic's tiles"


@settings(deadline=None, max_examples=30)
@given(seeds, st.lists(st.integers(1, 150), min_size=1, max_size=4), st.floats(0, 3))
def test_a_tile_that_can_cover_a_place_is_among_its_candidates_however_tiles_are_strewn(seed, counts, thin):
    mosaics = scattered(seed, counts, thin)
    check_points(mosaics, np.random.default_rng(seed))
    check_table(mosaics)


@settings(deadline=None, max_examples=12)
@given(seeds, st.integers(1, 4), st.integers(500, 4000))
def test_in_a_laid_mosaic_every_place_finds_the_tile_it_lies_in(seed, visitors, tesserae):
    mosaics = laid(seed, visitors, tesserae)
    check_points(mosaics, np.random.default_rng(seed))
    check_table(mosaics)
    cells, rng = tiling(mosaics), np.random.default_rng(seed)
    for i in range(visitors):
        tiles = np.arange(mosaics.first[i], mosaics.first[i + 1])
        places = (rng.random((400, 2)) - 0.5) * mosaics.size[i]
        away = beyond(mosaics, tiles, places).max(axis=-1)
        inside = away.min(axis=1) < 0
        deepest = tiles[away.argmin(axis=1)]
        found = (cells.cells[looked_up(mosaics, cells, i, places)] == deepest[:, None]).any(axis=1)
        assert (inside & ~found).sum() <= 0.01 * inside.sum() + 1


@pytest.mark.parametrize("thin", [0.0, 1.0])
@pytest.mark.parametrize("tesserae", [500, 3000])
def test_every_tile_is_found_at_its_own_centre(tesserae, thin):
    mosaics = laid(7, 3, tesserae)
    if thin:
        mosaics.half[:, 1] *= 0.02
    cells = tiling(mosaics)
    for i in range(len(mosaics.size)):
        tiles = np.arange(mosaics.first[i], mosaics.first[i + 1])
        known = cells.cells[looked_up(mosaics, cells, i, mosaics.centre[tiles])]
        assert (known == tiles[:, None]).any(axis=1).all()


def test_in_a_chequered_mosaic_the_nearest_tile_comes_first():
    """Square tiles edge to edge: in each cell the first candidate is the tile that its middle lies in."""
    at = np.stack(np.meshgrid(np.arange(9), np.arange(5)), -1).reshape(-1, 2) * 0.2 - (0.8, 0.4)
    mosaics = mosaics_of([((1.8, 1.0), at, np.full((45, 2), 0.1), np.zeros(45))])
    cells = tiling(mosaics)
    places = middle(mosaics, cells, 0, np.arange(cells.first[-1]))
    away = beyond(mosaics, np.arange(45), places).max(axis=-1)
    first = cells.cells[:, 0].astype(np.int64)
    assert np.allclose(away[np.arange(len(first)), first], away.min(axis=1), atol=0.01 * cells.pitch[0])


def test_one_tile_alone_is_in_the_cells_it_reaches_and_nowhere_else():
    mosaics = mosaics_of([((10.0, 10.0), np.array([(2.0, -1.0)]), np.array([(0.3, 0.2)]), np.array([0.4]))])
    cells = tiling(mosaics)
    holding = (cells.cells == 0).any(axis=1)
    near = beyond(mosaics, np.array([0]), middle(mosaics, cells, 0, np.arange(len(holding)))).max(axis=-1)[:, 0]
    assert holding[near < 0].all() and not holding[near > 2 * cells.pitch[0]].any()
    assert (cells.cells[holding, 1:] == NONE).all() and (cells.cells[~holding] == NONE).all()


def test_a_tile_far_larger_than_the_others_hides_none_of_them():
    at = np.concatenate([[(0.0, 0.0)], np.random.default_rng(1).uniform(-4, 4, (400, 2))])
    half = np.full((401, 2), 0.02)
    half[0] = 3.0
    mosaics = mosaics_of([((8.0, 8.0), at, half, np.zeros(401))])
    check_points(mosaics, np.random.default_rng(2))
    check_table(mosaics)
    cells = tiling(mosaics)
    assert (cells.cells[looked_up(mosaics, cells, 0, at[:1])] == 0).any()


def test_a_mosaic_without_tiles_has_cells_without_candidates():
    none = ((2.0, 1.0), np.empty((0, 2)), np.empty((0, 2)), np.empty(0))
    one = ((1.0, 1.0), np.zeros((1, 2)), np.full((1, 2), 0.2), np.zeros(1))
    cells = tiling(mosaics_of([none, one]))
    assert (cells.cells[: cells.first[1]] == NONE).all()
    assert (cells.cells[cells.first[1] :] == 0).any()
