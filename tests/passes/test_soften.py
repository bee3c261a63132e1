"""Stripes that the guidelines rule out are softened before they hurt anyone; all else goes through to the bit."""

from functools import cache

import numpy as np
import pytest
from display import Display, greys
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from viz.flash.counter import Counter
from viz.flash.light import linear, luminance
from viz.flash.patterns import find
from viz.flash.rules import Rules
from viz.flash.watch import Watch
from viz.gpu.device import Device
from viz.passes.soften import SoftenPass
from viz.paths import SCENES

WIDTH, HEIGHT = 190, 107
"""Not a multiple of four pixels wide, nor of two high."""
REFERENCES = SCENES.parent / "tests/render/references"


class Wall(Display):
    """A display behind the softening of stripes, and behind the flash guard."""

    def __init__(self, device, size=(WIDTH, HEIGHT)):
        super().__init__(device, size, soften=SoftenPass)

    def show(self, picture, elapsed=1 / 30):
        return super().show(picture, elapsed)

    def play(self, picture, seconds, fps=30):
        """The last picture shown of one that stands, or is a function of time. `held`: what is objected to."""
        watch, shown = Watch(Rules(self.soften.peak)), picture
        for i in range(int(seconds * fps)):
            shown = self.show(picture(i / fps) if callable(picture) else picture, 1 / fps)
            watch.add(luminance(linear(shown)), i / fps)
        self.held = watch.sightings()
        return shown


@pytest.fixture
def wall(device):
    one = Wall(device)
    yield one
    one.release()


@pytest.fixture(scope="module")
def own():
    """A device for many examples."""
    with Device.offscreen() as one:
        yield one
    one.let_go()


def field(size=(WIDTH, HEIGHT)):
    return np.meshgrid(*(np.arange(side, dtype=np.float32) + 0.5 for side in size))


def stripes(period, angle=0.0, phase=0.1, light=0.9, dark=0.02, size=(WIDTH, HEIGHT)):
    """Light and dark in turn over the whole picture; period in pixels, angle in degrees, phase in periods."""
    (x, y), turn = field(size), np.radians(angle)
    on = ((x * np.cos(turn) + y * np.sin(turn)) / period + phase) % 1 < 0.5
    return greys(np.where(on, light, dark))


def hazard(picture, peak=200.0):
    return find(luminance(linear(picture)), Rules(peak)) is not None


def rings(period):
    x, y = field()
    return greys(0.45 + 0.4 * np.sign(np.sin(2 * np.pi * np.hypot(x - 95, y - 53) / period)))


@cache
def scene():
    with Image.open(SCENES / "neo_lumine.png") as file:
        return np.asarray(file.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.BOX))


