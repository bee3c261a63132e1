"""The flash guard: whatever goes in, nothing flashes that comes out, and what does not flash goes through to the bit.

Every pixel is a sequence of its own, so that a few seconds of small pictures try hundreds.
"""

from dataclasses import replace

import numpy as np
import pytest
from display import Guarded, greys, most
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.flash.light import linear, luminance, saturated
from viz.flash.rules import RED_TRANSITIONS, TRANSITIONS, Rules
from viz.flash.swings import Reds, Swings
from viz.gpu.capture import capture
from viz.gpu.device import Device
from viz.renderer import Renderer

WIDTH, HEIGHT = 29, 12
"""Not a multiple of four pixels wide."""
RATES = (24, 30, 50, 60, 120, 144)
IRREGULAR = "irregular"


@pytest.fixture
def wall(device):
    one = Guarded(device, (WIDTH, HEIGHT))
    yield one
    one.release()


def worst(pictures, elapsed, peak=200.0):
    """The most transitions of luminance and of red that any pixel makes in any second."""
    light = linear(pictures.reshape(len(pictures), -1, 3))
    grey = luminance(light)
    return most(Swings(Rules(peak), grey[0]), grey, elapsed), most(Reds(light[0]), light, elapsed)


def steps(rate, seconds, rng):
    """Seconds between pictures: of a display's rate; or of one that hurries, drops pictures and stalls."""
    if rate != IRREGULAR:
        return np.full(int(rate * seconds), 1 / rate)
    return rng.choice([1 / 144, 1 / 60, 1 / 25, 0.12, 0.4], int(60 * seconds), p=[0.3, 0.4, 0.25, 0.04, 0.01])


def some(rng, low=0.0, high=1.0):
    return rng.uniform(low, high, (1, HEIGHT, WIDTH))


def flicker(t, rng):
    """Each pixel between two greys at 1 to 60 Hz; many are just about far enough apart."""
    on = (t[:, None, None] * some(rng, 1, 60) + some(rng)) % 1 < some(rng, 0.1, 0.9)
    low = some(rng) ** 2
    return greys(np.where(on, low, low + rng.choice([0.09, 0.097, 0.1, 0.103, 0.12, 0.3, 1.0], (1, HEIGHT, WIDTH))))


def alternating(t, rng):
    """The whole field black and white in turn, every second column in antiphase, at each pixel row's own rate."""
    rows = np.linspace(1, 60, HEIGHT)[None, :, None]
    phase = 0.5 * (np.arange(WIDTH) % 2)[None, None, :]
    return greys(np.floor(2 * (t[:, None, None] * rows + phase)) % 2)


def gratings(t, rng):
    """Stripes that go by."""
    across = some(rng, 0, 2 * np.pi) + 2 * np.pi * some(rng, 0.2, 20) * t[:, None, None]
    return greys(0.5 + 0.5 * np.sin(across) * some(rng))


def walks(t, rng):
    """Greys that wander, and are reflected at black and white."""
    way = np.cumsum(rng.normal(0, 1, (len(t), HEIGHT, WIDTH)) * some(rng, 0.01, 0.3), axis=0)
    return greys(np.abs((way + some(rng)) % 2 - 1))


def noise(t, rng):
    return rng.integers(0, 256, (len(t), HEIGHT, WIDTH, 3), np.uint8)


def reds(t, rng):
    """Each pixel between two colours at 0.3 to 30 Hz, one of them red, often saturated."""
    red, other = (rng.integers(0, 256, (1, HEIGHT, WIDTH, 3)) for _ in range(2))
    red[..., 0] |= 128
    red[..., 1:] //= rng.integers(1, 12, (1, HEIGHT, WIDTH, 1))
    on = (t[:, None, None] * some(rng, 0.3, 30) + some(rng)) % 1 < some(rng, 0.1, 0.9)
    return np.where(on[..., None], red, other).astype(np.uint8)


