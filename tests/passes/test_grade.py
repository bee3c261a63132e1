"""From light to levels: against PBR Neutral and sRGB as their standards write them."""

import numpy as np
import pytest
from developing import developed, encoded, neutral

from viz.gpu.capture import capture
from viz.passes.frame import FRAME
from viz.passes.grade import Grade, GradePass

PLAIN = {"vignette": 0.0, "dither": 0.0}
SIZE = (96, 54)


@pytest.fixture
def grade(device, venue, show):
    """grade(light (h, w, 3), act=(saturation, exposure), bloom=(share, light), edges=smoothed, **settings) → (h, w, 3)
    levels."""
    block = device.uniform_block(FRAME)
    image = device.target(SIZE, [(3, "f2")], label="image")
    glow = device.target((24, 13), [(3, "f2")], label="glow")
    target = device.target(SIZE, [(4, "f1")], label="picture")
    one = GradePass(venue, image, glow)

    def levels(light, act=(1.0, 1.0), bloom=(0.0, 0.0), crowd=(0.0, 0.0), edges=False, **settings):
        light = np.broadcast_to(np.asarray(light), (*SIZE[::-1], 3))
        image.color.write(np.ascontiguousarray(light[::-1], np.float16), alignment=1)
        glow.clear(*(bloom[1],) * 3)
        block["glow"] = (1.0, *act, 0.0)
        block["crowd"] = (*crowd, 0.0, 0.0)
        block.upload()
        target.use()
        one.draw(Grade(**{**PLAIN, **settings}), bloom[0], edges=edges)
        return capture(target).astype(float)

    yield levels
    for thing in (one, image, glow, target, block):
        device.release(thing)


@pytest.fixture(scope="module")
def lights():
    """A picture of many lights, from shadows to far beyond white, as half floats."""
    rng = np.random.default_rng(3)
    colours = rng.random((SIZE[1], SIZE[0], 3)) * 10.0 ** rng.uniform(-3, 1.0, (SIZE[1], SIZE[0], 1))
    return colours.astype(np.float16).astype(float)


def test_light_becomes_levels_by_the_standards(grade, lights):
    expected = developed(lights)
    assert expected.min() < 5 and expected.max() > 240
    assert np.abs(grade(lights) - expected).max() <= 1.5


def test_it_never_breaks_the_order_of_greys(grade):
    ramp = np.linspace(0, 4, SIZE[0])[None, :, None].repeat(3, axis=2)
    row = grade(ramp)[0, :, 0]
    assert row[0] == 0 and (np.diff(row) >= 0).all() and 245 < row[-1] <= 255


def test_fear_cools_the_picture_and_support_warms_it(grade):
    warmth = {
        crowd: grade(0.2, crowd=crowd)[0, 0] @ (1.0, 0.0, -1.0)
        for crowd in ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    }
    assert warmth[1.0, 0.0] < -10 < warmth[0.0, 0.0] == 0 < 5 < warmth[0.0, 1.0]
    assert warmth[1.0, 0.0] < warmth[1.0, 1.0]
    assert grade(0.2, crowd=(1.0, 0.0), mood=0.0)[0, 0] @ (1.0, 0.0, -1.0) == 0


def test_black_stays_black_but_for_the_dither(grade):
    assert not grade(0.0).any()
    dithered = grade(0.0, dither=1.0)
    assert dithered.max() <= 1


def test_dither_is_of_the_size_asked_for_and_favours_no_side(grade):
    flat = grade(0.2)
    assert flat.std() == 0
    for size in (1.0, 3.0):
        off = grade(0.2, dither=size) - developed(np.full(3, 0.2))[0]
        assert np.abs(off).max() <= size + 1 and abs(off.mean()) < 0.5
        assert off.std() > 0.2 * size


def test_exposure_is_light(grade, lights):
    """Twice the light, twice the picture's exposure or twice the act's are the same to the level."""
    dim = np.minimum(lights, 4.0)
    doubled = grade(2 * dim)
    assert np.array_equal(grade(dim, exposure=2.0), doubled)
    assert np.array_equal(grade(dim, act=(1.0, 2.0)), doubled)
    assert not np.array_equal(grade(dim), doubled)


def test_the_curtain_dims_to_black(grade, lights):
    assert not grade(lights, curtain=0.0).any()
    half = 255 * encoded(0.5 * neutral(lights))
    assert np.abs(grade(lights, curtain=0.5) - half).max() <= 1.5


def test_without_saturation_a_picture_is_as_bright_and_grey(grade, lights):
    grey = grade(lights, act=(0.0, 1.0))
    assert (grey.max(axis=2) == grey.min(axis=2)).all()
    luminance = (lights @ (0.2126, 0.7152, 0.0722))[..., None].repeat(3, axis=2)
    assert np.abs(grey - developed(luminance)).max() <= 1.5
    assert (np.ptp(grade(lights, act=(2.0, 1.0)), axis=2) >= np.ptp(grade(lights), axis=2) - 2).mean() > 0.8


def test_the_vignette_darkens_the_corners_and_not_the_middle(grade):
    flat, ringed = grade(0.3), grade(0.3, vignette=0.5)
    middle = (slice(22, 32), slice(40, 56))
    assert np.array_equal(ringed[middle], flat[middle])
    corners = ringed[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert (corners < flat[0, 0] - 20).all() and np.ptp(corners[:, 0]) <= 1


def test_bloom_is_mixed_in_by_its_share(grade):
    for share in (0.0, 0.25, 0.6):
        mixed = 0.1 + (0.5 - 0.1) * share
        assert np.abs(grade(0.1, bloom=(share, 0.5)) - developed(np.full(3, mixed))).max() <= 1.5


@pytest.mark.parametrize("slope", [0.23, 1.0, 4.0])
def test_a_stepped_outline_is_smoothed_and_nothing_else(grade, slope):
    """A slanting edge without in-betweens gets some, at the pixels beside it alone, and stays where it is."""
    row, column = np.indices(SIZE[::-1])
    beyond = column - SIZE[0] / 2 > (row - SIZE[1] / 2) / slope
    light = np.where(beyond, 0.4, 0.02)[..., None].repeat(3, axis=2)
    stepped, smooth = grade(light), grade(light, edges=True)
    changed = np.abs(smooth - stepped).max(axis=2) > 2
    between = (smooth > stepped.min() + 20) & (smooth < stepped.max() - 20)
    assert (
        between.any(axis=2).sum() > SIZE[1] * 0.4 and not ((stepped > stepped.min()) & (stepped < stepped.max())).any()
    )
    beside = np.zeros_like(beyond)
    for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
        beside |= np.roll(beyond, (down, right), (0, 1)) != beyond
    assert not changed[~beside].any()
    assert smooth.mean() == pytest.approx(stepped.mean(), abs=1.0)


def test_smoothing_leaves_upright_edges_and_faint_grain_as_they_are(grade):
    rng = np.random.default_rng(5)
    upright = np.where(np.arange(SIZE[0]) > 40, 0.5, 0.05)[None, :, None].repeat(SIZE[1], 0).repeat(3, 2)
    grain = 0.2 * (1 + 0.02 * rng.random((SIZE[1], SIZE[0], 1))).repeat(3, 2)
    for light in (upright, grain):
        assert np.abs(grade(light, edges=True) - grade(light)).max() <= 1
