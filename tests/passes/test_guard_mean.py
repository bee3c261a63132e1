"""The flash guard and mean light: pixels that take turns may not make the whole picture flash, or an area of it."""

import numpy as np
import pytest
from display import Guarded, greys, most

from viz.flash.light import linear, luminance
from viz.flash.rules import RED_TRANSITIONS, TRANSITIONS, Rules
from viz.flash.swings import Reds, Swings
from viz.passes.guard_mean import AREAS

SIZE = WIDTH, HEIGHT = 160, 48
GROUPS = 4
PEAKS = (200.0, 1000.0)


@pytest.fixture
def wall(device):
    one = Guarded(device, SIZE, device.software)
    yield one
    one.release()


def worst(pictures, elapsed, peak=200.0):
    """The most transitions in any second: of any pixel's luminance, of any pixel's red, of the mean luminance of the
    whole picture and of any area."""
    light = linear(pictures.reshape(len(pictures), -1, 3))
    grey = luminance(light)
    across, up = AREAS
    areas = grey.reshape(-1, up, HEIGHT // up, across, WIDTH // across).mean(axis=(2, 4)).reshape(-1, up * across)
    rules, whole = Rules(peak), grey.mean(axis=1, keepdims=True)
    means = (most(Swings(rules, one[0]), one, elapsed) for one in (whole, areas))
    return most(Swings(rules, grey[0]), grey, elapsed), most(Reds(light[0]), light, elapsed), *means


def scattered(rng):
    """(H, W) groups of pixels, strewn over the picture."""
    return rng.integers(0, GROUPS, (HEIGHT, WIDTH))


def bands(_rng):
    """(H, W) groups of pixels that lie together."""
    return np.broadcast_to(np.arange(WIDTH) * GROUPS // WIDTH, (HEIGHT, WIDTH))


def corner(rng):
    """(H, W) groups of pixels, strewn over the upper left area; beyond it there is none of them."""
    groups = np.full((HEIGHT, WIDTH), -1)
    part = HEIGHT // AREAS[1], WIDTH // AREAS[0]
    groups[: part[0], : part[1]] = rng.integers(0, GROUPS, part)
    return groups


def in_turn(groups, t, low, high):
    """Every group flashes once a second, one after another: (T, H, W, 3) of colours (3,)."""
    on = ((t[:, None, None] - groups / GROUPS) % 1 < 0.4 / GROUPS) & (groups >= 0)
    return np.where(on[..., None], np.array(high, np.uint8), np.array(low, np.uint8))


@pytest.mark.parametrize("rate", [24, 60, 144])
@pytest.mark.parametrize("strewn", [scattered, bands, corner])
def test_pixels_that_flash_in_turn_do_not_make_a_larger_part_flash(wall, rate, strewn):
    t = np.arange(3 * rate) / rate
    elapsed = np.full(len(t), 1 / rate)
    pictures = in_turn(strewn(np.random.default_rng(1)), t, (60, 60, 60), (255, 255, 255))
    before, after = worst(pictures, elapsed), worst(wall.play(pictures, elapsed), elapsed)
    assert before[0] <= 3
    assert before[2 if strewn is bands else 3] >= 2 * GROUPS
    assert max(after[0], *after[2:]) <= TRANSITIONS


@pytest.mark.parametrize("peak", PEAKS)
def test_whatever_pixels_do_and_however_they_are_held_their_mean_does_not_flash(wall, peak):
    """All of them flicker together at 1 to 25 Hz, some a little sooner than others, between greys of their own, while
    the rate goes up and down; and pictures come late and are dropped."""
    rng = np.random.default_rng(3)
    elapsed = rng.choice([1 / 60, 1 / 30, 0.12], 240, p=[0.6, 0.38, 0.02])
    t = np.cumsum(elapsed)
    phase = np.cumsum(elapsed * (13 + 12 * np.sin(t)))[:, None, None] + rng.uniform(0, 0.5, (1, HEIGHT, WIDTH))
    low, high = np.sort(rng.uniform(0, 1, (2, HEIGHT, WIDTH)), axis=0)
    pictures = greys(np.where(phase % 1 < 0.5, low, high))
    before, after = worst(pictures, elapsed, peak), worst(wall.play(pictures, elapsed, peak), elapsed, peak)
    assert min(before[2:]) > 2 * TRANSITIONS
    assert max(after[0], *after[2:]) <= TRANSITIONS


def test_no_red_flash_comes_of_what_is_mixed(wall):
    rng = np.random.default_rng(5)
    t = np.arange(240) / 60
    elapsed = np.full(len(t), 1 / 60)
    pictures = in_turn(scattered(rng), t, (200, 10, 10), (240, 240, 255))
    pictures[(t % 1.3 < 0.7)[:, None, None] & (scattered(rng) == 0)[None]] = (255, 0, 0)
    general, red, *means = worst(wall.play(pictures, elapsed), elapsed)
    assert max(general, *means) <= TRANSITIONS
    assert red <= RED_TRANSITIONS


def test_what_is_mixed_is_as_it_should_be_again_a_second_later(wall):
    t = np.arange(240) / 60
    pictures = in_turn(scattered(np.random.default_rng(1)), t, (60, 60, 60), (255, 255, 255))
    pictures[120:] = 60
    shown = wall.play(pictures, np.full(len(t), 1 / 60))
    assert (shown[60:120] != pictures[60:120]).any(axis=(1, 2, 3)).sum() > 10
    assert np.array_equal(shown[195:], pictures[195:])


def test_half_of_the_pixels_in_antiphase_to_the_other_half_are_none_of_its_business(wall):
    """Their mean never changes: three changes a second of each go through to the bit."""
    t = np.arange(180) / 60
    on = (np.floor(3.4 * t)[:, None, None] + scattered(np.random.default_rng(2)) % 2) % 2
    pictures = greys(0.2 + 0.5 * on)
    assert np.array_equal(wall.play(pictures, np.full(len(t), 1 / 60)), pictures)


def test_by_fetches_of_pixels_it_shows_what_it_shows_by_copies_of_pictures(device, wall):
    other = Guarded(device, SIZE, not device.software)
    t = np.arange(90) / 60
    pictures = in_turn(scattered(np.random.default_rng(1)), t, (60, 60, 60), (255, 200, 255))
    shown = wall.play(pictures, np.full(len(t), 1 / 60))
    assert not np.array_equal(shown, pictures)
    assert np.array_equal(shown, other.play(pictures, np.full(len(t), 1 / 60)))
    other.release()
