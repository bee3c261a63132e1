"""The flash meter: how often the worst place changes and what is held, of real pictures before a real guard."""

import numpy as np
import pytest
from display import Display

from viz.flash.light import LIGHT
from viz.flash_log import ACTS_FROM, BLURS_FROM, MILD, worst_of
from viz.passes.flash_meter import LATE

WIDTH, HEIGHT, FPS = 320, 192, 60
CORNER = (slice(144, 192), slice(0, 64))
"""A twentieth of the wall, lower left: rows from the top, columns."""
GREY = 90


class Wall(Display):
    """A display whose guard is measured."""

    def __init__(self, device, copies):
        super().__init__(device, (WIDTH, HEIGHT), copies)

    def read(self, picture, elapsed=1 / FPS):
        """Show a picture (H, W) of greys; the reading after it."""
        self.feed(np.repeat(picture[..., None], 3, axis=2), elapsed)
        return self.guard.meter.latest

    def flicker(self, hz, seconds, where=CORNER, light=(40, 200)):
        """The readings while part of a grey wall flickers between two greys."""
        readings = []
        for i in range(round(seconds * FPS)):
            picture = np.full(self.size[::-1], GREY, np.uint8)
            picture[where] = light[int(2 * hz * (i + 0.5) / FPS) % 2]
            readings.append(self.read(picture))
        return [one for one in readings if one is not None]


@pytest.fixture
def wall(request, device):
    one = Wall(device, getattr(request, "param", device.software))
    one.read(np.full((HEIGHT, WIDTH), GREY, np.uint8), None)
    yield one
    one.release()


def near(place, middle):
    """Whether a place lies in the corner around that middle."""
    return abs(place[0] - middle[0]) <= 0.1 and abs(place[1] - middle[1]) <= 0.125


def test_a_still_picture_reads_nothing(wall):
    readings = wall.flicker(0, 0.5)
    assert readings
    assert worst_of(readings).changes == 0
    assert worst_of(readings).held == 0


def test_it_reads_the_picture_of_so_many_before(wall):
    for i in range(1, 20):
        wall.read(np.full((HEIGHT, WIDTH), GREY, np.uint8))
        latest = wall.guard.meter.latest
        assert (latest and latest.tick) == (i - LATE if i > LATE else None)


@pytest.mark.parametrize(("hz", "changes"), [(0.5, 1), (1, 2), (1.5, 3)])
def test_slow_flicker_is_counted_where_it_is_and_nothing_is_held(wall, hz, changes):
    worst = worst_of(wall.flicker(hz, 4)[2 * FPS :])
    assert worst.changes == changes
    assert worst.flashes == changes / 2
    assert near(worst.worst, (0.1, 0.875))
    assert worst.held == 0


@pytest.mark.parametrize("hz", [4, 10, 30])
@pytest.mark.parametrize(("where", "middle"), [(CORNER, (0.1, 0.875)), ((slice(0, 48), slice(256, 320)), (0.9, 0.125))])
def test_what_is_held_of_fast_flicker_is_its_area_and_place(wall, hz, where, middle):
    worst = worst_of(wall.flicker(hz, 2.5, where)[FPS:])
    assert worst.held == pytest.approx(0.05, rel=0.1)
    assert worst.acts
    assert near(worst.held_at, middle)
    assert near(worst.worst, middle)
    assert worst.changes == 4


@pytest.mark.parametrize("wall", [True, False], indirect=True, ids=["copies", "fetches"])
def test_what_is_held_is_what_the_display_does_not_show_as_it_was_drawn(wall):
    """The same, counted pixel by pixel from outside."""
    rng, held, light, readings = np.random.default_rng(3), [], [], []
    for _ in range(90):
        picture = np.full((HEIGHT, WIDTH), GREY, np.uint8)
        picture[20:70, 100:180] = rng.integers(0, 256, (50, 80))
        readings.append(wall.read(picture))
        shown = wall.shown()[..., 0]
        holds = abs(shown.astype(int) - picture) > 2
        held.append(holds.mean())
        light.append((abs(LIGHT[shown] - LIGHT[picture]) * holds).mean())
    assert np.mean(held[30:]) > 0.03
    read = readings[30 + LATE :]
    assert [one.held for one in read] == pytest.approx(held[30:-LATE], abs=0.006)
    assert [one.held * one.depth for one in read] == pytest.approx(light[30:-LATE], abs=0.003)


