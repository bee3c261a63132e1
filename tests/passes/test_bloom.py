"""Bloom: evenly lit stays evenly lit, a bright spot spreads alike to all sides, and no light is won or lost."""

import numpy as np
import pytest

from viz.passes.bloom import Bloom, BloomPass


@pytest.fixture
def glow(device, venue):
    """glow(picture (height, width, 3), spread) → (h, w, 3): what the filter makes of it."""

    def filtered(picture, spread=0.62):
        size = picture.shape[1::-1]
        image = device.target(size, [(3, "f2")], label="image")
        image.color.write(np.ascontiguousarray(picture, np.float16))
        bloom = BloomPass(venue, size)
        bloom.draw(image, Bloom(spread=spread))
        made = np.frombuffer(bloom.texture.color.read(alignment=1), np.float16).astype(float)
        made = made.reshape(*bloom.texture.size[::-1], 3)
        bloom.release()
        device.release(image)
        return made

    return filtered


def spot(at, light, size=(128, 128), edge=1):
    picture = np.zeros((size[1], size[0], 3))
    picture[at[1] : at[1] + edge, at[0] : at[0] + edge] = light
    return picture


@pytest.mark.parametrize("size", [(160, 90), (128, 128), (33, 7), (1, 1)])
@pytest.mark.parametrize("light", [(0.5, 0.25, 0.125), (40.0, 3.0, 0.0)])
def test_an_evenly_lit_picture_stays_as_it_is(glow, size, light):
    made = glow(np.full((size[1], size[0], 3), light))
    assert made.shape == (max(1, size[1] // 4), max(1, size[0] // 4), 3)
    assert np.allclose(made, light, rtol=2e-3)


def test_a_bright_spot_spreads_alike_to_all_sides(glow):
    made = glow(spot((60, 60), 1.0, edge=8))[..., 1]
    scale = made.max()
    for turned in (made[::-1], made[:, ::-1], made.T):
        assert np.abs(made - turned).max() < 0.01 * scale
    middle = len(made) // 2
    out = made[middle, middle:]
    assert (np.diff(out) <= 0).all() and out[0] > 10 * out[-1]
    assert (out > 0).sum() > 8


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
def test_a_pixel_that_is_no_number_harms_nobody(glow, broken):
    picture = np.full((90, 160, 3), 0.5)
    picture[40, 70] = broken
    made = glow(picture)
    assert np.isfinite(made).all()
    assert np.allclose(made[:, -12:], 0.5, rtol=0.01), "nothing is seen of it far away"
    assert made.min() > 0.2


@pytest.mark.parametrize("at", [(64, 64), (65, 62), (67, 65), (60, 71)])
@pytest.mark.parametrize("spread", [0.0, 0.62, 0.95])
def test_a_faint_spot_keeps_its_light_wherever_it_lies(glow, at, spread):
    """Faint, for the filter holds very bright ones back. A picture's mean is what the glow adds to it."""
    picture = spot(at, 0.05, edge=2)
    assert glow(picture, spread).mean() == pytest.approx(picture.mean(), rel=0.25)


def test_more_spread_makes_wider_veils(glow):
    def width(spread):
        made = glow(spot((60, 60), 1.0, edge=8), spread)[..., 0]
        y, x = np.indices(made.shape)
        return np.sqrt((made * ((x - 15.5) ** 2 + (y - 15.5) ** 2)).sum() / made.sum())

    assert width(0.0) < 0.8 * width(0.5) < 0.8 * 0.9 * width(0.95)


def test_one_glaring_texel_does_not_light_the_whole_picture(glow):
    """A thousand times the light glows far less than a thousand times as much."""
    faint, glaring = glow(spot((64, 64), 0.1)).sum(), glow(spot((64, 64), 1000.0)).sum()
    assert faint > 0
    assert faint < glaring < 1000 * faint


def test_darkness_has_no_glow(glow):
    assert not glow(np.zeros((90, 160, 3))).any()


def test_a_resized_filter_is_as_a_fresh_one(device, venue, glow):
    rng = np.random.default_rng(5)
    picture = rng.random((45, 80, 3)).astype(np.float16)
    image = device.target((80, 45), [(3, "f2")], label="image")
    image.color.write(picture)
    bloom = BloomPass(venue, (17, 3))
    bloom.resize((80, 45))
    bloom.draw(image, Bloom())
    made = np.frombuffer(bloom.texture.color.read(alignment=1), np.float16).reshape(11, 20, 3)
    bloom.release()
    device.release(image)
    assert np.array_equal(made, glow(picture))
