"""Mosaics on the wall: what is sent of them, how they look near and far, and what they cost."""

import numpy as np
import pytest
from developing import developed
from evening import write_evening
from hypothesis import given, settings
from hypothesis import strategies as st
from tiles import beyond, laid, mosaics_of, scattered

from viz.gpu.program import Mesh
from viz.opening import open_show
from viz.passes.mosaics import FAR_CELL, FAR_GREAT, FAR_MARGIN, LARGEST, far_cells, far_picture, packed
from viz.renderer import Renderer
from viz.world.mosaic import MosaicSettings, lay
from viz.world.story import Story

seeds = st.integers(0, 2**32 - 1)


def halves(words):
    """(…, 2) the 16-bit numbers, low one first, of 32-bit words."""
    return np.stack([words & 0xFFFF, words >> 16], axis=-1)


@settings(deadline=None, max_examples=20)
@given(seeds, st.integers(1, 4), st.integers(500, 4000))
def test_what_is_packed_of_a_tile_unpacks_as_it_was(seed, visitors, tesserae):
    mosaics = laid(seed, visitors, tesserae)
    rows = packed(mosaics).reshape(-1, 2, 4)
    shape, matter = rows[:, 0], rows[:, 1]
    assert np.array_equal(shape[:, :2].copy().view(np.float32), mosaics.centre)
    assert np.abs(halves(shape[:, 2]) * (LARGEST / 65535) - mosaics.half).max() < 1e-5
    angle, order = (halves(shape[:, 3]) / 65535).T
    turned = np.angle(np.exp(1j * (angle * 2 * np.pi - mosaics.angle)))
    assert np.abs(turned).max() < 1e-4 and np.abs(order - mosaics.order).max() < 1e-5
    paint = np.stack([matter[:, 0] >> shift & 255 for shift in (0, 8, 16, 24)], 1) / 255
    assert np.abs(paint[:, :3] - np.sqrt(mosaics.albedo)).max() < 0.51 / 255
    assert np.abs(paint[:, 3] - mosaics.gloss).max() < 0.51 / 255
    assert np.abs(halves(matter[:, 1]) / 65535 * 2 - 1 - mosaics.normal).max() < 2e-5
    rise, chance = (halves(matter[:, 2]) / 65535).T
    assert np.abs(rise - mosaics.rise).max() < 1e-5
    assert np.histogram(chance, 4, (0, 1))[0].min() > 0.15 * len(chance)


def test_the_coarsest_tiles_a_scene_can_ask_for_can_be_packed():
    stories = [Story("Nova", "One smile in the whole hall")]
    coarse = lay(stories, MosaicSettings(tesserae=500, least=60, grout=0.0, jitter=0.4), 1)
    assert 0.25 < coarse.half.max() < LARGEST


def cell_of(picture, i, mosaics):
    """The far picture's part that is of mosaic i, bottom row first."""
    x, y = far_cells(len(mosaics.size))[i] * FAR_CELL
    width, height = np.array(FAR_CELL) * (FAR_GREAT if i == 0 else 1)
    return picture[y : y + height, x : x + width] / 255


@settings(deadline=None, max_examples=8)
@given(seeds, st.integers(1, 14), st.integers(800, 6000))
def test_far_pictures_cover_what_the_tiles_cover_in_their_colour(seed, visitors, tesserae):
    mosaics = laid(seed, visitors, tesserae)
    picture = far_picture(mosaics)
    for i in range(visitors):
        own = slice(mosaics.first[i], mosaics.first[i + 1])
        area = 4 * mosaics.half[own].prod(axis=1)
        cell = cell_of(picture, i, mosaics)
        texel = mosaics.size[i] / (np.array(cell.shape[1::-1]) * FAR_MARGIN)
        covered = cell[..., 3].sum() * texel.prod()
        assert 0.86 < covered / area.sum() < 1.12
        colour = (cell[..., :3].sum(axis=(0, 1)) / cell[..., 3].sum()) ** 2
        mean = np.average(np.sqrt(mosaics.albedo[own]), axis=0, weights=area) ** 2
        assert np.abs(colour / mean - 1).max() < 0.05


def test_each_far_picture_lies_in_a_cell_of_its_own():
    mosaics = scattered(3, [40] * 25)
    colours = np.random.default_rng(3).uniform(0.1, 0.9, (25, 3)).astype(np.float32)
    mosaics.albedo[:] = np.repeat(colours, 40, axis=0)
    picture = far_picture(mosaics)
    for i in range(25):
        cell = cell_of(picture, i, mosaics)
        there = cell[..., 3] > 0.3
        assert there.sum() > 20
        assert np.abs(cell[there][:, :3] / cell[there][:, 3:] - np.sqrt(colours[i])).max() < 0.02
    assert np.isclose(sum(cell_of(picture, i, mosaics).sum() for i in range(25)), (picture / 255).sum())