def behind_bars():
    return np.where(stripes(9, 40) > 100, scene(), scene() // 3)


def half():
    return np.where((field()[0] < 0.5 * WIDTH)[..., None], stripes(6, 70), scene())


HAZARDS = {
    "upright": stripes(14),
    "level": stripes(11, 90),
    "tilted": stripes(8, 33),
    "fine": stripes(2.3, 20),
    "coarse": stripes(30, 3),
    "coarse and tilted": stripes(33, 30),
    "rings": rings(9),
    "bars": behind_bars(),
    "half": half(),
    "two kinds": np.where((field()[0] < 0.5 * WIDTH)[..., None], stripes(5, 70), stripes(9)),
}


@pytest.mark.parametrize("name", HAZARDS)
def test_stripes_are_softened_before_they_are_held_too_long(wall, name):
    picture = HAZARDS[name]
    assert hazard(picture)
    shown = wall.play(picture, 1)
    assert not wall.held
    assert not hazard(shown)
    assert abs(luminance(linear(shown)).mean() - luminance(linear(picture)).mean()) < 0.05


@pytest.mark.parametrize("fps", [10, 24, 60])
def test_they_are_at_any_frame_rate_and_when_they_come_after_something_else(wall, fps):
    for wait in (0.03, 0.1):
        plain = greys(np.full((HEIGHT, WIDTH), 0.3))
        wall.play(plain, 0.2 + wait, fps)
        wall.play(stripes(9, 60), 0.8, fps)
        assert not wall.held
        wall.play(plain, 4.4, 4)


def test_stripes_that_move_are_softened(wall):
    wall.play(lambda t: stripes(16, 20, 0.7 * t), 1.5)
    assert not wall.held


@pytest.mark.parametrize("peak", [80.0, 400.0, 2000.0])
def test_they_are_by_the_rules_of_the_display(wall, peak):
    wall.soften.peak = wall.guard.peak = peak
    dim = stripes(9, 30, light=0.16, dark=0.09)
    shown = wall.play(dim, 1)
    assert hazard(dim, peak) == (peak > 200) == (shown != dim).any()
    assert not wall.held


SIZES = st.sampled_from([(190, 107), (160, 90), (96, 160)])


@settings(max_examples=10)
@given(SIZES, st.floats(2.2, 40), st.floats(0, 180), st.floats(0, 1), st.floats(0.1, 0.95), st.floats(0.11, 0.9))
@example((190, 107), 2.21875, 0.0, 0.0, 0.75, 0.75)  # so fine that they beat with the pixels
def test_nobody_thinks_of_stripes_that_are_not(own, size, period, angle, phase, light, step):
    own.make_current()
    wall = Wall(own, size)
    try:
        wall.play(stripes(period, angle, phase, light, max(light - step, 0), size), 0.8, 24)
        assert not wall.held
    finally:
        wall.release()


def test_the_haze_itself_does_not_flash_and_goes_when_the_stripes_are_gone(wall):
    """They come and go six times, at last for good."""
    counter, plain, bars = Counter(), scene(), behind_bars()
    fps, shown = 20, plain
    for i in range(7 * fps + 10):
        shown = wall.show(bars if i < 2.5 * fps and i % 8 < 6 else plain, 1 / fps)
        counter.add(shown, i / fps)
        assert i < fps or not hazard(shown)  # it stays while they come again and again
    found = counter.found()
    assert not found.general.over and not found.red.over and not found.patterns
    assert np.array_equal(shown, plain)


def test_haze_goes_gently(wall):
    wall.play(stripes(9, 60), 1)
    shown = np.stack([wall.show(scene(), 0.05) for _ in range(90)]).astype(int)
    assert np.abs(np.diff(shown[5:], axis=0)).max() < 25
    assert np.array_equal(shown[-1], scene())


def harmless():
    chance = np.random.default_rng(0)
    yield "five pairs", stripes(WIDTH / 5)
    yield "a small part", np.where((field()[1] < 0.19 * HEIGHT)[..., None], stripes(5), greys(np.float32(0.3)))
    yield "little contrast", stripes(9, 20, light=0.4, dark=0.33)
    yield "dark", stripes(9, 20, light=0.2, dark=0.01)
    yield "noise", chance.integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    yield "chequers", greys(0.5 * (np.add(*(axis // 10 for axis in field((320, 180)))) % 2))
    yield "one colour", np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    for path in sorted(REFERENCES.glob("*.png")):
        with Image.open(path) as file:
            yield path.stem, np.asarray(file.convert("RGB"))


def test_what_is_within_the_rules_goes_through_to_the_bit(own):
    own.make_current()
    kinds = 0
    for name, picture in harmless():
        wall = Wall(own, picture.shape[1::-1])
        try:
            assert not hazard(picture), name
            for _ in range(6):
                assert np.array_equal(wall.show(picture, 0.08), picture), name
        finally:
            wall.release()
        kinds += 1
    assert kinds > 20


def test_a_picture_by_itself_is_shown_as_it_is(wall):
    for _ in range(5):
        assert np.array_equal(wall.show(HAZARDS["tilted"], None), HAZARDS["tilted"])


def test_haze_lasts_over_other_sizes_and_comes_in_spite_of_them(wall):
    watch = Watch(Rules())
    for i in range(45):
        size = ((WIDTH, HEIGHT), (130, 80))[i // 20 % 2]
        wall.resize(size)
        shown = wall.show(stripes(size[0] / 20, 30, size=size))
        watch.add(luminance(linear(shown)), i / 30)
        assert i < 19 or not hazard(shown)
    assert not watch.sightings()


def test_the_same_pictures_at_the_same_times_are_shown_alike(own):
    own.make_current()
    played = []
    for _ in range(2):
        wall = Wall(own)
        shown = [wall.show(scene()) for _ in range(20)]
        shown += [wall.show(stripes(12, 30, i / 90), 0.02) for i in range(30)]
        shown += [wall.show(scene(), 0.11) for _ in range(12)]
        played.append(np.stack(shown))
        wall.release()
    assert np.array_equal(*played)


def test_nothing_is_made_on_the_gpu_after_the_start(wall, device):
    made = dict(device.created_total)
    wall.play(HAZARDS["tilted"], 1)
    wall.play(scene(), 1)
    assert dict(device.created_total) == made
