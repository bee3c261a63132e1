"""What the hall relies on when it hangs the mosaics, and a visitor when looking for their own."""

import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.world.mosaic import Mosaics, MosaicSettings, lay
from viz.world.story import IMPERFECTIONS, Story, read_stories
from viz.world.traits import ANDAMENTI, FLOWS, traits

STORIES = read_stories(Path(__file__).parents[2] / "scenes" / "neo_lumine.stories.csv")[0]
ARRAYS = [f.name for f in fields(Mosaics) if f.name not in ("names", "stories", "traits", "density", "opened", "room")]


@pytest.fixture(scope="module")
def mosaics() -> Mosaics:
    return lay(STORIES, MosaicSettings(), seed=7)


def corners(of: Mosaics) -> np.ndarray:
    """(T, 4, 2)."""
    c, s = np.cos(of.angle), np.sin(of.angle)
    along = np.stack([c, s], axis=-1) * of.half[:, :1]
    across = np.stack([-s, c], axis=-1) * of.half[:, 1:]
    return of.centre[:, None] + np.stack([along + across, along - across, -along - across, across - along], axis=1)


def uneven(of: Mosaics, i: int, albedo: np.ndarray) -> float:
    """How unlike its own mirror image the colours (T, 3) of a smile are: mean difference tooth by tooth."""
    tiles = slice(of.first[i], of.first[i + 1])
    fdi, colour = of.fdi[tiles].astype(int), albedo[tiles]
    mean = {tooth: colour[fdi == tooth].mean(axis=0) for tooth in np.unique(fdi)}
    twin = {1: 10, 2: -10, 3: 10, 4: -10}
    return float(np.mean([np.abs(mean[t] - mean[t + twin[t // 10]]).mean() for t in mean if t + twin[t // 10] in mean]))


def glance(of: Mosaics, i: int) -> np.ndarray:
    """What stays of a smile seen from afar: colours on a coarse grid, where teeth are, and which way the rows run."""
    tiles = slice(of.first[i], of.first[i + 1])
    area = 4 * of.half[tiles].prod(axis=1)

    def spread(values: np.ndarray, nx: int, ny: int) -> np.ndarray:
        at = np.clip((of.centre[tiles] / (2.0, 1.4) + 0.5) * (nx - 1), 0, None) * (1, (ny - 1) / (nx - 1))
        low = np.minimum(at.astype(int), (nx - 2, ny - 2))
        part = at - low
        grid = np.zeros((nx, ny, values.shape[1]))
        for dx in (0, 1):
            for dy in (0, 1):
                share = np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1])
                np.add.at(grid, (low[:, 0] + dx, low[:, 1] + dy), values * (share * area)[:, None])
        return grid * (nx - 1) * (ny - 1) / 2.8

    colour = np.sqrt(spread(of.albedo[tiles] + 0.2 * of.emission[i], 9, 5))
    cover = spread(np.ones((len(area), 1)), 21, 13)
    long = of.angle[tiles] + np.where(of.half[tiles, 0] < of.half[tiles, 1], np.pi / 2, 0)
    ways = np.histogram(long % np.pi, 12, (0, np.pi), weights=area)[0] / area.sum()
    return np.concatenate([2.0 * colour.ravel() / colour.size, 0.5 * cover.ravel() / cover.size, 0.15 * ways])


def test_the_default_exhibition_has_64_smiles_and_50000_tiles(mosaics):
    assert len(mosaics.names) >= 64
    assert len(mosaics.centre) >= 50_000
    assert mosaics.first[0] == 0
    assert mosaics.first[-1] == len(mosaics.centre)
    assert 0.12 <= mosaics.first[1] / len(mosaics.centre) <= 0.15, "the great mosaic's share"


def test_arrays_are_as_promised(mosaics):
    tiles, smiles = len(mosaics.centre), len(STORIES)
    one = ("angle", "fdi", "rise", "gloss", "order")
    shapes = dict.fromkeys(one, (tiles,)) | dict.fromkeys(("centre", "half", "normal"), (tiles, 2))
    shapes |= dict.fromkeys(("pitted", "strand"), (tiles,)) | dict.fromkeys(("albedo", "curated"), (tiles, 3))
    shapes |= {"first": (smiles + 1,), "size": (smiles, 2), "emission": (smiles, 3)}
    shapes |= {"outline": (len(mosaics.bearer), mosaics.outline.shape[1], 2), "bearer": mosaics.bearer.shape}
    kinds = {"first": np.int64, "size": np.float64, "fdi": np.uint8, "bearer": np.int32}
    kinds |= {"pitted": np.bool_, "strand": np.uint8}
    for name in ARRAYS:
        array = getattr(mosaics, name)
        assert array.shape == shapes[name], name
        assert array.dtype == kinds.get(name, np.float32), name
        assert array.flags.c_contiguous, name
        assert np.isfinite(array).all(), name


def test_values_are_in_range(mosaics):
    for name in ("rise", "albedo", "curated", "gloss", "order", "emission"):
        assert 0 <= getattr(mosaics, name).min() <= getattr(mosaics, name).max() <= 1, name
    assert (mosaics.half > 0).all()
    assert (np.hypot(*mosaics.normal.T) < 0.95).all(), "a unit normal's third part must be real and face the viewer"
    assert np.isin(mosaics.fdi // 10, [1, 2, 3, 4]).all()
    assert np.isin(mosaics.fdi % 10, range(1, 8)).all()


def test_no_light_is_saturated_red(mosaics):
    light = mosaics.emission
    assert np.allclose(light.max(axis=1), 1)
    every = lay(
        [replace(STORIES[1], hue=float(hue)) for hue in range(0, 361, 5)], MosaicSettings(tesserae=500), 1
    ).emission
    for of in (light, every):
        assert (of[:, 0] / of.sum(axis=1)).max() < 0.6


def test_tiles_lie_within_their_smile_and_smiles_are_as_large_as_said(mosaics):
    smile = np.repeat(np.arange(len(STORIES)), np.diff(mosaics.first))
    assert (np.abs(corners(mosaics)) <= mosaics.size[smile, None] / 2).all()
    assert np.allclose(mosaics.size[1:, 0], 2.0)
    assert mosaics.size[0, 0] == pytest.approx(9.2)
    assert 4.0 < mosaics.size[0, 1] < 5.0
    assert (mosaics.size[1:, 1] < 1.6).all()


def test_the_wearers_right_is_on_the_viewers_left_and_upper_teeth_are_above(mosaics):
    middle = {}
    for i in range(len(STORIES)):
        tiles = slice(mosaics.first[i], mosaics.first[i + 1])
        middle = {q: mosaics.centre[tiles][mosaics.fdi[tiles] // 10 == q].mean(axis=0) for q in (1, 2, 3, 4)}
        assert middle[1][0] < middle[2][0]
        assert middle[4][0] < middle[3][0]
        assert min(middle[1][1], middle[2][1]) > max(middle[3][1], middle[4][1])


def test_rise_goes_from_the_gum_to_the_edge(mosaics):
    upper = mosaics.fdi < 30
    for arch, sign in ((upper, -1), (~upper, 1)):
        high, low = arch & (mosaics.rise > 0.9), arch & (mosaics.rise < 0.1)
        assert sign * (mosaics.centre[high, 1].mean() - mosaics.centre[low, 1].mean()) > 0


@pytest.mark.parametrize("andamento", ANDAMENTI)
def test_tiles_cover_the_teeth_and_hardly_each_other(mosaics, andamento):
    """Seen on a fine grid: shares of the teeth's area under one tile and under several."""
    i = next(i for i, of in enumerate(mosaics.traits) if i and of.andamento == andamento)
    tiles = slice(mosaics.first[i], mosaics.first[i + 1])
    pitch = 0.008
    x, y = (np.arange(-1.0, 1.0, pitch), np.arange(-0.8, 0.8, pitch))
    count = np.zeros((len(x), len(y)), int)
    for centre, half, angle in zip(mosaics.centre[tiles], mosaics.half[tiles], mosaics.angle[tiles], strict=True):
        dx, dy = x[:, None] - centre[0], y[None, :] - centre[1]
        c, s = np.cos(angle), np.sin(angle)
        count += (np.abs(c * dx + s * dy) < half[0]) & (np.abs(c * dy - s * dx) < half[1])
    outline = mosaics.outline[mosaics.bearer == i]
    px, py = outline[..., 0], outline[..., 1]
    teeth = 0.5 * np.abs((px * np.roll(py, -1, 1) - py * np.roll(px, -1, 1)).sum(axis=1)).sum()
    covered, doubly = ((count > k).sum() * pitch**2 / teeth for k in (0, 1))
    assert covered > 0.66
    assert doubly < 0.02


def test_the_same_words_lay_the_same_tiles_here_and_in_another_process(mosaics):
    again = lay(STORIES, MosaicSettings(), seed=7)
    for name in ARRAYS:
        assert np.array_equal(getattr(mosaics, name), getattr(again, name)), name
    code = (
        "import sys, hashlib; from viz.world.story import read_stories; from viz.world.mosaic import *;"
        "m = lay(read_stories(sys.argv[1])[0], MosaicSettings(tesserae=12000), 7);"
        "print(hashlib.sha256(b''.join(a.tobytes() for a in (m.centre, m.half, m.albedo, m.normal))).hexdigest())"
    )
    path = Path(__file__).parents[2] / "scenes" / "neo_lumine.stories.csv"
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "77")
    }
    assert len(said) == 1


def test_a_visitors_smile_does_not_depend_on_who_stands_beside(mosaics):
    other = lay([STORIES[0], *STORIES[:0:-1]], MosaicSettings(), seed=7)
    for i in (1, 9, 40):
        j = len(STORIES) - i
        mine, theirs = (slice(m.first[k], m.first[k + 1]) for m, k in ((mosaics, i), (other, j)))
        for name in ("centre", "half", "fdi", "albedo", "curated", "normal", "strand"):
            # To the last bit they need not be: numpy rounds by a value's place in its array.
            assert getattr(mosaics, name)[mine] == pytest.approx(getattr(other, name)[theirs], abs=1e-5), name


def test_another_seed_cuts_other_tiles_for_the_same_smile(mosaics):
    other = lay(STORIES, MosaicSettings(), seed=8)
    assert np.array_equal(mosaics.centre, other.centre)
    assert not np.array_equal(mosaics.half, other.half)
    assert np.array_equal(mosaics.emission, other.emission)


def test_any_two_stories_look_different_at_a_glance(mosaics):
    """Over all pairs: the two most alike differ by more than one smile does from itself with every tile cut anew."""
    other = lay(STORIES, MosaicSettings(), seed=8)
    seen, anew = (np.array([glance(m, i) for i in range(1, len(STORIES))]) for m in (mosaics, other))
    apart = np.abs(seen[:, None] - seen[None]).sum(axis=-1)
    apart = apart[np.triu_indices(len(seen), 1)]
    itself = np.abs(seen - anew).sum(axis=-1)
    assert apart.min() > 1.5 * itself.max()
    assert np.median(apart) > 4 * itself.max()


def test_a_word_changed_changes_the_smile():
    first, second = Story("Ada", "I kept the tooth in a tin."), Story("Ada", "I kept the tooth in a jar.")
    both = lay([STORIES[0], first, second], MosaicSettings(), 7)
    assert np.abs(glance(both, 1) - glance(both, 2)).sum() > 0.05


def test_the_great_mosaic_shows_every_tooth_and_everyones_colours(mosaics):
    mine = slice(0, mosaics.first[1])
    assert set(mosaics.fdi[mine]) == {10 * q + p for q in (1, 2, 3, 4) for p in range(1, 8)}
    hue = np.arctan2(mosaics.albedo[mine] @ (0, 1, -1), mosaics.albedo[mine] @ (2, -1, -1))
    assert (np.histogram(hue, 12, (-np.pi, np.pi))[0] > 0.01 * len(hue)).sum() >= 6
    other = lay([*STORIES[:1], *(replace(story, hue=240.0) for story in STORIES[1:])], MosaicSettings(), 7)
    blue, usual = (m.albedo[: m.first[1]].mean(axis=0) for m in (other, mosaics))
    assert blue[2] / blue[0] > usual[2] / usual[0] + 0.1


@pytest.mark.parametrize("flaw", IMPERFECTIONS)
def test_every_imperfection_shows(flaw):
    plain = Story("Ada", "My mother is a tram driver.")
    assert traits(plain).imperfection is None
    m = lay([STORIES[0], plain, replace(plain, imperfection=flaw)], MosaicSettings(), 7)
    sound, marked = (slice(m.first[i], m.first[i + 1]) for i in (1, 2))
    if flaw == "gold_crown":
        golden = m.gloss[marked] == 1
        assert len(set(m.fdi[marked][golden])) == 1
        assert golden.sum() > 10
    elif flaw in ("chip", "craze_line"):
        assert 3 <= (m.gloss[marked] == 1).sum() <= 30, "gilded like a mended bowl"
    elif flaw == "diastema":
        left, right = (m.centre[marked][m.fdi[marked] == tooth, 0] for tooth in (11, 21))
        assert right.min() - left.max() > 0.06
    assert not m.gloss[sound].any()
    assert np.abs(glance(m, 1) - glance(m, 2)).sum() > 0.012


def test_a_curated_smile_is_the_same_left_and_right(mosaics):
    own, curated = (
        np.array([uneven(mosaics, i, colours) for i in range(len(STORIES))])
        for colours in (mosaics.albedo, mosaics.curated)
    )
    assert curated.mean() < 0.5 * own.mean()
    assert curated.max() < 0.05
    assert curated[0] < 0.25 * own[0], "the great mosaic"


@pytest.mark.parametrize("flaw", ["fluorosis", "hypoplasia", "gold_crown", "chip", "craze_line", "wear_facet"])
def test_a_curated_smile_hides_what_life_left_on_the_tiles(flaw):
    story = Story("Ada", "My mother is a tram driver.", imperfection=flaw)
    m = lay([STORIES[0], story], MosaicSettings(), 7)
    mine = slice(m.first[1], m.first[2])
    own, curated, rise = m.albedo[mine], m.curated[mine], m.rise[mine]
    marked = np.abs(own - curated).max(axis=1) > 0.25
    assert marked.sum() >= 3, "something is hidden"
    row = m.strand[mine]
    for part in np.unique(row):
        # Where the colour flows alike, tiles of about one height differ little: none stands out.
        alike = curated[(row == part) & (np.abs(rise - 0.5) < 0.15)]
        if len(alike) > 4:
            assert np.abs(alike - np.median(alike, axis=0)).max() < 0.35


def test_a_pit_shrinks_its_tile_and_nothing_else_does():
    plain, pitted = (
        Story("Ada", "My mother is a tram driver.", imperfection=flaw) for flaw in ("midline_shift", "hypoplasia")
    )
    m = lay([STORIES[0], plain, pitted], MosaicSettings(jitter=0.0), 7)
    pits = m.pitted[m.first[2] :]
    assert not m.pitted[: m.first[2]].any() and 10 < pits.sum() < 0.3 * len(pits)
    area = m.half[m.first[2] :].prod(axis=1)
    assert np.median(area[pits]) < 0.7 * np.median(area[~pits])


def test_any_two_curated_smiles_look_different_at_a_glance(mosaics):
    fresh = replace(mosaics, albedo=mosaics.curated)
    seen = np.array([glance(fresh, i) for i in range(1, len(STORIES))])
    apart = np.abs(seen[:, None] - seen[None]).sum(axis=-1)[np.triu_indices(len(seen), 1)]
    own = np.array([glance(mosaics, i) for i in range(1, len(STORIES))])
    mine = np.abs(own[:, None] - own[None]).sum(axis=-1)[np.triu_indices(len(own), 1)]
    assert np.median(apart) > 0.7 * np.median(mine)
    assert apart.min() > 0.5 * mine.min()


def test_a_smile_gives_its_colour_and_its_motif(mosaics):
    gifts = mosaics.gifts
    assert gifts.shape == (len(STORIES), 4)
    assert (gifts[:, :3] >= 0).all() and (gifts[:, :3] <= 1).all()
    assert [FLOWS[int(motif)] for motif in gifts[:, 3]] == [of.flow for of in mosaics.traits]


def test_shades_order_the_enamel_by_lightness():
    plain = [Story("Ada", "The tooth.", shade) for shade in ("B1", "B1", "A2", "A3.5", "A4", "C4")]
    m = lay(plain, MosaicSettings(colour=0), 7)
    light = [m.albedo[m.first[i] : m.first[i + 1]].mean() for i in range(1, 6)]
    assert light == sorted(light, reverse=True)


@pytest.mark.parametrize("count", [40, 80, 200])
@pytest.mark.parametrize("aim", [56_000, 90_000])
def test_tiles_come_near_the_number_asked_for(count, aim):
    stories = [replace(STORIES[i % len(STORIES)], name=f"{i}") for i in range(count)]
    assert len(lay(stories, MosaicSettings(tesserae=aim), 7).centre) == pytest.approx(aim, rel=0.1)


@pytest.mark.parametrize(
    ("count", "tesserae"), [(1, 500), (1, 56_000), (2, 500), (3, 200_000), (80, 500), (400, 56_000)]
)
def test_few_tiles_or_stories_still_make_smiles(count, tesserae):
    stories = [replace(STORIES[i % len(STORIES)], name=f"{i}") for i in range(count)]
    m = lay(stories, MosaicSettings(tesserae=tesserae), 7)
    assert len(m.first) == count + 1
    assert np.diff(m.first).min() >= 100
    assert all(np.isfinite(getattr(m, name)).all() for name in ARRAYS)


def test_settings_do_what_they_say():
    def laid(**settings: float) -> Mosaics:
        return lay(STORIES[:12], MosaicSettings(tesserae=5000, **settings), 7)

    usual = laid()
    assert (laid(grout=0.3).half.mean(axis=0) < usual.half.mean(axis=0)).all()
    even = laid(jitter=0, grout=0).half
    assert (even >= usual.half - 1e-6).all()
    assert np.hypot(*laid(tilt=0).normal.T).mean() < np.hypot(*usual.normal.T).mean()
    bare = laid(colour=0).albedo
    assert np.ptp(bare, axis=1).mean() < np.ptp(usual.albedo, axis=1).mean()


def test_no_story_is_refused():
    with pytest.raises(ValueError, match="no story"):
        lay([], MosaicSettings(), 7)


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=200)), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_text_makes_sound_tiles(rows):
    m = lay([Story(*row) for row in rows], MosaicSettings(tesserae=1000), 3)
    assert all(np.isfinite(getattr(m, name)).all() for name in ARRAYS)
    smile = np.repeat(np.arange(len(rows)), np.diff(m.first))
    assert (np.abs(corners(m)) <= m.size[smile, None] / 2 + 1e-6).all()
    assert np.diff(m.first).min() >= 60
