"""Mosaics on the wall: what is sent of them, how they look near and far, and what they cost."""

from dataclasses import replace

import numpy as np
import pytest
from developing import developed
from evening import write_evening
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import Pictures
from shimmer import crawl, means_and_points
from tiles import beyond, laid, mosaics_of, scattered

from viz.gpu.program import Mesh
from viz.opening import open_show
from viz.passes.far_pictures import FAR_CELL, FAR_GREAT, FAR_MARGIN, FarPictures, far_cells, far_pictures
from viz.passes.mosaic_tables import LARGEST, packed
from viz.renderer import Renderer
from viz.world.mosaic import PITTED, MosaicSettings, lay
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
    along, across = halves(shape[:, 2]).T
    assert np.array_equal(across & 1 == 1, mosaics.pitted)
    bed = np.stack([along, across & 0xFFFE], 1) * (LARGEST / 65535)
    assert np.abs(bed * np.where(mosaics.pitted, PITTED, 1)[:, None] - mosaics.half).max() < 1.2e-5
    angle, order = (halves(shape[:, 3]) / 65535).T
    turned = np.angle(np.exp(1j * (angle * 2 * np.pi - mosaics.angle)))
    assert np.abs(turned).max() < 1e-4 and np.abs(order - mosaics.order).max() < 1e-5
    paint = np.stack([matter[:, 0] >> shift & 255 for shift in (0, 8, 16, 24)], 1) / 255
    assert np.abs(paint[:, :3] - np.sqrt(mosaics.albedo)).max() < 0.51 / 255
    assert np.abs(paint[:, 3] - mosaics.gloss).max() < 0.51 / 255
    hidden = np.stack([matter[:, 3] >> shift & 255 for shift in (0, 8, 16)], 1) / 255
    assert np.abs(hidden - np.sqrt(mosaics.curated)).max() < 0.51 / 255
    assert np.array_equal(matter[:, 3] >> 24, mosaics.strand)
    assert np.abs(halves(matter[:, 1]) / 65535 * 2 - 1 - mosaics.normal).max() < 2e-5
    rise, chance = (halves(matter[:, 2]) / 65535).T
    assert np.abs(rise - mosaics.rise).max() < 1e-5
    assert np.histogram(chance, 4, (0, 1))[0].min() > 0.15 * len(chance)


def test_the_coarsest_tiles_a_scene_can_ask_for_can_be_packed():
    stories = [Story("Nova", "One smile in the whole hall")]
    coarse = lay(stories, MosaicSettings(tesserae=500, least=60, grout=0.0, jitter=0.4), 1)
    assert 0.25 < coarse.half.max() < LARGEST


def painted(mosaics, i):
    """The far pictures of mosaic i, its own and its curated design, bottom row first, 0 … 1."""
    numbers, designs = next(block for block in far_pictures(mosaics) if i in block[0])
    return [design[numbers.tolist().index(i)] / 255 for design in designs]


def cell_of(picture, i, count):
    """An atlas's part that is of mosaic i, bottom row first."""
    x, y = far_cells(count)[i] * FAR_CELL
    width, height = np.array(FAR_CELL) * (FAR_GREAT if i == 0 else 1)
    return picture[y : y + height, x : x + width] / 255


@settings(deadline=None, max_examples=8)
@given(seeds, st.integers(1, 14), st.integers(800, 6000))
def test_far_pictures_cover_what_the_tiles_cover_in_their_colour(seed, visitors, tesserae):
    mosaics = laid(seed, visitors, tesserae)
    for i in range(visitors):
        own = slice(mosaics.first[i], mosaics.first[i + 1])
        area = 4 * mosaics.half[own].prod(axis=1)
        for cell, albedo in zip(painted(mosaics, i), (mosaics.albedo, mosaics.curated), strict=True):
            texel = mosaics.size[i] / (np.array(cell.shape[1::-1]) * FAR_MARGIN)
            covered = cell[..., 3].sum() * texel.prod()
            assert 0.86 < covered / area.sum() < 1.12
            colour = (cell[..., :3].sum(axis=(0, 1)) / cell[..., 3].sum()) ** 2
            mean = np.average(np.sqrt(albedo[own]), axis=0, weights=area) ** 2
            assert np.abs(colour / mean - 1).max() < 0.05


def test_each_far_picture_lies_in_a_cell_of_its_own(device):
    mosaics = scattered(3, [40] * 25)
    colours = np.random.default_rng(3).uniform(0.1, 0.9, (25, 3)).astype(np.float32)
    mosaics.albedo[:] = np.repeat(colours, 40, axis=0)
    atlas = FarPictures(device, mosaics, 25)
    own = atlas.textures[0]
    picture = np.frombuffer(own.read(), np.uint8).reshape(own.height, own.width, 4)
    atlas.release()
    for i in range(25):
        cell = cell_of(picture, i, 25)
        there = cell[..., 3] > 0.3
        assert there.sum() > 20
        assert np.abs(cell[there][:, :3] / cell[there][:, 3:] - np.sqrt(colours[i])).max() < 0.02
    assert np.isclose(sum(cell_of(picture, i, 25).sum() for i in range(25)), (picture / 255).sum())