def test_a_far_picture_stands_as_its_mosaic_does():
    """A long tile to the upper right of the middle, leaning to the right as it rises, stands so in the far picture."""
    one = ((4.0, 2.0), np.array([(1.0, 0.3)]), np.array([(0.3, 0.05)]), np.array([1.0]))
    mosaics = mosaics_of([one, one])
    for i in range(2):
        cover = cell_of(far_picture(mosaics), i, mosaics)[..., 3]
        y, x = np.nonzero(cover > 0.2)
        metres = np.stack([x + 0.5, y + 0.5]).T / cover.shape[::-1]
        metres = (metres - 0.5) / FAR_MARGIN * (4.0, 2.0)
        assert np.allclose(metres.mean(axis=0), (1.0, 0.3), atol=0.05)
        east, north = np.linalg.svd(metres - metres.mean(axis=0))[2][0]
        assert np.isclose(np.arctan2(north, east) % np.pi, 1.0, atol=0.15)


def close_up(pictures, i, **options):
    """A frame with mosaic i filling the picture, lit so that it shows its tiles' albedo, times 0.05, and no more."""
    show, hanging = pictures.show, pictures.show.hanging
    centre = hanging.centre[i]
    normal, _ = hanging.hall.facing(hanging.strip[i, 0])
    distance = max(hanging.half[i, 1], hanging.half[i, 0] * 9 / 16) / np.tan(np.radians(20))
    bare = {"enamel__inner": 0, "enamel__iridescence": 0, "enamel__relief": 0, "enamel__grout": 0, "light__bounce": 0}
    place = tuple(centre + normal * distance)
    assert show.tick == 0
    return pictures.plain(position=place, look_at=tuple(centre), fov=40.0, **bare | options)


def on_wall(show, i, places):
    """(P, 3) points in the hall of places (P, 2) of mosaic i, mosaic metres."""
    hanging = show.hanging
    normal, right = hanging.hall.facing(hanging.strip[i, 0])
    x, y = (places * hanging.scale[i]).T
    return hanging.centre[i] + normal * 0.035 + x[:, None] * right + y[:, None] * np.array([0.0, 1.0, 0.0])


@pytest.mark.parametrize("i", [0, 1, 2])
def test_close_up_every_tile_shows_its_own_colour_at_its_own_place(pictures, i):
    show, mosaics = pictures.show, pictures.show.mosaics
    frame = close_up(pictures, i, look={"exposure": 14.0})
    picture = pictures.draw(frame)
    tiles = np.arange(mosaics.first[i], mosaics.first[i + 1])
    away = beyond(mosaics, tiles, mosaics.centre[tiles]).max(axis=-1)
    alone = (away < 0).sum(axis=1) == 1
    seen = pictures.pixels(frame, on_wall(show, i, mosaics.centre[tiles]))
    pitch = np.linalg.norm(np.diff(pictures.pixels(frame, on_wall(show, i, np.array([(0, 0), (1, 0)]))), axis=0))
    large = (mosaics.half[tiles].min(axis=1) * pitch > 1.5) & alone & (mosaics.gloss[tiles] == 0)
    assert large.sum() > 30
    column, row = np.floor(seen[large]).astype(int).T
    expected = developed(0.05 * 14.0 * mosaics.albedo[tiles[large]])
    assert expected.std(axis=0).max() > 8, "all tiles are alike, so that nothing would be proved"
    assert np.abs(picture[row, column] - expected).max() < 3.5


def test_the_smiles_own_light_shows_in_its_colour(pictures):
    """With nothing but inner light the mosaic is lit, and with none it is dark."""
    glowing = pictures.draw(close_up(pictures, 1, look={"glow": 1.0}, enamel__inner=1.0))
    dark = pictures.draw(close_up(pictures, 1))
    middle = (slice(25, 65), slice(40, 120))
    assert glowing[middle].mean() > 4 * dark[middle].mean() > 0


def test_the_price_does_not_grow_with_the_tiles(device, tmp_path, monkeypatch):
    calls = []
    real = Mesh.render

    def counted(mesh, *given, **named):
        calls.append(mesh.program.name)
        real(mesh, *given, **named)

    monkeypatch.setattr(Mesh, "render", counted)
    monkeypatch.setattr(Mesh, "__call__", counted)
    counts, laid_tiles = [], []
    for tiles in (500, 40_000):
        show = open_show(str(write_evening(tmp_path, tiles=tiles)), warn=print)
        target = device.target((48, 27))
        renderer = Renderer(device, show, (48, 27))
        calls.clear()
        renderer.follow(show)
        renderer.draw(show.frame(), target)
        counts.append(list(calls))
        laid_tiles.append(len(show.mosaics.angle))
        renderer.release()
        device.release(target)
    assert laid_tiles[1] > 10 * laid_tiles[0]
    assert counts[0] == counts[1]
    assert counts[0].count("mosaics") == 2  # once in the hall, once in the floor's mirror