def restless_reds(t, rng):
    """Reds of every kind, another in each picture."""
    colours = rng.integers(0, 256, (len(t), HEIGHT, WIDTH, 3))
    colours[..., 0] |= 128
    return (colours // [[1, 2, 3]] if rng.random() < 0.5 else colours // [[1, 4, 2]]).astype(np.uint8)


WILD = (flicker, alternating, gratings, walks, noise, reds, restless_reds)


@pytest.mark.parametrize("rate", [*RATES, IRREGULAR])
def test_nothing_flashes_however_wild_the_picture_and_whatever_the_display(wall, rate):
    for n, kind in enumerate(WILD):
        rng = np.random.default_rng(n)
        elapsed = steps(rate, 3, rng)
        pictures = kind(np.cumsum(elapsed), rng)
        before, after = worst(pictures, elapsed), worst(wall.play(pictures, elapsed), elapsed)
        assert before[0] > 2 * TRANSITIONS, kind.__name__
        assert after[0] <= TRANSITIONS and after[1] <= RED_TRANSITIONS, (kind.__name__, before, after)
        if kind is reds:
            assert before[1] > 2 * RED_TRANSITIONS


@pytest.mark.parametrize("peak", [80.0, 400.0, 1000.0, 4000.0, 10000.0])
def test_a_brighter_display_is_held_to_smaller_changes(wall, peak):
    for n, kind in enumerate((flicker, gratings, walks, noise, reds)):
        rng = np.random.default_rng(n)
        elapsed = steps(60, 2.5, rng)
        pictures = kind(np.cumsum(elapsed), rng)
        general, red = worst(wall.play(pictures, elapsed, peak), elapsed, peak)
        assert general <= TRANSITIONS and red <= RED_TRANSITIONS, (kind.__name__, general, red)


@pytest.fixture(scope="module")
def lasting():
    """A wall for many examples."""
    with Device.offscreen() as own:
        yield Guarded(own, (4, 2))
    own.let_go()


LEVEL = st.sampled_from([0, 1, 60, 88, 89, 90, 120, 188, 203, 229, 230, 254, 255])
COLOUR = st.tuples(LEVEL, LEVEL, LEVEL)
MOMENT = st.tuples(st.integers(0, 3), st.sampled_from([0.0, 1 / 144, 1 / 60, 1 / 30, 0.1, 0.142, 0.143, 0.25, 0.5]))


@settings(max_examples=60)
@given(st.lists(COLOUR, min_size=32, max_size=32), st.lists(MOMENT, min_size=8, max_size=40))
def test_nobody_thinks_of_a_sequence_that_flashes(lasting, colours, moments):
    """Eight pixels, four colours each, in any order and at any times."""
    table = np.array(colours, np.uint8).reshape(4, 2, 4, 3)
    pictures = table[[index for index, _ in moments]]
    elapsed = np.array([seconds for _, seconds in moments])
    general, red = worst(lasting.play(pictures, elapsed), elapsed)
    assert general <= TRANSITIONS and red <= RED_TRANSITIONS


def ramps(t):
    """Slow fades from black or a colour to another, which stays for a second, and on: every fifth by saturated red."""
    rng = np.random.default_rng(4)
    ends = 0.25 + 0.75 * rng.random((3, HEIGHT, WIDTH, 3))
    ends[:2, :, ::5] = [[[[0.0, 0.0, 0.0]]], [[[1.0, 0.0, 0.0]]]]
    first, second = (np.clip(t - begin, 0, 1)[:, None, None, None] for begin in (0, 2))
    light = ends[0] + (ends[1] - ends[0]) * first + (ends[2] - ends[1]) * second
    return np.round(255 * np.maximum(light, 0) ** (1 / 2.2)).astype(np.uint8)


def pan(t):
    """A camera that goes past great shapes."""
    x, y = np.meshgrid(np.arange(WIDTH), np.arange(HEIGHT))
    across = x[None] * 0.2 + y[None] * 0.1 + 2.0 * t[:, None, None]
    colours = 0.5 + 0.3 * np.sin(across[..., None] + [0.0, 1.0, 2.0])
    return (255 * colours).astype(np.uint8)


def captions(t):
    """Words that come at once, stay for a second and go, over a picture that ripples by 8 %."""
    light = 0.3 + 0.04 * np.sin(60 * t)[:, None, None] + np.zeros((1, HEIGHT, WIDTH))
    light[:, 4:8, 3:20] += 0.6 * (np.floor(t / 1.2) % 2)[:, None, None]
    return greys(light)


def two_flashes(t):
    """Two full flashes at once, and two more after more than a second."""
    on = np.isin(np.floor(t * 10).astype(int), (5, 7, 20, 22))
    return greys(np.where(on, 1.0, 0.0)[:, None, None] + np.zeros((1, HEIGHT, WIDTH)))


def sign(t):
    """Saturated red that stands there from the beginning, changes its brightness, and goes away in the end."""
    pictures = np.zeros((len(t), HEIGHT, WIDTH, 3), np.uint8)
    pictures[..., 0] = (200 + 50 * np.sin(3 * t)).astype(int)[:, None, None]
    pictures[t > 2.5] = 90
    return pictures


@pytest.mark.parametrize("rate", [24, 60, 144])
@pytest.mark.parametrize("kind", [ramps, pan, captions, two_flashes, sign], ids=lambda kind: kind.__name__)
def test_what_does_not_flash_goes_through_to_the_bit(wall, kind, rate):
    elapsed = np.full(3 * rate, 1 / rate)
    pictures = kind(np.cumsum(elapsed))
    assert np.ptp(pictures, axis=0).max() > 20
    assert np.array_equal(wall.play(pictures, elapsed), pictures)


def test_a_held_pixel_goes_on_as_soon_as_it_may(wall):
    """It flickers for two seconds, and is as it should be two seconds after: what it was mixed with has faded."""
    elapsed = np.full(260, 1 / 60)
    pictures = greys((np.arange(260) // 2 % 2 * (np.arange(260) < 120))[:, None, None] + np.zeros((1, HEIGHT, WIDTH)))
    shown = wall.play(pictures, elapsed)
    assert (shown[20:120] != pictures[20:120]).any(axis=(1, 2, 3)).mean() > 0.3
    assert np.array_equal(shown[235:], pictures[235:])


@pytest.mark.parametrize("step", [0.0, -1.0, 1e-4])
def test_time_that_does_not_pass_allows_nothing(wall, step):
    pictures = greys((np.arange(200) % 2)[:, None, None] + np.zeros((1, HEIGHT, WIDTH)))
    shown = wall.play(pictures, np.full(200, step))
    assert 2 <= worst(shown, np.full(200, 1e-3))[0] <= TRANSITIONS


def test_a_stall_allows_no_more_than_a_second_does(wall):
    pictures = greys((np.arange(60) % 2)[:, None, None] + np.zeros((1, HEIGHT, WIDTH)))
    elapsed = np.full(60, 1 / 60)
    elapsed[30] = 3600.0
    assert worst(wall.play(pictures, elapsed), elapsed)[0] <= TRANSITIONS


def test_red_that_comes_at_once_is_pale_for_a_second_and_then_as_it_is(wall):
    pictures = np.full((180, HEIGHT, WIDTH, 3), 60, np.uint8)
    pictures[10:] = 255, 0, 0
    shown = wall.play(pictures, np.full(180, 1 / 60))
    light = linear(shown[:, 0, 0])
    share = light[:, 0] / light.sum(axis=1)
    assert (share[10:70] < 0.8).all() and (np.diff(share[10:]) >= 0).all()
    assert np.array_equal(shown[130:], pictures[130:])
    assert luminance(light[10:70]) == pytest.approx(0.2126, abs=0.01)


@pytest.mark.parametrize("rate", [24, 60, 144])
def test_red_that_fades_away_and_comes_back_makes_no_flash(wall, rate):
    """Slowly enough to go through; each pixel stays away for another time. It counts as gone when it is far."""
    elapsed = np.full(int(4.5 * rate), 1 / rate)
    back = np.linspace(0.0, 1.2, HEIGHT * WIDTH).reshape(HEIGHT, WIDTH, 1)
    time, fade = np.cumsum(elapsed)[:, None, None, None] - 1.5, 0.7
    away = np.clip(time / fade, 0, 1) * np.clip((back + fade - time) / fade, 0, 1)
    light = (1 - away) * [1.0, 0.0, 0.0] + away * [0.1, 0.1, 1.0]
    pictures = greys(light)[..., 0]
    assert worst(pictures, elapsed)[1] > RED_TRANSITIONS
    assert worst(wall.play(pictures, elapsed), elapsed)[1] <= RED_TRANSITIONS


def test_every_saturated_red_is_found(device):
    """Each of more than a million, by itself among greys, comes at once, and pale."""
    colours = np.stack(np.meshgrid(*[np.arange(256, dtype=np.uint8)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    found = colours[saturated(linear(colours))]
    grey = np.full((len(found) // 512 + 1, 2048, 3), 40, np.uint8)
    picture = grey.copy()
    picture.reshape(-1, 4, 3)[: len(found), 2] = found
    one = Guarded(device, grey.shape[1::-1])
    one.show(grey, None)
    assert len(found) > 1e6
    assert not saturated(linear(one.show(picture, 1 / 60))).any()
    one.release()


def test_a_picture_by_itself_is_shown_as_it_is(wall):
    rng = np.random.default_rng(1)
    for picture in noise(np.arange(12), rng):
        assert np.array_equal(wall.show(picture, None), picture)


def test_a_gpu_shows_what_a_software_rasteriser_shows(device, wall):
    """By fetches of pixels, and by copies of pictures."""
    other = Guarded(device, (WIDTH, HEIGHT), copies=False)
    for n, kind in enumerate(WILD):
        rng = np.random.default_rng(n)
        elapsed = steps(IRREGULAR, 2, rng)
        pictures = kind(np.cumsum(elapsed), rng)
        assert np.array_equal(other.play(pictures, elapsed), wall.play(pictures, elapsed)), kind.__name__
    for one in (wall, other):
        one.resize((40, 9))
    again = np.full((9, 40, 3), 255, np.uint8)
    assert np.array_equal(other.show(again, 0.01), wall.show(again, 0.01))
    other.release()


def test_another_size_is_no_new_beginning(wall):
    """Sizes change in the middle of a flicker; every place of the display is counted on."""
    seen = []
    for i in range(120):
        size = ((WIDTH, HEIGHT), (40, 9), (7, 31))[i // 7 % 3]
        wall.resize(size)
        width, height = size
        shown = wall.show(greys(np.full((height, width), float(i % 2))), 1 / 60)
        seen.append(shown[height // 2, width // 2])
    shown = np.array(seen)[:, None, None]
    assert worst(shown, np.full(120, 1 / 60))[0] <= TRANSITIONS


def test_neither_seeks_nor_other_scenes_begin_anew(device, show):
    """The curtain falls and rises in every picture, while the show is sent to and fro and the hall becomes another."""
    show = show.copy()
    size = (64, 36)
    renderer, target = Renderer(device, show, size), device.target(size, [(4, "f1")], label="picture")
    text, guard, seen = show.scene.source, renderer.guard, []
    for i in range(40):
        if i == 20:
            show.say("scene", text.replace("width = 13.0", "width = 14.0"))
            show.step()
        show.seek(max(show.tick + (4 if i % 2 else -3), 0))
        controls = show.frame().controls.model_copy(deep=True)
        controls.picture.grade.exposure, controls.picture.grade.curtain = 4.0, float(i % 2)
        renderer.follow(show)
        renderer.draw(replace(show.frame(), controls=controls), target, 1 / 30)
        seen.append(capture(target).copy())
    assert renderer.guard is guard
    renderer.release()
    device.release(target)
    shown = np.stack(seen)
    assert worst(shown[:2], [0, 1])[0] == 1
    assert worst(shown, np.full(40, 1 / 30))[0] <= TRANSITIONS


def test_a_wall_that_moves_fast_is_blurred_and_not_torn(device):
    """Tiles pass by, 12 a second: each pixel comes near their mean, and rows that are alike stay alike."""
    size = width, height = 320, 192
    one, rng = Guarded(device, size), np.random.default_rng(4)
    tiles = np.repeat(rng.uniform(0.3, 0.9, 200), 10) * (np.arange(2000) % 10 > 1)
    pictures = [greys(np.broadcast_to(tiles[2 * i : 2 * i + width], (height, width))) for i in range(180)]
    shown = [one.show(picture, 1 / 60) for picture in pictures]
    one.release()
    drawn, last = (linear(np.array(some[120:]))[..., 0] for some in (pictures, shown))
    assert np.ptp(last, axis=0).mean() < 0.25 * np.ptp(drawn, axis=0).mean()
    assert abs(last.mean() - drawn.mean()) < 0.05
    assert np.array_equal(last, np.broadcast_to(last[:, :1], last.shape))