def test_a_far_picture_stands_as_its_mosaic_does():
    """A long tile to the upper right of the middle, leaning to the right as it rises, stands so in the far picture."""
    one = ((4.0, 2.0), np.array([(1.0, 0.3)]), np.array([(0.3, 0.05)]), np.array([1.0]))
    mosaics = mosaics_of([one, one])
    for i in range(2):
        cover = painted(mosaics, i)[0][..., 3]
        y, x = np.nonzero(cover > 0.2)
        metres = np.stack([x + 0.5, y + 0.5]).T / cover.shape[::-1]
        metres = (metres - 0.5) / FAR_MARGIN * (4.0, 2.0)
        assert np.allclose(metres.mean(axis=0), (1.0, 0.3), atol=0.05)
        east, north = np.linalg.svd(metres - metres.mean(axis=0))[2][0]
        assert np.isclose(np.arctan2(north, east) % np.pi, 1.0, atol=0.15)


def close_up(pictures, i, consent=1.0, **options):
    """A frame with mosaic i filling the picture, lit so that it shows its tiles' albedo, times 0.05, and no more.

    Every tile is its owner's own, nothing is shared, and everybody consents to everything, but mosaic i's owner."""
    show, hanging = pictures.show, pictures.show.hanging
    centre = hanging.centre[i]
    normal, _ = hanging.hall.facing(hanging.strip[i, 0])
    distance = max(hanging.half[i, 1], hanging.half[i, 0] * 9 / 16) / np.tan(np.radians(20))
    dark = [f"enamel__{name}" for name in ("inner", "iridescence", "relief", "grout", "lamp")]
    bare = dict.fromkeys([*dark, "light__bounce"], 0)
    place = tuple(centre + normal * distance)
    assert show.tick == 0
    frame = pictures.plain(position=place, look_at=tuple(centre), fov=40.0, **bare | options)
    mosaic = np.tile(np.array([0.9, 0.0, 1.0, 0.0], np.float32), (len(frame.mosaic), 1))
    mosaic[i, 2] = consent
    return replace(designed(frame, i), mosaic=mosaic)


def designed(frame, i, recalibrated=1.0, shared=0.0, gift=(0.0, 0.0, 0.0), motif=0.0, toward=0.0):
    """The frame with mosaic i designed so."""
    design = frame.design.copy()
    design[i, :8] = (recalibrated, shared, *gift, motif, 1.0, toward)
    return replace(frame, design=design)


def on_wall(show, i, places):
    """(P, 3) points in the hall of places (P, 2) of mosaic i, mosaic metres."""
    hanging = show.hanging
    normal, right = hanging.hall.facing(hanging.strip[i, 0])
    x, y = (places * hanging.scale[i]).T
    return hanging.centre[i] + normal * 0.035 + x[:, None] * right + y[:, None] * np.array([0.0, 1.0, 0.0])


def seen_tiles(pictures, frame, i):
    """(K,) tiles of mosaic i that show large in a close-up and lie alone, and (K, 3) levels at their middles."""
    show, mosaics = pictures.show, pictures.show.mosaics
    picture = pictures.draw(frame)
    tiles = np.arange(mosaics.first[i], mosaics.first[i + 1])
    away = beyond(mosaics, tiles, mosaics.centre[tiles]).max(axis=-1)
    alone = (away < 0).sum(axis=1) == 1
    seen = pictures.pixels(frame, on_wall(show, i, mosaics.centre[tiles]))
    pitch = np.linalg.norm(np.diff(pictures.pixels(frame, on_wall(show, i, np.array([(0, 0), (1, 0)]))), axis=0))
    large = (mosaics.half[tiles].min(axis=1) * pitch > 1.5) & alone & (mosaics.gloss[tiles] == 0)
    assert large.sum() > 30
    column, row = np.floor(seen[large]).astype(int).T
    return tiles[large], picture[row, column]


@pytest.mark.parametrize("i", [0, 1, 2])
@pytest.mark.parametrize("design", ["own", "curated"])
def test_close_up_every_tile_shows_its_colour_at_its_place(pictures, i, design):
    mosaics, own = pictures.show.mosaics, design == "own"
    frame = designed(close_up(pictures, i, look={"exposure": 14.0}), i, recalibrated=float(own))
    tiles, levels = seen_tiles(pictures, frame, i)
    expected = developed(0.05 * 14.0 * (mosaics.albedo if own else mosaics.curated)[tiles])
    assert expected.std(axis=0).max() > 6, "all tiles are alike, so that nothing would be proved"
    assert np.abs(levels - expected).max() < 3.5


