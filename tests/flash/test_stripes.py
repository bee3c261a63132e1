"""Stripes and gratings that the guidelines name, on both sides of every threshold, and pictures that have none."""

import numpy as np
import pytest
from PIL import Image

from viz.flash.light import linear, luminance
from viz.flash.patterns import find
from viz.flash.rules import Rules
from viz.flash.watch import Watch
from viz.paths import SCENES

HEIGHT, WIDTH = 180, 320
Y, X = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)


def stripes(angle=0.0, pairs=12.0, light=0.5, dark=0.1, sine=False):
    """A grating over the whole picture (H, W), its normal turned from the right."""
    turn = np.radians(angle)
    across = X * np.cos(turn) + Y * np.sin(turn)
    wave = np.sin(2 * np.pi * (across + 0.01) * pairs / (np.ptp(across) + 1))
    wave = wave if sine else np.sign(wave)
    return (0.5 * (light + dark) + 0.5 * (light - dark) * wave).astype(np.float32)


def within(picture, area, ground=0.3):
    """The picture's upper part of that area, on a plain ground."""
    return np.where(area * HEIGHT > Y, picture, np.float32(ground))


def found(picture, peak=200.0):
    return find(picture, Rules(peak))


@pytest.mark.parametrize("angle", [0, 17, 45, 90, 117, 160])
@pytest.mark.parametrize(("pairs", "sine"), [(7, False), (12, True), (30, False), (60, False)])
def test_stripes_are_found_at_any_angle_and_of_any_width(angle, pairs, sine):
    pattern = found(stripes(angle, pairs, sine=sine))
    assert pattern is not None
    assert abs(pattern.pairs - pairs) <= 0.04 * pairs + 0.5
    turned = abs(pattern.angle - angle) % 180
    assert min(turned, 180 - turned) < 4
    assert pattern.area > 0.9
    assert (pattern.light, pattern.dark) == (pytest.approx(0.5, abs=0.02), pytest.approx(0.1, abs=0.02))


@pytest.mark.parametrize("angle", [0, 30, 90])
@pytest.mark.parametrize(("pairs", "there"), [(5, False), (6, True)])
def test_more_than_five_pairs_are_a_pattern(angle, pairs, there):
    assert (found(stripes(angle, pairs)) is not None) == there


@pytest.mark.parametrize(
    ("light", "dark", "peak", "there"),
    [
        (0.26, 0.10, 200, True),
        (0.24, 0.10, 200, False),
        (0.40, 0.29, 200, True),
        (0.40, 0.31, 200, False),
        (0.15, 0.09, 400, True),
        (0.15, 0.11, 400, False),
        (0.24, 0.10, 100, False),  # of a dim display as of one of 200 cd/m²
    ],
)
def test_stripes_are_a_pattern_from_a_brightness_and_a_difference_on(light, dark, peak, there):
    assert (found(stripes(20, 16, light, dark), peak) is not None) == there


@pytest.mark.parametrize(("area", "there"), [(0.18, False), (0.32, True)])
@pytest.mark.parametrize("angle", [0, 40, 90])
def test_stripes_are_a_pattern_from_a_quarter_of_the_picture_on(angle, area, there):
    pattern = found(within(stripes(angle, 50), area))
    assert (pattern is not None) == there
    if pattern:
        assert pattern.area == pytest.approx(area, abs=0.06)
        assert pattern.box == (0, 0, 1, pytest.approx(area, abs=0.06))


def test_rings_are_stripes_too():
    rings = 0.3 + 0.2 * np.sign(np.sin(np.hypot(X - 160, Y - 90) * 2 * np.pi / 15))
    assert found(rings.astype(np.float32)) is not None


def test_stripes_before_a_picture_are_found():
    with Image.open(SCENES / "neo_lumine.png") as file:
        scene = luminance(linear(np.asarray(file.convert("RGB").resize((WIDTH, HEIGHT)))))
    assert found(scene) is None
    assert found(np.where(X < 150, stripes(60, 40, 0.4, 0.2), scene)) is not None


@pytest.mark.parametrize("seed", range(3))
def test_noise_edges_slopes_and_chequers_are_no_stripes(seed):
    chance = np.random.default_rng(seed)
    noise = chance.random((HEIGHT, WIDTH)).astype(np.float32)
    coarse = np.kron(chance.random((9, 16)), np.ones((20, 20))).astype(np.float32)
    fences = (np.searchsorted(np.cumsum(chance.uniform(3, 60, 100)), np.arange(WIDTH)) % 2) * 2 - 1
    for picture in (
        noise,
        coarse,
        np.broadcast_to(0.4 + 0.3 * fences, (HEIGHT, WIDTH)).astype(np.float32),
        X / WIDTH,
        (X > 160).astype(np.float32),
        ((X // 10 + Y // 10) % 2 * 0.5).astype(np.float32),
        np.full((HEIGHT, WIDTH), 0.5, np.float32),
    ):
        assert found(picture) is None


@pytest.mark.parametrize("size", [(90, 160), (360, 640), (540, 961), (1, 1), (2, 3)])
def test_pictures_of_any_size_are_looked_at(size):
    turn = np.arange(size[1]) * 2 * np.pi * 12 / size[1]
    picture = np.broadcast_to(0.3 + 0.2 * np.sin(turn), size).astype(np.float32)
    assert (found(picture) is not None) == (size[0] > 10)


@pytest.mark.parametrize(("seconds", "held"), [(0.4, False), (0.6, True)])
@pytest.mark.parametrize("fps", [24, 60])
def test_a_pattern_is_a_hazard_when_it_is_held_for_half_a_second(seconds, held, fps):
    watch, plain, striped = Watch(Rules()), np.full((HEIGHT, WIDTH), 0.3, np.float32), stripes(30)
    for i in range(2 * fps):
        watch.add(striped if 0.5 <= i / fps <= 0.5 + seconds else plain, i / fps)
    sightings = watch.sightings()
    assert bool(sightings) == held
    if held:
        assert sightings[0].begin == pytest.approx(0.5, abs=0.11)
        assert sightings[0].seconds == pytest.approx(seconds, abs=0.11)


def test_a_pattern_that_is_still_there_at_the_end_was_held():
    watch = Watch(Rules())
    for i in range(7):
        watch.add(stripes(30), i / 10)
    assert len(watch.sightings()) == len(watch.sightings()) == 1