@pytest.mark.parametrize("wall", [True, False], indirect=True, ids=["copies", "fetches"])
def test_a_wall_that_passes_by_is_blurred_and_is_told_only_where_it_is_large(wall):
    """Tiles of hardly enough contrast, 12 a second, in a corner and then everywhere."""
    rng = np.random.default_rng(4)
    tiles = np.repeat(rng.integers(140, 165, 200), 10) - 42 * (np.arange(2000) % 10 < 4)
    for where, acts in (((slice(160, 192), slice(0, 48)), False), ((slice(None), slice(None)), True)):
        readings = []
        for i in range(3 * FPS):
            picture = np.full((HEIGHT, WIDTH), GREY, np.uint8)
            picture[where] = tiles[2 * i : 2 * i + WIDTH][where[1]]
            readings.append(wall.read(picture))
        late = readings[2 * FPS :]
        share = picture[where].size / picture.size
        assert worst_of(late).blurs
        assert worst_of(late).blurred == pytest.approx(share, rel=0.3)
        assert all(one.blurred <= one.held for one in late)
        assert worst_of(late).depth < MILD
        assert worst_of(late).acts == acts, share


def test_flicker_that_is_blurred_into_grey_is_told_however_small(wall):
    readings = wall.flicker(10, 4, (slice(160, 184), slice(8, 32)))[3 * FPS :]
    assert worst_of(readings).blurs
    assert worst_of(readings).held < BLURS_FROM / 2
    assert worst_of(readings).acts


def test_glints_are_no_place(wall):
    """One pixel in a thousand, at ten a second: held, but no quarter of any place."""
    worst = worst_of(wall.flicker(10, 2.5, np.random.default_rng(8).random((HEIGHT, WIDTH)) < 0.001)[FPS:])
    assert worst.changes == 0
    assert worst.held == pytest.approx(0.001, rel=0.7)
    assert not worst.acts


def test_one_place_is_enough_to_say_that_the_guard_acts(wall):
    readings = wall.flicker(10, 2.5, (slice(80, 88), slice(160, 168)))[FPS:]
    assert worst_of(readings).held < ACTS_FROM
    assert any(one.acts for one in readings)


def test_letters_are_a_place(wall):
    """Strokes that cover a third of a line of text."""
    worst = worst_of(wall.flicker(1, 3, (slice(90, 106), slice(100, 220, 3)))[2 * FPS :])
    assert worst.changes == 2


def test_pictures_by_themselves_tell_nothing(wall):
    wall.flicker(10, 1.5)
    latest = wall.guard.meter.latest
    for level in (0, 255) * 10:
        assert wall.read(np.full((HEIGHT, WIDTH), level, np.uint8), None) is latest


def test_it_reads_on_at_another_size(wall):
    for size in ((WIDTH, HEIGHT), (640, 384), (64, 48), (37, 23)):
        wall.resize(size)
        width, height = size
        where = (slice(height * 3 // 4, height), slice(0, width // 5))
        worst = worst_of(wall.flicker(10, 1.5, where)[FPS:])
        share = (height - height * 3 // 4) * (width // 5) / (width * height)
        assert worst.held == pytest.approx(share, rel=0.25), size
        assert near(worst.held_at, (0.1, 0.875)), size


def test_it_makes_nothing_on_the_gpu_after_the_start(device, wall):
    made = device.created_total.copy()
    wall.flicker(10, 0.5)
    assert device.created_total == made