def test_recalibration_travels_along_the_rows(pictures):
    """Half way, tiles early in their rows are their owner's own, late ones are curated still, and few lie between."""
    mosaics = pictures.show.mosaics
    frame = designed(close_up(pictures, 2, look={"exposure": 14.0}), 2, recalibrated=0.45)
    tiles, levels = seen_tiles(pictures, frame, 2)
    own, curated = (developed(0.05 * 14.0 * colours[tiles]) for colours in (mosaics.albedo, mosaics.curated))
    apart = np.abs(own - curated).sum(axis=1)
    come = ((levels - curated) * (own - curated)).sum(axis=1) / ((own - curated) ** 2).sum(axis=1)
    clear, order = apart > 25, mosaics.order[tiles]
    early, late = clear & (order < 0.2), clear & (order > 0.8)
    assert early.sum() >= 4 and late.sum() >= 4
    assert come[early].min() > 0.7 and come[late].max() < 0.3


def test_what_a_partner_gives_comes_in_from_its_side_in_its_colour_and_motif(pictures):
    mosaics = pictures.show.mosaics
    bare = close_up(pictures, 1, look={"exposure": 14.0})
    tiles, before = seen_tiles(pictures, bare, 1)
    x = mosaics.centre[tiles, 0] / mosaics.size[1, 0]
    outline = mosaics.strand[tiles] & 128 > 0
    given = {"gift": (0.0, 0.9, 0.0), "motif": 5.0}  # a green halo: rows along the outlines
    for toward, near in ((0.0, x > 0.2), (np.pi, x < -0.2)):
        _, after = seen_tiles(pictures, designed(bare, 1, shared=1.0, toward=toward, **given), 1)
        redder = (before - after)[:, 0]
        assert redder[near & outline].min() > 60, "painted"
        assert np.abs(redder[near & ~outline]).max() < 30, "no part of the motif"
        assert not (after - before)[(x < -0.2) if toward == 0 else (x > 0.2)].any(), "the other side stays its own"
    _, none = seen_tiles(pictures, designed(bare, 1, shared=0.0, **given), 1)
    assert np.array_equal(none, before)
    _, half = seen_tiles(pictures, designed(bare, 1, shared=0.4, **given), 1)
    painted = (before - half)[:, 0]
    assert painted[outline & (x > 0.35)].mean() > painted[outline & (x > 0.1) & (x < 0.3)].mean() + 20


LOOK = {"exposure": 6.0, "city": (0.3, 0.2, 0.5), "key": (0.2, 0.6, 0.7), "veins": 1.0, "glow": 1.0}
FULL = {f"enamel__{name}": 1.0 for name in ("inner", "iridescence", "relief")}


def excited(pictures, frame, rest=False, excitement=0.95):
    """The picture of a frame while the medium runs wild over all walls, or lies at rest."""
    field = pictures.renderer.medium.field
    wild = np.zeros((*pictures.renderer.medium.size[::-1], 4), np.float32)
    if not rest:
        wild[..., 0], wild[..., 1] = excitement, 0.6
    field.restore(wild.tobytes())
    return pictures.draw(frame)


@pytest.mark.parametrize("i", [0, 1, 3])
def test_whose_owner_consents_to_nothing_looks_as_if_there_were_no_glitch(pictures, i):
    """Every pixel of the mosaic, in mid-glitch, with all that enamel and glitch can do."""
    frame = close_up(pictures, i, consent=0.0, look=LOOK, **FULL)
    corners = pictures.show.mosaics.size[i] / 2 * [(-1, -1), (1, 1)]
    (left, bottom), (right, top) = pictures.pixels(frame, on_wall(pictures.show, i, corners)).astype(int)
    inside = (slice(max(top, 0), bottom), slice(max(left, 0), right))
    glitching, calm = excited(pictures, frame)[inside], excited(pictures, frame, rest=True)[inside]
    assert calm.size > 20_000 and calm.std() > 10
    assert np.array_equal(glitching, calm)
    willing = close_up(pictures, i, consent=1.0, look=LOOK, **FULL)
    moved = np.abs(excited(pictures, willing)[inside] - excited(pictures, willing, rest=True)[inside])
    assert moved.mean() > 5, "were it allowed, it would show"


def test_no_tile_glitches_more_than_its_owner_consents_to(pictures):
    frame = close_up(pictures, 1, consent=0.75, look=LOOK, **FULL)
    wild, most, less = (excited(pictures, frame, excitement=u) for u in (0.95, 0.75, 0.5))
    assert np.array_equal(wild, most) and not np.array_equal(most, less)


def changes(pictures, consent, **glitch):
    """Mean levels by which the medium running wild changes mosaic 1, with only these of the glitch's looks."""
    off = {f"glitch__{name}": glitch.get(name, 0.0) for name in ("hue", "displacement", "tilt", "flicker")}
    frame = close_up(pictures, 1, consent=consent, look=LOOK, **(FULL | off | {"enamel__iridescence": 0.0}))
    return np.abs(excited(pictures, frame) - excited(pictures, frame, rest=True)).mean()


def test_each_rung_of_consent_lets_the_glitch_do_one_thing_more(pictures):
    nothing, light, colour, place, everything = (0.0, 0.25, 0.5, 0.75, 1.0)
    assert changes(pictures, nothing, flicker=0.8) == 0 < changes(pictures, light, flicker=0.8)
    assert changes(pictures, light, hue=0.4) == 0 < changes(pictures, colour, hue=0.4)
    for what in ({"displacement": 0.4}, {"tilt": 0.5}, {}):  # with none of them, tiles still swell
        assert changes(pictures, colour, **what) == 0 < changes(pictures, place, **what)
    assert changes(pictures, place, hue=0.4) < changes(pictures, everything, hue=0.4)


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
    assert counts[0].count("mosaics") == 4  # near and far ones, in the hall and in the floor's mirror


FINER = 6
"""Samples along and up a pixel of the reference that a pan is compared with."""


@pytest.fixture
def fine(device, tmp_path):
    """The small evening in tiles so fine that they are pixels' own size from a few steps away."""
    drawn = Pictures(device, open_show(str(write_evening(tmp_path, tiles=20_000)), warn=print))
    yield drawn
    drawn.release()


def light(levels):
    """Linear light, 0 … 255, of levels as a display is sent them."""
    level = levels / 255
    return 255 * np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)


def pan_along(pictures, i, distance):
    """A pan past mosaic i at a flat angle, a centimetre a picture, in linear light 0 … 255 (4, H, W, 3): as drawn, as
    each pixel's mean of many, and by one sample a pixel."""
    hanging, (wide, high) = pictures.show.hanging, pictures.size
    normal, right = hanging.hall.facing(hanging.strip[i, 0])
    shown, means, points = [], [], []
    for step in range(4):
        place = hanging.centre[i] + normal * distance - right * (1.33 * distance - 0.01 * step)
        way, lit = 0.8 * right - 0.6 * normal, {"glow": 1.0, "lamps": 1.0}
        frame = pictures.plain(position=tuple(place), look_at=tuple(place + way), fov=30.0, look=lit)
        shown.append(light(pictures.draw(frame)))
        pictures.resize((FINER * wide, FINER * high))
        for kept, picture in zip((means, points), means_and_points(light(pictures.draw(frame)), FINER), strict=True):
            kept.append(picture)
        pictures.resize((wide, high))
    return np.array(shown), np.array(means), np.array(points)


@pytest.mark.parametrize(("i", "distance"), [(0, 4.0), (1, 4.0), (1, 7.0)])
def test_a_slow_pan_past_a_mosaic_sparkles_far_less_than_one_sample_a_pixel(fine, i, distance):
    shown, means, points = pan_along(fine, i, distance)
    assert crawl(shown, means) < 0.45 * crawl(points, means)
    assert abs(shown.mean() - means.mean()) < 0.1 * means.mean(), "many tiles together have another brightness"


@pytest.mark.parametrize("arrival", [1.0, 0.25])
def test_walls_are_drawn_where_mosaics_leave_them_bare_and_only_there(pictures, device, monkeypatch, arrival):
    """Without what hides them the picture is the same, and takes more pixels; a ground that is still being laid hides
    nothing."""
    show, lit = pictures.show, {"haze": (0.5, 0.4, 0.3), "glow": 1.0}
    centre, (normal, right) = show.hanging.centre[1], show.hanging.hall.facing(show.hanging.strip[1, 0])
    eye = tuple(centre + 2.0 * show.hanging.half[1, 0] * (normal + 0.5 * right))
    frame = pictures.plain(position=eye, look_at=tuple(centre), look=lit)
    design = frame.design.copy()
    design[:, 8] = arrival
    frame, counted, renderer = replace(frame, design=design), device.count_query(), pictures.renderer
    draw_hall = renderer.hall.draw

    def count(*asked, **told):
        with counted:
            draw_hall(*asked, **told)

    monkeypatch.setattr(renderer.hall, "draw", count)
    picture, drawn = pictures.draw(frame), counted.samples
    monkeypatch.setattr(renderer.mosaics, "draw_cores", lambda: None)
    whole, all_of_it = pictures.draw(frame), counted.samples
    device.release(counted)
    assert np.abs(picture - whole).max() <= 1
    assert drawn == all_of_it if arrival < 0.5 else drawn < 0.85 * all_of_it
